using System.Text;
using IdMelon.Provisioning.WebAuthn;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace IdMelon.Provisioning.Simulator.NodeClients.Passkeys;

/// <summary>A relying party that uses ASP.NET Core Identity's passkey handler, unchanged. It does not judge attestation statements.</summary>
internal sealed class FrameworkParty : IDisposable
{
    private readonly UserManager<IdentityUser> users;
    private readonly PasskeyHandler<IdentityUser> handler;
    private readonly OneUser store = new();

    public FrameworkParty()
    {
        users = new(store, Options.Create(new IdentityOptions()), new PasswordHasher<IdentityUser>(), [], [], new UpperInvariantLookupNormalizer(), new IdentityErrorDescriber(), null!, NullLogger<UserManager<IdentityUser>>.Instance);
        handler = new(users, Options.Create(new IdentityPasskeyOptions
        {
            ServerDomain = "login.microsoft.com",
            UserVerificationRequirement = "required",
            ResidentKeyRequirement = "required",
            ValidateOrigin = origin => ValueTask.FromResult(origin is { CrossOrigin: false, Origin: "https://login.microsoft.com" }),
        }));
    }

    /// <summary>Makes options, has them answered, and judges the answer.</summary>
    /// <returns>Why the answer was refused; null if it was accepted.</returns>
    public async Task<string?> RegisterAsync(Func<PasskeyCreationOptions, Task<PasskeyRegistration>> answer)
    {
        var http = new DefaultHttpContext();
        var made = await handler.MakeCreationOptionsAsync(new() { Id = store.User.Id, Name = store.User.UserName!, DisplayName = "Ada" }, http);
        var registration = await answer(CreationOptionsJson.Read(Encoding.UTF8.GetBytes(made.CreationOptionsJson)).Value);
        var result = await handler.PerformAttestationAsync(new() { HttpContext = http, CredentialJson = RegistrationJson.Write(registration).ToJsonString(), AttestationState = made.AttestationState });
        store.Passkey = result.Passkey;
        return result.Failure?.Message;
    }

    /// <summary>Makes options for a sign-in with what was registered, has them answered, and judges the answer.</summary>
    /// <returns>Why the answer was refused; null if it was accepted.</returns>
    public async Task<string?> SignInAsync(bool isNamed, Func<PasskeyRequestOptions, Task<PasskeyAssertion>> answer)
    {
        var http = new DefaultHttpContext();
        var made = await handler.MakeRequestOptionsAsync(isNamed ? store.User : null, http);
        var assertion = await answer(RequestOptionsJson.Read(Encoding.UTF8.GetBytes(made.RequestOptionsJson)).Value);
        var result = await handler.PerformAssertionAsync(new() { HttpContext = http, CredentialJson = AssertionJson.Write(assertion).ToJsonString(), AssertionState = made.AssertionState });
        return result.Succeeded && result.User == store.User ? null : result.Failure?.Message ?? "another user";
    }

    public void Dispose() => users.Dispose();

    /// <summary>Knows one user with at most one passkey.</summary>
    private sealed class OneUser : IUserPasskeyStore<IdentityUser>
    {
        public IdentityUser User { get; } = new("ada@contoso.example");

        public UserPasskeyInfo? Passkey { get; set; }

        public Task<IdentityUser?> FindByIdAsync(string userId, CancellationToken cancellationToken) => Task.FromResult(userId == User.Id ? User : null);

        public Task<IdentityUser?> FindByNameAsync(string normalizedUserName, CancellationToken cancellationToken) => Task.FromResult<IdentityUser?>(null);

        public Task<IdentityUser?> FindByPasskeyIdAsync(byte[] credentialId, CancellationToken cancellationToken) => Task.FromResult(Is(credentialId) ? User : null);

        public Task<string> GetUserIdAsync(IdentityUser user, CancellationToken cancellationToken) => Task.FromResult(user.Id);

        public Task<string?> GetUserNameAsync(IdentityUser user, CancellationToken cancellationToken) => Task.FromResult(user.UserName);

        public Task<string?> GetNormalizedUserNameAsync(IdentityUser user, CancellationToken cancellationToken) => Task.FromResult(user.NormalizedUserName);

        public Task<IList<UserPasskeyInfo>> GetPasskeysAsync(IdentityUser user, CancellationToken cancellationToken) => Task.FromResult<IList<UserPasskeyInfo>>(Passkey is null ? [] : [Passkey]);

        public Task<UserPasskeyInfo?> FindPasskeyAsync(IdentityUser user, byte[] credentialId, CancellationToken cancellationToken) => Task.FromResult(Is(credentialId) ? Passkey : null);

        public Task SetUserNameAsync(IdentityUser user, string? userName, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task SetNormalizedUserNameAsync(IdentityUser user, string? normalizedName, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<IdentityResult> CreateAsync(IdentityUser user, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<IdentityResult> UpdateAsync(IdentityUser user, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<IdentityResult> DeleteAsync(IdentityUser user, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task AddOrUpdatePasskeyAsync(IdentityUser user, UserPasskeyInfo passkey, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task RemovePasskeyAsync(IdentityUser user, byte[] credentialId, CancellationToken cancellationToken) => throw new NotSupportedException();

        public void Dispose()
        {
            // Owns nothing.
        }

        private bool Is(byte[] credentialId) => Passkey?.CredentialId.AsSpan().SequenceEqual(credentialId) == true;
    }
}
