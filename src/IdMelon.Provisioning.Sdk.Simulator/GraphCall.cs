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
}
