using IdMelon.Provisioning.Requests;

namespace IdMelon.Provisioning.Planning;

/// <summary>Chooses how a request is fulfilled, and says why. Pure.</summary>
public static class ProvisioningPlanner
{
    /// <summary>Plans a request.</summary>
    /// <returns>The plan, or why there is none.</returns>
    public static Attempt<ProvisioningPlan> Plan(ProvisioningRequest request, TenantFacts facts)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(facts);
        if (!facts.KeepsKeys)
        {
            return ProvisioningError.Of(ErrorCodes.VaultNotDurable);
        }

        if (!facts.Authenticators.Contains(request.Authenticator))
        {
            return ProvisioningError.Of(ErrorCodes.AuthenticatorUnavailable, $"The request asks for '{request.Authenticator}'.");
        }

        if (facts.Cloud.SecurityInfoAddress is not { } address)
        {
            return ProvisioningError.Of(ErrorCodes.CloudUnsupported, $"The cloud is '{facts.Cloud}'.");
        }

        var reason = request.Mode is null ? "Automatic needs nobody at the window." : "The request asks for this mode.";
        return new ProvisioningPlan(request, request.Mode ?? ProvisioningMode.Automatic, reason, facts.Cloud, address);
    }
}
