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

/// <summary>What the ways to sign in are worth.</summary>
internal static class SignInMethodExtensions
{
    /// <summary>Tells whether it counts as more than one factor. A session that the window came with was opened by the device, which does, too [inferred].</summary>
    public static bool IsMultifactor(this SignInMethod method) => method != SignInMethod.Password;
}
