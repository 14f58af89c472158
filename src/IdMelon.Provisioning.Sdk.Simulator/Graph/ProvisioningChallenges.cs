using System.Collections.Concurrent;
using System.Security.Cryptography;
using IdMelon.Provisioning.Simulator.Directory;

namespace IdMelon.Provisioning.Simulator.Graph;

/// <summary>The challenges that are out: each is for one user, for one registration, and for a while. Only their hashes are kept.</summary>
internal sealed class ProvisioningChallenges(TimeProvider time)
{
    private readonly ConcurrentDictionary<string, (Guid UserId, DateTimeOffset Expires)> open = new(StringComparer.Ordinal);

    public void Open(byte[] challenge, SimulatedUser user, DateTimeOffset expires)
    {
        var now = time.GetUtcNow();
        foreach (var (hash, pending) in open)
        {
            if (pending.Expires <= now)
            {
                open.TryRemove(hash, out _);
            }
        }

        open[Hash(challenge)] = (user.Id, expires);
    }

    /// <summary>Uses a challenge up.</summary>
    /// <returns>Why it does not hold, or null if it does.</returns>
    public string? Take(byte[] challenge, SimulatedUser user) =>
        !open.TryRemove(Hash(challenge), out var pending) ? "The challenge is unknown or was used before."
        : pending.Expires <= time.GetUtcNow() ? "The challenge has expired."
        : pending.UserId != user.Id ? "The challenge was made for another user."
        : null;

    private static string Hash(byte[] challenge) => Convert.ToHexString(SHA256.HashData(challenge));
}
