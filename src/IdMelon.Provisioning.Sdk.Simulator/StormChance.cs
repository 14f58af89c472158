using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace IdMelon.Provisioning.Simulator;

/// <summary>What a storm does to one call.</summary>
internal enum StormKind
{
    Nothing,
    Failure,
    Throttled,
    DroppedRequest,
    DroppedReply,
    Slow,
}

/// <summary>One throw of the dice.</summary>
internal sealed record StormChance(StormKind Kind, int Status = 0, TimeSpan? RetryAfter = null, TimeSpan Delay = default)
{
    public static StormChance Nothing { get; } = new(StormKind.Nothing);

    /// <summary>Decides from the seed, the kind of call, the user and how many such calls there were, and from nothing else.</summary>
    public static StormChance Throw(SimulatorStorm storm, int seed, Enum call, string user, int number)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{seed}/{call}/{user.ToUpperInvariant()}/{number}"));
        var dice = BinaryPrimitives.ReadUInt32BigEndian(hash) / (double)(1L << 32);
        ReadOnlySpan<(StormKind Kind, double Share)> shares =
        [
            (StormKind.Failure, storm.Failures),
            (StormKind.Throttled, storm.Throttled),
            (StormKind.DroppedRequest, storm.DroppedRequests),
            (StormKind.DroppedReply, storm.DroppedReplies),
            (StormKind.Slow, storm.Slow),
        ];
        foreach (var (kind, share) in shares)
        {
            if (dice < share)
            {
                return kind switch
                {
                    StormKind.Failure => new(kind, hash[4] % 2 == 0 ? 500 : 503),
                    StormKind.Throttled => new(kind, 429, TimeSpan.FromSeconds(1 + (hash[4] % 3))),
                    StormKind.Slow => new(kind, Delay: storm.SlowBy),
                    _ => new(kind),
                };
            }

            dice -= share;
        }

        return Nothing;
    }
}
