namespace IdMelon.Provisioning.Simulator.Audits;

/// <summary>The reasons that go with activities. The first is known from a public detection rule, the others are inferred after its pattern.</summary>
internal static class AuditReasons
{
    public const string AccessPassRegistered = "Admin registered temporary access pass method for user";
    public const string AccessPassDeleted = "Admin deleted temporary access pass method for user";
    public const string OwnAccessPassDeleted = "User deleted temporary access pass method";
    public const string OptionsFetched = "Passkey creation options were fetched";
    public const string PasskeyRegistered = "Admin registered FIDO2 security key method for user";
    public const string OwnPasskeyRegistered = "User registered FIDO2 security key method";
    public const string PasskeyRefused = "FIDO2 security key method could not be registered";
    public const string PasskeyDeleted = "Admin deleted FIDO2 security key method for user";
    public const string OwnPasskeyDeleted = "User deleted FIDO2 security key method";
}
