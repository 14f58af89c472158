using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using IdMelon.Provisioning.Authenticators;
using IdMelon.Provisioning.Requests;
using IdMelon.Provisioning.Tenants;
using IdMelon.Provisioning.WebAuthn;

namespace IdMelon.Provisioning.Conformance.Tenants;

/// <summary>A tenant in memory that behaves like the real one, until it is told to misbehave.</summary>
/// <remarks>Thread-safe. Switches that count are used up by the calls they hit, in the order in which they were set.</remarks>
/// <param name="time">The directory's clock; null takes the system's.</param>
public sealed class FakeTenant(TimeProvider? time = null) : IAccessPassIssuer, IPasskeyDirectory, IPasskeyRegistrar
{
    private const int ChallengeLength = 32;

    private readonly TimeProvider time = time ?? TimeProvider.System;
    private readonly Lock gate = new();
    private readonly Dictionary<UserPrincipalName, FakeUser> users = [];
    private readonly List<(FakeTenantCall Call, Script Script)> scripts = [];
    private readonly ConcurrentQueue<(FakeTenantCall Call, UserPrincipalName User)> calls = new();
    private int passes;

    /// <summary>Gets or sets the secret of the passes that are issued from now on; null makes a new one each time.</summary>
    public SecretText? NextSecret { get; set; }

    /// <summary>Gets or sets how many listings a passkey added from now on stays invisible for.</summary>
    public int ListingsBeforePasskeysShow { get; set; }

    /// <summary>Gets all calls so far, refused ones included, in their order.</summary>
    public IReadOnlyList<(FakeTenantCall Call, UserPrincipalName User)> Calls => [.. calls];

    /// <summary>Gets how many passes exist right now, usable or not.</summary>
    public int AccessPassCount
    {
        get
        {
            lock (gate)
            {
                return users.Values.Count(user => user.Pass is not null);
            }
        }
    }

    /// <summary>Adds a user. Others do not exist.</summary>
    public UserPrincipalName AddUser(string user)
    {
        var name = UserPrincipalName.Parse(user);
        lock (gate)
        {
            users.Add(name, new FakeUser());
        }

        return name;
    }

    /// <summary>Adds a passkey, as if it had been registered at security info.</summary>
    public void AddPasskey(UserPrincipalName user, DirectoryPasskey passkey)
    {
        lock (gate)
        {
            users[user].Passkeys.Add((passkey, ListingsBeforePasskeysShow));
        }
    }

    /// <summary>Counts the user's passkeys, those that no listing shows yet included.</summary>
    public int PasskeyCount(UserPrincipalName user)
    {
        lock (gate)
        {
            return users[user].Passkeys.Count;
        }
    }

    /// <summary>Finds the user's pass; null if there is none.</summary>
    public AccessPass? FindAccessPass(UserPrincipalName user)
    {
        lock (gate)
        {
            return users[user].Pass;
        }
    }

    /// <summary>Marks the user's one-time pass as used, as a sign-in does.</summary>
    public void UseAccessPass(UserPrincipalName user)
    {
        lock (gate)
        {
            users[user].IsUsed = true;
        }
    }

    /// <summary>Lets the next calls of a kind be refused without being carried out.</summary>
    public void RefuseNext(FakeTenantCall call, ProvisioningError error, int times = 1)
    {
        ArgumentNullException.ThrowIfNull(error);
        Add(call, new Script.Refuse(error), times);
    }

    /// <summary>Lets the next call of a kind be carried out and its reply be lost.</summary>
    public void LoseNextReply(FakeTenantCall call) => Add(call, new Script.LoseReply(), 1);

    /// <summary>Lets the next calls of a kind throw, without being carried out: a fault that no contract allows.</summary>
    public void ThrowNext(FakeTenantCall call, Exception exception, int times = 1)
    {
        ArgumentNullException.ThrowIfNull(exception);
        Add(call, new Script.Throw(exception), times);
    }

    /// <summary>Lets the next call of a kind wait until it is let go or cancelled; it is carried out only if it is let go.</summary>
    public HeldCall HoldNext(FakeTenantCall call)
    {
        var held = new HeldCall();
        Add(call, new Script.Hold(held), 1);
        return held;
    }

    /// <inheritdoc/>
    public Task<Attempt<AccessPass>> IssueAsync(UserPrincipalName user, AccessPassWish wish, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(wish);
        return CallAsync<AccessPass>(FakeTenantCall.Issue, user, known =>
        {
            var number = ++passes;
            var now = time.GetUtcNow();
            known.Pass = new(
                string.Create(CultureInfo.InvariantCulture, $"pass-{number}"),
                NextSecret ?? new SecretText(Guid.NewGuid().ToString("N")[..8]),
                now,
                wish.Lifetime ?? TimeSpan.FromHours(1),
                wish.SingleUse);
            known.Created = now;
            known.IsUsed = false;
            return known.Pass;
        }, cancellationToken);
    }

    /// <inheritdoc/>
    public Task<Attempt<IReadOnlyList<AccessPassStatus>>> ListAccessPassesAsync(UserPrincipalName user, CancellationToken cancellationToken) =>
        CallAsync(FakeTenantCall.ListAccessPasses, user, known => Attempt<IReadOnlyList<AccessPassStatus>>.Of(known.Pass is { } pass ? [StatusOf(known, pass)] : []), cancellationToken);

    /// <inheritdoc/>
    public Task<Attempt<bool>> RevokeAsync(UserPrincipalName user, string accessPassId, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(accessPassId);
        return CallAsync<bool>(FakeTenantCall.Revoke, user, known =>
        {
            var isThere = known.Pass?.Id == accessPassId;
            known.Pass = isThere ? null : known.Pass;
            return isThere;
        }, cancellationToken);
    }

    /// <inheritdoc/>
    public Task<Attempt<IReadOnlyList<DirectoryPasskey>>> ListPasskeysAsync(UserPrincipalName user, CancellationToken cancellationToken) =>
        CallAsync(FakeTenantCall.ListPasskeys, user, known =>
        {
            DirectoryPasskey[] shown = [.. known.Passkeys.Where(passkey => passkey.Hidden == 0).Select(passkey => passkey.Passkey)];
            known.Passkeys = [.. known.Passkeys.Select(passkey => (passkey.Passkey, Math.Max(0, passkey.Hidden - 1)))];
            return Attempt<IReadOnlyList<DirectoryPasskey>>.Of(shown);
        }, cancellationToken);

    /// <inheritdoc/>
    public Task<Attempt<bool>> RemovePasskeyAsync(UserPrincipalName user, string passkeyId, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(passkeyId);
        return CallAsync<bool>(FakeTenantCall.RemovePasskey, user, known => known.Passkeys.RemoveAll(passkey => passkey.Passkey.Id == passkeyId) > 0, cancellationToken);
    }

    /// <inheritdoc/>
    public Task<Attempt<PasskeyRegistrationOffer>> OfferAsync(UserPrincipalName user, CancellationToken cancellationToken) =>
        CallAsync<PasskeyRegistrationOffer>(FakeTenantCall.OfferRegistration, user, known =>
        {
            known.Challenge = RandomNumberGenerator.GetBytes(ChallengeLength);
            return new PasskeyRegistrationOffer(
                new PasskeyCreationOptions
                {
                    RelyingPartyId = EntraCloud.Public.WebAuthnHost,
                    RelyingPartyName = "Microsoft",
                    UserId = SHA256.HashData(Encoding.UTF8.GetBytes(user.ToString())),
                    UserName = user.ToString(),
                    UserDisplayName = user.ToString(),
                    Challenge = known.Challenge,
                    Algorithms = [(int)CoseAlgorithm.Es256, (int)CoseAlgorithm.Rs256],
                    UserVerification = UserVerificationWish.Required,
                    ResidentKey = ResidentKeyWish.Required,
                    Attestation = "direct",
                },
                time.GetUtcNow().AddMinutes(5));
        }, cancellationToken);

    /// <inheritdoc/>
    public Task<Attempt<DirectoryPasskey>> RegisterAsync(UserPrincipalName user, string displayName, PasskeyRegistration registration, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(displayName);
        ArgumentNullException.ThrowIfNull(registration);
        return CallAsync<DirectoryPasskey>(FakeTenantCall.RegisterPasskey, user, known =>
        {
            // The directory takes a challenge once, and a credential once.
            if (known.Challenge is null
                || !CollectedClientData.Read(registration.ClientDataJson).TryGet(out var clientData, out _)
                || !clientData.Challenge.Span.SequenceEqual(known.Challenge)
                || !AuthenticatorData.Read(registration.AuthenticatorData).TryGet(out var data, out _)
                || data.Credential is not { } credential)
            {
                return ProvisioningError.Of(ErrorCodes.PasskeyRefused, "The registration is none that the fake tenant offered.") with { HttpStatus = 400 };
            }

            known.Challenge = null;
            var passkey = new DirectoryPasskey(Base64Url.EncodeToString(registration.CredentialId.Span), displayName, time.GetUtcNow(), credential.Aaguid);
            known.Passkeys.Add((passkey, ListingsBeforePasskeysShow));
            return passkey;
        }, cancellationToken);
    }

    private AccessPassStatus StatusOf(FakeUser user, AccessPass pass)
    {
        var reason = user.IsUsed && pass.SingleUse ? "OneTimeUsed" : time.GetUtcNow() >= pass.Start + pass.Lifetime ? "Expired" : "EnabledByPolicy";
        return new(pass.Id, reason == "EnabledByPolicy", reason, user.Created);
    }

    private void Add(FakeTenantCall call, Script script, int times)
    {
        lock (gate)
        {
            scripts.AddRange(Enumerable.Repeat((call, script), times));
        }
    }

    private Script? Take(FakeTenantCall call)
    {
        lock (gate)
        {
            var index = scripts.FindIndex(entry => entry.Call == call);
            if (index < 0)
            {
                return null;
            }

            var script = scripts[index].Script;
            scripts.RemoveAt(index);
            return script;
        }
    }

    private async Task<Attempt<T>> CallAsync<T>(FakeTenantCall call, UserPrincipalName user, Func<FakeUser, Attempt<T>> carryOut, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        calls.Enqueue((call, user));
        var script = Take(call);
        switch (script)
        {
            case Script.Refuse refuse:
                return refuse.Error;
            case Script.Throw thrown:
                throw thrown.Exception;
            case Script.Hold hold:
                await hold.Call.ArriveAsync(cancellationToken).ConfigureAwait(false);
                break;
        }

        Attempt<T> attempt;
        lock (gate)
        {
            attempt = users.TryGetValue(user, out var known) ? carryOut(known) : ProvisioningError.Of(ErrorCodes.UserNotFound) with { HttpStatus = 404 };
        }

        return script is Script.LoseReply ? ProvisioningError.Of(ErrorCodes.TenantUnreachable, "The reply was lost.") : attempt;
    }

    private sealed class FakeUser
    {
        public AccessPass? Pass { get; set; }

        public DateTimeOffset Created { get; set; }

        public bool IsUsed { get; set; }

        public byte[]? Challenge { get; set; }

        public List<(DirectoryPasskey Passkey, int Hidden)> Passkeys { get; set; } = [];
    }

    private abstract record Script
    {
        public sealed record Refuse(ProvisioningError Error) : Script;

        public sealed record LoseReply : Script;

        public sealed record Throw(Exception Exception) : Script;

        public sealed record Hold(HeldCall Call) : Script;
    }
}
