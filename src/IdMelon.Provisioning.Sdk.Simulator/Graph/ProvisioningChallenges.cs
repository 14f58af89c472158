using System.Security.Cryptography;
using IdMelon.Provisioning.Simulator.Directory;

namespace IdMelon.Provisioning.Simulator.Graph;

/// <summary>The challenges that are out: each is for one user, for one registration, and for a while. Only their hashes are kept.</summary>
internal sealed class ProvisioningChallenges(TimeProvider time)
{
    // Remembered for a while after their end, so that whoever comes too late is told so.
    private static readonly TimeSpan Memory = TimeSpan.FromHours(1);

    private readonly ExpiringStore<(Guid UserId, DateTimeOffset Expires)> open = new(time, static challenge => challenge.Expires + Memory);

    public void Open(byte[] challenge, SimulatedUser user, DateTimeOffset expires) => open.TryAdd(Hash(challenge), (user.Id, expires));

    /// <summary>Uses a challenge up.</summary>
    /// <remarks>Somebody else's is left to its owner.</remarks>
    /// <returns>Why it does not hold, or null if it does.</returns>
    public string? Take(byte[] challenge, SimulatedUser user) =>
        open.TryFind(Hash(challenge), out var found) && found.UserId != user.Id ? "The challenge was made for another user."
        : !open.TryTake(Hash(challenge), out var pending) ? "The challenge is unknown or was used before."
        : pending.Expires <= time.GetUtcNow() ? "The challenge has expired."
        : null;

    private static string Hash(byte[] challenge) => Convert.ToHexString(SHA256.HashData(challenge));
}
