namespace IdMelon.Provisioning.Tenants;

/// <summary>What a list of authenticator models means.</summary>
public enum ModelRestrictionKind
{
    /// <summary>Something that this version does not know.</summary>
    Unknown,

    /// <summary>Only the models of the list.</summary>
    Allow,

    /// <summary>All models but those of the list.</summary>
    Block,
}
