namespace IdMelon.Provisioning.Tenants;

/// <summary>What holds for all users of a tenant, as far as it could be read.</summary>
/// <param name="Passkeys">The policy for passkeys.</param>
/// <param name="AccessPasses">The policy for Temporary Access Passes.</param>
/// <param name="ReferencedGroups">How many groups the authentication methods policy references as a whole, all methods included.</param>
/// <param name="Caller">The caller's rights.</param>
public sealed record TenantWideFacts(Fact<PasskeyMethodPolicy> Passkeys, Fact<AccessPassMethodPolicy> AccessPasses, Fact<int> ReferencedGroups, Fact<CallerFacts> Caller)
{
    /// <summary>Gets the groups by which the policies for passkeys and access passes tell users apart.</summary>
    public IReadOnlyList<Guid> TargetGroups =>
        [.. (Passkeys.IsKnown ? Passkeys.Value.Targets.Groups : []).Concat(AccessPasses.IsKnown ? AccessPasses.Value.Targets.Groups : []).Distinct()];
}
