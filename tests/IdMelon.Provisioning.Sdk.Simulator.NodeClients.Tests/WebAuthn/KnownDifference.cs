namespace IdMelon.Provisioning.Simulator.NodeClients.WebAuthn;

/// <summary>A difference between the simulator and the library.</summary>
/// <param name="SimulatorIsStricter">Whether the simulator refuses and the library accepts; otherwise it is the other way round.</param>
/// <param name="Reason">The reason, with the paragraph of Web Authentication Level 3 or of another document.</param>
internal sealed record KnownDifference(bool SimulatorIsStricter, string Reason)
{
    public static KnownDifference Stricter(string reason) => new(true, reason);

    public static KnownDifference Laxer(string reason) => new(false, reason);
}
