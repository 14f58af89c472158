namespace IdMelon.Provisioning.Simulator.Audits;

/// <summary>What the directory calls what is done to authentication methods [vendor documentation].</summary>
internal static class AuditActivities
{
    public const string AdminRegistered = "Admin registered security info";
    public const string AdminDeleted = "Admin deleted security info";
    public const string UserRegistered = "User registered security info";
    public const string UserDeleted = "User deleted security info";
    public const string CreationOptions = "Get passkey creation options";
}
