namespace IdMelon.Provisioning.Tenants;

/// <summary>Which authenticator models a policy takes. They count at registration and at each sign-in.</summary>
/// <param name="IsEnforced">Whether the list counts at all.</param>
/// <param name="Kind">What the list means.</param>
/// <param name="Aaguids">The models of the list.</param>
/// <remarks>Source: Microsoft Graph, <c>fido2KeyRestrictions</c>.</remarks>
public sealed record ModelRestrictions(bool IsEnforced, ModelRestrictionKind Kind, IReadOnlyList<Guid> Aaguids)
{
    /// <summary>Gets restrictions that let every model pass.</summary>
    public static ModelRestrictions None { get; } = new(false, ModelRestrictionKind.Block, []);
}
