namespace IdMelon.Provisioning.Simulator.OAuth;

/// <summary>How far a device's sign-in is.</summary>
internal enum DeviceSignInState
{
    Pending,
    Approved,
    Declined,
    Redeemed,
}
