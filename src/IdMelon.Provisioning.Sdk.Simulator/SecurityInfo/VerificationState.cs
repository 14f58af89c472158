namespace IdMelon.Provisioning.Simulator.SecurityInfo;

/// <summary>How far a registration is.</summary>
internal enum VerificationState
{
    Unknown = 0,
    Pending = 1,
    Verified = 2,
    Failed = 3,
}
