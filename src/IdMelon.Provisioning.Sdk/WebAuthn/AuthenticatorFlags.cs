namespace IdMelon.Provisioning.WebAuthn;

/// <summary>The flags of authenticator data (WebAuthn Level 3 §6.1).</summary>
[Flags]
public enum AuthenticatorFlags
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>UP: a user was present.</summary>
    UserPresent = 0x01,

    /// <summary>UV: the user was verified.</summary>
    UserVerified = 0x04,

    /// <summary>BE: the credential may be backed up, as synced passkeys are.</summary>
    BackupEligible = 0x08,

    /// <summary>BS: the credential is backed up.</summary>
    BackedUp = 0x10,

    /// <summary>AT: a new credential is included.</summary>
    AttestedCredential = 0x40,

    /// <summary>ED: extension outputs are included.</summary>
    Extensions = 0x80,
}
