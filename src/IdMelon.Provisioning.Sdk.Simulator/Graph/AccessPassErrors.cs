using IdMelon.Provisioning.Simulator.Directory;
using IdMelon.Provisioning.Simulator.Policies;

namespace IdMelon.Provisioning.Simulator.Graph;

/// <summary>Why a user gets no access pass. The texts of the first two are known, their numbers and everything else is inferred.</summary>
internal static class AccessPassErrors
{
    /// <summary>How far ahead a pass may start. The real bound is not known; this one keeps its end a date.</summary>
    public static readonly TimeSpan LongestWait = TimeSpan.FromDays(3650);

    public static GraphError StartsTooLate { get; } = GraphError.Bad($"startDateTime must be at most {LongestWait.TotalDays} days ahead.");

    public static GraphError EndsTooEarly { get; } = GraphError.Bad("startDateTime must not lie so far back that the Temporary Access Pass has ended.");

    public static GraphError HasOneAlready { get; } = GraphError.Bad("The user has a Temporary Access Pass already. Delete it before creating another.");

    private static readonly GraphError ForbiddenByPolicy =
        new(403, "accessDenied", "Converged UserCredentialPolicy does not allow creating or updating this authentication method [TemporaryAccessPass].");

    private static readonly GraphError ExternalGuest = GraphError.Bad("Temporary Access Pass cannot be added to an external guest user.");

    private static readonly GraphError OneTimeOnly = GraphError.Bad("The policy allows Temporary Access Passes for one-time use only.");

    public static GraphError? Refusal(SimulatedUser user, TenantPolicies policies, TimeSpan lifetime, bool isUsableOnce)
    {
        var policy = policies.AccessPass;
        return IsExternal(user) ? ExternalGuest
            : !policies.MayHaveAccessPass(user) ? ForbiddenByPolicy
            : lifetime < policy.MinimumLifetime || lifetime > policy.MaximumLifetime
                ? GraphError.Bad($"lifetimeInMinutes must be between {policy.MinimumLifetime.TotalMinutes} and {policy.MaximumLifetime.TotalMinutes}.")
            : policy.RequiresOneTime && !isUsableOnce ? OneTimeOnly
            : null;
    }

    /// <summary>The names of guests from elsewhere say so.</summary>
    private static bool IsExternal(SimulatedUser user) => user.IsGuest && user.UserPrincipalName.Contains("#EXT#", StringComparison.OrdinalIgnoreCase);
}
