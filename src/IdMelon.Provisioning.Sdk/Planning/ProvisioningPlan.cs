using IdMelon.Provisioning.Requests;

namespace IdMelon.Provisioning.Planning;

/// <summary>What a run is going to do.</summary>
/// <param name="Request">The wish.</param>
/// <param name="Mode">The mode.</param>
/// <param name="Reason">Why this mode.</param>
/// <param name="Cloud">The cloud.</param>
/// <param name="StartAddress">The first address that the window opens.</param>
public sealed record ProvisioningPlan(ProvisioningRequest Request, ProvisioningMode Mode, string Reason, EntraCloud Cloud, Uri StartAddress);
