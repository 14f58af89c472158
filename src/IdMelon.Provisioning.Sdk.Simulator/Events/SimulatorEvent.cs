namespace IdMelon.Provisioning.Simulator.Events;

/// <summary>Something that happened in the simulated tenant.</summary>
/// <param name="Time">When, by the simulator's clock.</param>
/// <param name="Kind">What kind of thing; see <see cref="SimulatorEventKinds"/>.</param>
/// <param name="User">The user principal name it is about, if it is about somebody.</param>
/// <param name="Text">A sentence for people; never holds a secret.</param>
public sealed record SimulatorEvent(DateTimeOffset Time, string Kind, string? User, string Text)
{
    /// <summary>Gets the place in the order of all events: 1 for the first since the start, one more for each that follows.</summary>
    public long Sequence { get; init; }
}
