namespace IdMelon.Provisioning.Conformance.Tenants;

/// <summary>The calls that a <see cref="FakeTenant"/> can be told about.</summary>
public enum FakeTenantCall
{
    /// <summary>Issue an access pass.</summary>
    Issue,

    /// <summary>List access passes.</summary>
    ListAccessPasses,

    /// <summary>Revoke an access pass.</summary>
    Revoke,

    /// <summary>List passkeys.</summary>
    ListPasskeys,

    /// <summary>Remove a passkey.</summary>
    RemovePasskey,

    /// <summary>Ask for creation options.</summary>
    OfferRegistration,

    /// <summary>Register a passkey.</summary>
    RegisterPasskey,
}
