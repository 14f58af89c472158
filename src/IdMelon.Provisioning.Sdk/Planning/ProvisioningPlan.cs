using IdMelon.Provisioning.Requests;

namespace IdMelon.Provisioning.Planning;

/// <summary>What a run is going to do.</summary>
/// <param name="Request">The wish.</param>
/// <param name="Mode">The mode.</param>
/// <param name="Reason">Why this mode, and why none that comes before it.</param>
/// <param name="Cloud">The cloud.</param>
/// <param name="StartAddress">The first address that the window opens.</param>
public sealed record ProvisioningPlan(ProvisioningRequest Request, ProvisioningMode Mode, string Reason, EntraCloud Cloud, Uri StartAddress)
{
    /// <summary>Gets what does not stop the run, but is good to know, the facts that could not be read among it.</summary>
    /// <value>The default is nothing.</value>
    public IReadOnlyList<PreflightFinding> Warnings { get; init; } = [];

    /// <summary>Gets the access pass to ask for: the request's, with the shortest lifetime that the tenant's policy allows if the request gives none and the policy is known.</summary>
    public AccessPassWish AccessPass { get; init; } = Request.AccessPass;
}
