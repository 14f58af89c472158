namespace IdMelon.Provisioning.Tenants;

/// <summary>What a target of an authentication method names.</summary>
public enum MethodTargetKind
{
    /// <summary>Something that this version does not know.</summary>
    Unknown,

    /// <summary>A group, or everybody.</summary>
    Group,

    /// <summary>A single user: an older form.</summary>
    User,
}
