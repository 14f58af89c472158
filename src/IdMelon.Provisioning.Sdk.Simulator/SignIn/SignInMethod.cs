namespace IdMelon.Provisioning.Simulator.SignIn;

/// <summary>How somebody signed in.</summary>
internal enum SignInMethod
{
    /// <summary>With what the window remembers.</summary>
    Session,

    AccessPass,

    Password,

    Passkey,
}
