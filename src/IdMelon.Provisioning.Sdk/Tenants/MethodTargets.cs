namespace IdMelon.Provisioning.Tenants;

/// <summary>Whom an authentication method is for. An exclusion beats any inclusion; groups count with the groups in them.</summary>
/// <param name="Include">Who is included.</param>
/// <param name="Exclude">Who is excluded.</param>
public sealed record MethodTargets(IReadOnlyList<MethodTarget> Include, IReadOnlyList<MethodTarget> Exclude)
{
    /// <summary>Gets the groups that must be looked up to tell whether a user is meant; everybody is none of them.</summary>
    public IEnumerable<Guid> Groups => Include.Concat(Exclude).Where(target => target.Kind == MethodTargetKind.Group).Select(target => target.ObjectId).OfType<Guid>().Distinct();
}
