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

    /// <summary>Chooses the passkey among the methods.</summary>
    Passkey,

    /// <summary>Leads to another account or another way to sign in.</summary>
    Other,
}
