using IdMelon.Provisioning.Requests;
using IdMelon.Provisioning.Tenants;

namespace IdMelon.Provisioning.Planning;

/// <summary>Everything that the rules look at.</summary>
internal sealed record PreflightCase(ProvisioningRequest Request, TenantWideFacts Tenant, UserFacts User, AuthenticatorTraits Authenticator, EntraCloud Cloud)
{
    /// <summary>Gets whether the service has let the caller read the user's authentication methods, whatever the token says of it.</summary>
    public bool CallerWasLetIn => User.AccessPasses is { IsKnown: true } || User.Passkeys is { IsKnown: true };

    public TargetAnswer Ask(MethodTargets targets) => MethodTargeting.Answer(targets, User.Account.IsKnown ? User.Account.Value.ObjectId : null, User.Groups.IsKnown ? User.Groups.Value : null);

    /// <summary>Why it cannot be told whether the user is meant by a policy.</summary>
    public PreflightFinding Untold(string policy, IReadOnlyList<ProvisioningMode> modes) => User.Groups.Error is { } error
        ? PreflightFinding.Unread(ErrorCodes.UserUnreadable, modes, $"Which of the groups of the {policy} policy the user belongs to", error)
        : PreflightFinding.Unknown(ErrorCodes.UserUnreadable, modes, $"The {policy} policy has a target of a kind that is not known here.", "Look up by hand whether the target means the user.");
}
