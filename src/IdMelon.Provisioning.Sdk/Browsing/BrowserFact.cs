namespace IdMelon.Provisioning.Browsing;

/// <summary>Something that happened in a window beside the page itself.</summary>
public enum BrowserFact
{
    /// <summary>The page opened a further page.</summary>
    PageOpened,

    /// <summary>A page was closed.</summary>
    PageClosed,

    /// <summary>A page crashed.</summary>
    PageCrashed,

    /// <summary>A JavaScript dialog was dismissed.</summary>
    DialogDismissed,

    /// <summary>A download was denied.</summary>
    DownloadDenied,
}
