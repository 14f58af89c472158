namespace IdMelon.Provisioning.Recognition;

/// <summary>The hosts on which a rule may claim a page.</summary>
internal enum PackHost
{
    SignIn,
    SecurityInfo,
    WebAuthn,

    /// <summary>Any other host: rules may tell what it is, but offer nothing there.</summary>
    Elsewhere,
}
