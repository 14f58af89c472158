namespace IdMelon.Provisioning.Simulator;

/// <summary>The kinds of calls outside of Graph that weather can single out: what the pages send, and token requests.</summary>
public enum EntraCall
{
    /// <summary>Ask for a token, at the token endpoint.</summary>
    Token,

    /// <summary>Ask which credential a user has (<c>GetCredentialType</c>).</summary>
    CredentialType,

    /// <summary>Post a credential to the sign-in page.</summary>
    SignIn,

    /// <summary>Open a session of security info.</summary>
    SecurityInfoAuthorize,

    /// <summary>List what is registered at security info and what may be.</summary>
    SecurityInfoAvailableMethods,

    /// <summary>Begin a registration at security info.</summary>
    SecurityInfoNew,

    /// <summary>Name what a ceremony created, which registers it.</summary>
    SecurityInfoVerify,

    /// <summary>Delete a method at security info.</summary>
    SecurityInfoDelete,

    /// <summary>Post the result of a ceremony back to security info.</summary>
    CeremonyResult,
}
