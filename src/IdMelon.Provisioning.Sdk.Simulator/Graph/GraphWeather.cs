namespace IdMelon.Provisioning.Simulator.Graph;

/// <summary>Decides what the weather does to one call: what was planned goes before what happens by chance.</summary>
internal sealed class GraphWeather(SimulatorWeather weather, TimeProvider time)
{
    /// <summary>What happens to a call.</summary>
    /// <param name="DropsRequest">The connection is closed before it is carried out.</param>
    /// <param name="Failure">It fails without being carried out.</param>
    /// <param name="DropsReply">It is carried out and the connection is closed.</param>
    /// <param name="Delay">How late the reply comes.</param>
    public sealed record Plan(bool DropsRequest, SimulatorWeather.PlannedFailure? Failure, bool DropsReply, TimeSpan Delay);

    public Plan PlanFor(GraphCall call, string user)
    {
        // Asked for every call, so that the count of calls does not depend on what else was planned.
        var chance = weather.TakeChance(call, user);
        if (weather.TakeDropBefore(call))
        {
            return new(true, null, false, TimeSpan.Zero);
        }

        if (weather.TakeFailure(call) is { } failure)
        {
            return new(false, failure, false, weather.SlowReplies);
        }

        return new(
            chance.Kind == StormKind.DroppedRequest,
            chance.Kind is StormKind.Failure or StormKind.Throttled ? new(call, chance.Status, chance.RetryAfter) : null,
            weather.TakeDropAfter(call) || chance.Kind == StormKind.DroppedReply,
            weather.SlowReplies + (chance.Kind == StormKind.Slow ? chance.Delay : TimeSpan.Zero));
    }

    public Task DelayAsync(TimeSpan delay, CancellationToken cancellationToken) => delay > TimeSpan.Zero ? Task.Delay(delay, time, cancellationToken) : Task.CompletedTask;
}
