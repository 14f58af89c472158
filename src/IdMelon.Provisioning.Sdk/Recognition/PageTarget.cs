namespace IdMelon.Provisioning.Recognition;

/// <summary>What a control on a recognized page is good for.</summary>
public enum PageTarget
{
    /// <summary>Takes the user name.</summary>
    Username,

    /// <summary>Takes the access pass.</summary>
    AccessPass,

    /// <summary>Takes the passkey's name.</summary>
    Name,

    /// <summary>Goes on.</summary>
    Continue,

    /// <summary>Declines what the page offers.</summary>
    Decline,

    /// <summary>Adds a sign-in method.</summary>
    AddMethod,

    /// <summary>Opens the choice of methods.</summary>
    Open,

    /// <summary>Chooses the passkey among the methods.</summary>
    Passkey,

    /// <summary>Chooses a key that is plugged in.</summary>
    Usb,

    /// <summary>Leads to another account or another way to sign in.</summary>
    Other,
}
