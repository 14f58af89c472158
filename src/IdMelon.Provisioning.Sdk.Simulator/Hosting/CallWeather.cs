namespace IdMelon.Provisioning.Simulator.Hosting;

/// <summary>Decides what the weather does to one call: what was planned goes before what happens by chance.</summary>
internal sealed class CallWeather(SimulatorWeather weather, TimeProvider time)
{
    /// <summary>What happens to a call.</summary>
    /// <param name="DropsRequest">It is broken off before it is carried out.</param>
    /// <param name="Failure">It fails without being carried out.</param>
    /// <param name="DropsReply">It is carried out and then broken off.</param>
    /// <param name="Delay">How late the reply comes.</param>
    public sealed record Plan(bool DropsRequest, PlannedFailure? Failure, bool DropsReply, TimeSpan Delay);

    /// <summary>Makes the plan for a call.</summary>
    /// <param name="call">A <see cref="GraphCall"/> or an <see cref="EntraCall"/>.</param>
    /// <param name="user">Whom it is about; empty if that is not known.</param>
    public Plan PlanFor(Enum call, string user)
    {
        // Asked for every call, so that the count of calls does not depend on what else was planned.
        var chance = weather.TakeChance(call, user);
        var slow = call is GraphCall ? weather.SlowReplies : weather.SlowEntraReplies;
        if (weather.Planned.TakeDropBefore(call))
        {
            return new(true, null, false, TimeSpan.Zero);
        }

        if (weather.Planned.TakeFailure(call) is { } failure)
        {
            return new(false, failure, false, slow);
        }

        return new(
            chance.Kind == StormKind.DroppedRequest,
            chance.Kind is StormKind.Failure or StormKind.Throttled ? new(chance.Status, chance.RetryAfter) : null,
            weather.Planned.TakeDropAfter(call) || chance.Kind == StormKind.DroppedReply,
            slow + (chance.Kind == StormKind.Slow ? chance.Delay : TimeSpan.Zero));
    }

    public Task DelayAsync(TimeSpan delay, CancellationToken cancellationToken) => delay > TimeSpan.Zero ? Task.Delay(delay, time, cancellationToken) : Task.CompletedTask;

    /// <summary>Gives what <c>Retry-After</c> says.</summary>
    public static string Seconds(TimeSpan pause) => ((long)Math.Ceiling(pause.TotalSeconds)).ToString(System.Globalization.CultureInfo.InvariantCulture);
}
