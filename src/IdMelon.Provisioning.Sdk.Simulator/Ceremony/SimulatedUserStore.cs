using IdMelon.Provisioning.Simulator.Directory;
using Microsoft.AspNetCore.Identity;

namespace IdMelon.Provisioning.Simulator.Ceremony;

/// <summary>Shows the directory to ASP.NET Core's passkey handler. It only reads: a passkey is registered elsewhere, when it has its name.</summary>
internal sealed class SimulatedUserStore(TenantDirectory directory) : IUserPasskeyStore<SimulatedUser>
{
    public Task<SimulatedUser?> FindByIdAsync(string userId, CancellationToken cancellationToken) => Task.FromResult(directory.Find(userId));

    public Task<SimulatedUser?> FindByNameAsync(string normalizedUserName, CancellationToken cancellationToken) => Task.FromResult(directory.FindByName(normalizedUserName));

    public Task<SimulatedUser?> FindByPasskeyIdAsync(byte[] credentialId, CancellationToken cancellationToken) =>
        Task.FromResult(directory.FindPasskey(credentialId)?.User);

    public Task<string> GetUserIdAsync(SimulatedUser user, CancellationToken cancellationToken) => Task.FromResult(user.Id.ToString());

    public Task<string?> GetUserNameAsync(SimulatedUser user, CancellationToken cancellationToken) => Task.FromResult<string?>(user.UserPrincipalName);

    public Task<string?> GetNormalizedUserNameAsync(SimulatedUser user, CancellationToken cancellationToken) => Task.FromResult<string?>(user.UserPrincipalName);

    public Task<IList<UserPasskeyInfo>> GetPasskeysAsync(SimulatedUser user, CancellationToken cancellationToken) => Task.FromResult<IList<UserPasskeyInfo>>([]);

    public Task<UserPasskeyInfo?> FindPasskeyAsync(SimulatedUser user, byte[] credentialId, CancellationToken cancellationToken) => Task.FromResult<UserPasskeyInfo?>(null);

    public Task SetUserNameAsync(SimulatedUser user, string? userName, CancellationToken cancellationToken) => throw ReadOnly();

    public Task SetNormalizedUserNameAsync(SimulatedUser user, string? normalizedName, CancellationToken cancellationToken) => throw ReadOnly();

    public Task<IdentityResult> CreateAsync(SimulatedUser user, CancellationToken cancellationToken) => throw ReadOnly();

    public Task<IdentityResult> UpdateAsync(SimulatedUser user, CancellationToken cancellationToken) => throw ReadOnly();

    public Task<IdentityResult> DeleteAsync(SimulatedUser user, CancellationToken cancellationToken) => throw ReadOnly();

    public Task AddOrUpdatePasskeyAsync(SimulatedUser user, UserPasskeyInfo passkey, CancellationToken cancellationToken) => throw ReadOnly();

    public Task RemovePasskeyAsync(SimulatedUser user, byte[] credentialId, CancellationToken cancellationToken) => throw ReadOnly();

    public void Dispose()
    {
        // Owns nothing.
    }

    private static NotSupportedException ReadOnly() => new("The directory is not changed through this store.");
}
