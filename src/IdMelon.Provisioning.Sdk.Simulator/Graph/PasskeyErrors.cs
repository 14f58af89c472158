using IdMelon.Provisioning.Simulator.Hosting;
using IdMelon.Provisioning.Simulator.Policies;

namespace IdMelon.Provisioning.Simulator.Graph;

/// <summary>Why a user gets no passkey through Graph. That it does not happen is documented; the numbers and texts are inferred.</summary>
internal static class PasskeyErrors
{
    /// <summary>What every registration that does not hold is told: the body hardly ever names the cause.</summary>
    public static GraphError RegistrationFailed { get; } = GraphError.Bad("The passkey could not be registered.");

    private static readonly GraphError NotInThisCloud = new(400, "notSupported", "Passkey provisioning is not available in this national cloud.");

    private static readonly GraphError NotInBetaForSelf = new(405, "methodNotAllowed", "Passkeys cannot be registered for oneself in this version.");

    private static readonly GraphError Guest = GraphError.Bad("Passkeys cannot be registered for guest users.");

    private static readonly GraphError ForbiddenByPolicy =
        GraphError.Bad("Converged UserCredentialPolicy does not allow creating or updating this authentication method [Fido2].");

    private static readonly GraphError NoSelfService = GraphError.Bad("The policy does not allow self-service registration of passkeys, which provisioning needs.");

    public static GraphError? Refusal(GraphRequest request, TenantPolicies policies, CloudHosts hosts) =>
        !hosts.HasPasskeyProvisioning ? NotInThisCloud
        : request.IsBeta && request.IsSelf ? NotInBetaForSelf
        : request.User.IsGuest ? Guest
        : !policies.MayHavePasskey(request.User) ? ForbiddenByPolicy
        : !policies.Passkey.AllowsSelfServiceRegistration ? NoSelfService
        : null;
}
