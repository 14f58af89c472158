namespace IdMelon.Provisioning.Requests;

/// <summary>How a passkey is provisioned.</summary>
public enum ProvisioningMode
{
    /// <summary>Access pass, private window, sign-in, registration, naming and proof without anybody touching anything.</summary>
    Automatic,
}
