using System.Globalization;

namespace IdMelon.Provisioning.Simulator.Graph;

/// <summary>
/// The documented limit for authentication methods and audits: 5 calls in 10 seconds of one application in one tenant. That calls which were told to come again do not count is inferred.
/// </summary>
internal sealed class GraphThrottle(SimulatorTenant tenant, TimeProvider time)
{
    private const int Limit = 5;
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(10);
    private readonly Lock gate = new();
    private readonly Dictionary<string, Queue<DateTimeOffset>> calls = new(StringComparer.Ordinal);
    private int countedSince;

    /// <summary>How many applications are kept.</summary>
    public int Applications
    {
        get
        {
            lock (gate)
            {
                return calls.Count;
            }
        }
    }

    public static bool Counts(GraphCall call) => call is GraphCall.CreateAccessPass or GraphCall.ReadAccessPasses or GraphCall.DeleteAccessPass
        or GraphCall.ReadPasskeys or GraphCall.DeletePasskey or GraphCall.PasskeyCreationOptions or GraphCall.RegisterPasskey or GraphCall.ReadAudits;

    /// <summary>Counts a call.</summary>
    /// <param name="applicationId">Who calls.</param>
    /// <param name="since">How often the limit was switched; calls from before the last time are forgotten.</param>
    /// <returns>The refusal if there were too many, and the share of the limit that is used up.</returns>
    public (GraphReply? Refusal, double Used) Count(string applicationId, int since)
    {
        lock (gate)
        {
            if (countedSince != since)
            {
                calls.Clear();
                countedSince = since;
            }

            var now = time.GetUtcNow();
            if (!calls.TryGetValue(applicationId, out var recent))
            {
                foreach (var idle in calls.Where(call => call.Value.All(moment => moment + Window <= now)).ToList())
                {
                    calls.Remove(idle.Key);
                }

                calls[applicationId] = recent = new Queue<DateTimeOffset>();
            }

            while (recent.TryPeek(out var oldest) && oldest + Window <= now)
            {
                recent.Dequeue();
            }

            if (recent.Count < Limit)
            {
                recent.Enqueue(now);
                return (null, (double)recent.Count / Limit);
            }

            var pause = Math.Max(1, (int)Math.Ceiling((recent.Peek() + Window - now).TotalSeconds));
            return (((GraphReply)GraphError.Throttled)
                .With("Retry-After", pause.ToString(CultureInfo.InvariantCulture))
                .With("x-ms-throttle-scope", $"Tenant_Application/ReadWrite/{applicationId}/{tenant.Id}")
                .With("x-ms-throttle-information", "ResourceUnitLimitExceeded"), 1);
        }
    }
}
