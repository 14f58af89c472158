namespace IdMelon.Provisioning.Simulator.Ceremony;

/// <summary>The flags of authenticator data.</summary>
[Flags]
internal enum AuthenticatorFlags : byte
{
    None = 0,
    UserPresent = 0x01,
    UserVerified = 0x04,
    BackupEligible = 0x08,
    BackedUp = 0x10,
    HasCredential = 0x40,
    HasExtensions = 0x80,
}
