namespace IdMelon.Provisioning.Requests;

/// <summary>How a passkey is provisioned.</summary>
public enum ProvisioningMode
{
    /// <summary>Access pass, private window, sign-in, registration, naming and proof without anybody touching anything.</summary>
    Automatic,

    /// <summary>No browser: the directory hands out creation options, the authenticator makes the passkey, and the directory takes it. In the public cloud only.</summary>
    Direct,
}
