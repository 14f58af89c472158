namespace IdMelon.Provisioning.Simulator.Policies;

/// <summary>Which authenticator models may be registered.</summary>
/// <param name="IsEnforced">Whether the list counts at all.</param>
/// <param name="EnforcementType"><c>allow</c>: only those listed; <c>block</c>: all but those listed.</param>
/// <param name="Aaguids">The models.</param>
public sealed record KeyRestrictions(bool IsEnforced = false, string EnforcementType = "block", IReadOnlyList<Guid>? Aaguids = null)
{
    /// <summary>Tells whether a model may be registered.</summary>
    public bool Allows(Guid aaguid) => !IsEnforced || (Aaguids ?? []).Contains(aaguid) == (EnforcementType == "allow");
}
