namespace IdMelon.Provisioning.Simulator.OAuth;

/// <summary>An application and how it proved who it is.</summary>
internal sealed record ClientIdentity(SimulatorApplication Application, ClientProof Proof);
