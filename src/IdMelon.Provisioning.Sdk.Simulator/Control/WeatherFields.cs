using IdMelon.Provisioning.Simulator.Control.Fields;
using IdMelon.Provisioning.Simulator.Hosting;

namespace IdMelon.Provisioning.Simulator.Control;

/// <summary>What the control interface shows and changes of the weather.</summary>
internal static class WeatherFields
{
    private const int MostCalls = CountLimits.Most;

    private static readonly JsonType<TimeSpan> Lag = JsonTypes.Duration(TimeSpan.Zero, TimeLimits.Longest);

    private static readonly JsonType<TimeSpan> Delay = JsonTypes.Duration(TimeSpan.Zero, TimeLimits.LongestDelay);

    private static readonly JsonType<Enum> Call = JsonTypes.NameOf([.. Enum.GetValues<GraphCall>().Cast<Enum>(), .. Enum.GetValues<EntraCall>().Cast<Enum>()]);

    public static FieldTable<SimulatorStorm> Storm { get; } = new FieldTable<SimulatorStorm>()
        .Member("failures", JsonTypes.Share, storm => storm.Failures, (storm, value) => storm with { Failures = value })
        .Member("throttled", JsonTypes.Share, storm => storm.Throttled, (storm, value) => storm with { Throttled = value })
        .Member("droppedRequests", JsonTypes.Share, storm => storm.DroppedRequests, (storm, value) => storm with { DroppedRequests = value })
        .Member("droppedReplies", JsonTypes.Share, storm => storm.DroppedReplies, (storm, value) => storm with { DroppedReplies = value })
        .Member("slow", JsonTypes.Share, storm => storm.Slow, (storm, value) => storm with { Slow = value })
        .Member("slowBy", Delay, storm => storm.SlowBy, (storm, value) => storm with { SlowBy = value });

    /// <summary>The next calls that fail.</summary>
    public static FieldTable<Failures> NextFailures { get; } = new FieldTable<Failures>()
        .Member("call", Call.OrNone(), plan => plan.Call, (plan, value) => plan with { Call = value })
        .Member("status", JsonTypes.Whole(400, 599), plan => plan.Status, (plan, value) => plan with { Status = value }, isRequired: true)
        .Member("count", JsonTypes.Whole(1, MostCalls), plan => plan.Count, (plan, value) => plan with { Count = value })
        .Member("retryAfter", Lag.OrNull(), plan => plan.RetryAfter, (plan, value) => plan with { RetryAfter = value });

    /// <summary>The next calls whose connection is closed.</summary>
    public static FieldTable<Drops> NextDrops { get; } = new FieldTable<Drops>()
        .Member("call", Call, plan => plan.Call!, (plan, value) => plan with { Call = value }, isRequired: true)
        .Member("count", JsonTypes.Whole(1, MostCalls), plan => plan.Count, (plan, value) => plan with { Count = value });

    public static FieldTable<SimulatorWeather> Of(CloudHosts hosts)
    {
        // The control interface itself stays reachable: nobody could end the weather otherwise.
        string[] reachable = [.. hosts.All.Where(host => host != CloudHosts.Control).Order(StringComparer.Ordinal)];
        return new FieldTable<SimulatorWeather>()
            .Switch("passkeyVisibilityLag", Lag, weather => weather.PasskeyVisibilityLag, (weather, value) => weather.PasskeyVisibilityLag = value)
            .Switch("accessPassReadinessLag", Lag, weather => weather.AccessPassReadinessLag, (weather, value) => weather.AccessPassReadinessLag = value)
            .Switch("slowReplies", Delay, weather => weather.SlowReplies, (weather, value) => weather.SlowReplies = value)
            .Switch("slowEntraReplies", Delay, weather => weather.SlowEntraReplies, (weather, value) => weather.SlowEntraReplies = value)
            .Switch("throttles", JsonTypes.Boolean, weather => weather.Throttles, (weather, value) => weather.Throttles = value)
            .Switch("excludedCredentialIds", JsonTypes.Name<CredentialIdEncoding>(), weather => weather.ExcludedCredentialIds, (weather, value) => weather.ExcludedCredentialIds = value)
            .Switch("wrapsCreationOptions", JsonTypes.Boolean, weather => weather.WrapsCreationOptions, (weather, value) => weather.WrapsCreationOptions = value)
            .Switch("storm", StormType, weather => weather.Storm, (weather, value) => weather.Storm = value)
            .Switch("entraStorm", StormType, weather => weather.EntraStorm, (weather, value) => weather.EntraStorm = value)
            .Switch(
                "unreachableHosts",
                JsonTypes.ListOf(JsonTypes.OneOf(reachable)),
                weather => [.. reachable.Where(weather.IsUnreachable)],
                (weather, value) => Array.ForEach(reachable, host => weather.SetUnreachable(host, value.Contains(host, StringComparer.OrdinalIgnoreCase))));
    }

    private static JsonType<SimulatorStorm?> StormType => Storm.AsType("a storm", new SimulatorStorm()).Where(IsPossible, "a storm whose shares are 1 at most together").OrNone();

    private static bool IsPossible(SimulatorStorm storm) => storm.Failures + storm.Throttled + storm.DroppedRequests + storm.DroppedReplies + storm.Slow <= 1;

    internal sealed record Failures(Enum? Call = null, int Status = 503, int Count = 1, TimeSpan? RetryAfter = null);

    internal sealed record Drops(Enum? Call = null, int Count = 1);
}
