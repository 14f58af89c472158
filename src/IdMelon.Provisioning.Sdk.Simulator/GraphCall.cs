namespace IdMelon.Provisioning.Simulator;

/// <summary>The kinds of Graph calls that weather can single out.</summary>
public enum GraphCall
{
    /// <summary>Read a user.</summary>
    GetUser,

    /// <summary>Create an access pass.</summary>
    CreateAccessPass,

    /// <summary>List or get access passes.</summary>
    ReadAccessPasses,

    /// <summary>Delete an access pass.</summary>
    DeleteAccessPass,

    /// <summary>List or get passkeys.</summary>
    ReadPasskeys,

    /// <summary>Delete a passkey.</summary>
    DeletePasskey,

    /// <summary>Get creation options for a passkey.</summary>
    PasskeyCreationOptions,

    /// <summary>Register a passkey.</summary>
    RegisterPasskey,

    /// <summary>List users.</summary>
    ListUsers,

    /// <summary>Read groups and their members.</summary>
    ReadGroups,

    /// <summary>Ask which groups a user belongs to.</summary>
    CheckMembership,

    /// <summary>Read an authentication methods policy.</summary>
    ReadPolicy,

    /// <summary>Change an authentication methods policy.</summary>
    UpdatePolicy,

    /// <summary>Read the directory's audit log.</summary>
    ReadAudits,
}
