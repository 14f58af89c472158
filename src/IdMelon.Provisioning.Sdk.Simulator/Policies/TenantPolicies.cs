using IdMelon.Provisioning.Simulator.Directory;

namespace IdMelon.Provisioning.Simulator.Policies;

/// <summary>The authentication methods policies of the tenant.</summary>
/// <remarks>Thread-safe: each policy is a value that is replaced as a whole.</remarks>
public sealed class TenantPolicies
{
    private volatile AccessPassPolicy accessPass = new();
    private volatile PasskeyPolicy passkey = new();

    internal TenantPolicies()
    {
    }

    /// <summary>Gets or sets the policy for Temporary Access Passes.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A lifetime or the length is out of its range.</exception>
    public AccessPassPolicy AccessPass
    {
        get => accessPass;
        set
        {
            ArgumentNullException.ThrowIfNull(value);
            accessPass = Checked(value);
        }
    }

    /// <summary>Gets or sets the policy for passkeys.</summary>
    /// <exception cref="ArgumentException">More than three profiles, two of one id, or one that is named as the default or by an include target and is none of them.</exception>
    public PasskeyPolicy Passkey
    {
        get => passkey;
        set
        {
            ArgumentNullException.ThrowIfNull(value);
            passkey = Checked(value);
        }
    }

    /// <summary>Tells whether a user may have and use an access pass.</summary>
    public bool MayHaveAccessPass(SimulatedUser user)
    {
        ArgumentNullException.ThrowIfNull(user);
        var policy = accessPass;
        return user.MayHaveAccessPass && policy.IsEnabled && IsTargeted(user, policy.IncludeTargets, policy.ExcludeTargets);
    }

    /// <summary>Tells whether a user may have a passkey at all; guests may not.</summary>
    public bool MayHavePasskey(SimulatedUser user)
    {
        ArgumentNullException.ThrowIfNull(user);
        var policy = passkey;
        return user.MayHavePasskey && !user.IsGuest && policy.IsEnabled && IsTargeted(user, policy.IncludeTargets, policy.ExcludeTargets);
    }

    /// <summary>
    /// Gets the rules of which a new passkey of the user must satisfy one: those of the profiles the user may use, or the tenant-wide ones where there are no profiles.
    /// </summary>
    /// <remarks>Inferred: an include target that names no profile means the default one.</remarks>
    public IReadOnlyList<PasskeyProfile> ProfilesFor(SimulatedUser user)
    {
        ArgumentNullException.ThrowIfNull(user);
        var policy = passkey;
        if (policy.Profiles.Count == 0)
        {
            return [new(Guid.Empty, "Tenant") { EnforcesAttestation = policy.EnforcesAttestation, KeyRestrictions = policy.KeyRestrictions }];
        }

        var allowed = policy.IncludeTargets.Where(target => Means(target, user))
            .SelectMany(target => target.AllowedPasskeyProfiles.Count > 0 ? target.AllowedPasskeyProfiles : policy.DefaultProfile is { } standard ? [standard] : [])
            .ToHashSet();
        return [.. policy.Profiles.Where(profile => allowed.Contains(profile.Id))];
    }

    private static bool IsTargeted(SimulatedUser user, IReadOnlyList<PolicyTarget> include, IReadOnlyList<PolicyTarget> exclude) =>
        !exclude.Any(target => Means(target, user)) && include.Any(target => Means(target, user));

    private static bool Means(PolicyTarget target, SimulatedUser user) =>
        target.Id == PolicyTarget.AllUsers
        || (Guid.TryParse(target.Id, out var id) && (target.TargetType == "user" ? id == user.Id : user.IsMemberOf(id)));

    private static AccessPassPolicy Checked(AccessPassPolicy policy)
    {
        foreach (var lifetime in (TimeSpan[])[policy.MinimumLifetime, policy.DefaultLifetime, policy.MaximumLifetime])
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(lifetime, TimeSpan.FromMinutes(10));
            ArgumentOutOfRangeException.ThrowIfGreaterThan(lifetime, TimeSpan.FromDays(30));
        }

        ArgumentOutOfRangeException.ThrowIfGreaterThan(policy.MinimumLifetime, policy.DefaultLifetime);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(policy.DefaultLifetime, policy.MaximumLifetime);
        ArgumentOutOfRangeException.ThrowIfLessThan(policy.Length, 8);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(policy.Length, 48);
        return policy;
    }

    private static PasskeyPolicy Checked(PasskeyPolicy policy)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(policy.Profiles.Count, 3);
        if (policy.Profiles.DistinctBy(profile => profile.Id).Count() != policy.Profiles.Count)
        {
            throw new ArgumentException("Two profiles have one id.");
        }

        var named = policy.IncludeTargets.SelectMany(target => target.AllowedPasskeyProfiles);
        if (policy.DefaultProfile is { } standard)
        {
            named = named.Append(standard);
        }

        return named.Except(policy.Profiles.Select(profile => profile.Id)).Any() ? throw new ArgumentException("A profile is named that is none of the profiles.") : policy;
    }
}
