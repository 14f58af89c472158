namespace IdMelon.Provisioning.Recognition;

/// <summary>Where the address of a saved page was found.</summary>
public enum SavedPageAddress
{
    /// <summary>Nowhere: the page cannot be recognized.</summary>
    Missing,

    /// <summary>The caller gave it.</summary>
    Given,

    /// <summary>The browser that saved the page wrote it down.</summary>
    Saved,

    /// <summary>The data object of the sign-in page names its own host.</summary>
    Facts,

    /// <summary>The page has the facts of a sign-in page and names no host: that of the cloud is assumed.</summary>
    Assumed,
}
