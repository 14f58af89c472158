namespace IdMelon.Provisioning.Requests;

/// <summary>How a passkey is provisioned.</summary>
public enum ProvisioningMode
{
    /// <summary>Access pass, private window, sign-in, registration, naming and proof without anybody touching anything.</summary>
    Automatic,

    /// <summary>No browser: the directory hands out creation options, the authenticator makes the passkey, and the directory takes it. In the public cloud only.</summary>
    Direct,

    /// <summary>A private window in which a person signs in and registers the passkey in any way they like. The run watches, nowhere clicks or types, and proves the passkey in the directory. Chosen only where it is asked for.</summary>
    Manual,

    /// <summary>
    /// A private window at any site that takes passkeys: the person confirms each passkey, which is made by the authenticator and assigned to the user. Nothing but passkey calls is seen of the pages.
    /// There is no directory to ask: what proves a passkey is that the page took the answer. Chosen only where it is asked for.
    /// </summary>
    Capture,
}
