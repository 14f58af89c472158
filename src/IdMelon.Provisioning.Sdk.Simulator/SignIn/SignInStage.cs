namespace IdMelon.Provisioning.Simulator.SignIn;

/// <summary>Which page of the sign-in the browser is on.</summary>
internal enum SignInStage
{
    Credentials,
    Interrupted,
    StaySignedIn,
    Left,
}
