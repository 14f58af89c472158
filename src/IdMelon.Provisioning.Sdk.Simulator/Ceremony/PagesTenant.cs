namespace IdMelon.Provisioning.Simulator.Ceremony;

/// <summary>The tenant whose id is in the ceremony's address.</summary>
internal sealed record PagesTenant(Guid Id);
