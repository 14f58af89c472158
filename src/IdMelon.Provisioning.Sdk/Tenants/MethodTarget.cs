namespace IdMelon.Provisioning.Tenants;

/// <summary>Whom an authentication method includes or excludes.</summary>
/// <param name="Id">The object id of a group or user, or <see cref="Everyone"/>.</param>
/// <param name="Kind">What it names.</param>
/// <remarks>Source: Microsoft Graph, <c>authenticationMethodTarget</c>, <c>passkeyAuthenticationMethodTarget</c>, <c>excludeTarget</c>.</remarks>
public sealed record MethodTarget(string Id, MethodTargetKind Kind = MethodTargetKind.Group)
{
    /// <summary>The reserved id that stands for everybody.</summary>
    public const string Everyone = "all_users";

    /// <summary>Gets the passkey profiles that whoever is included may use; empty where there are none, or none is named.</summary>
    public IReadOnlyList<Guid> AllowedProfiles { get; init; } = [];

    /// <summary>Gets whether it stands for everybody.</summary>
    public bool IsEveryone => Kind == MethodTargetKind.Group && string.Equals(Id, Everyone, StringComparison.OrdinalIgnoreCase);

    /// <summary>Gets the object id; null for everybody, and for what is no id.</summary>
    public Guid? ObjectId => !IsEveryone && Guid.TryParse(Id, out var id) ? id : null;
}
