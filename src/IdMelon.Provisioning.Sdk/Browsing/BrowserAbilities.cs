namespace IdMelon.Provisioning.Browsing;

/// <summary>What not every browser or adapter can.</summary>
[Flags]
public enum BrowserAbilities
{
    /// <summary>Nothing beyond what all can.</summary>
    None = 0,

    /// <summary>The browser has a virtual authenticator that gives its keys out: passkey calls come with a <see cref="PasskeyCall.BrowserAuthenticator"/>.</summary>
    VirtualAuthenticator = 1,

    /// <summary>The windows can be seen, so a person can use them and the browser's own dialogs.</summary>
    VisibleWindows = 2,

    /// <summary>Pictures can be taken of the windows: sessions are <see cref="IScreenshotSession"/>s.</summary>
    Screenshots = 4,

    /// <summary>Pages can be asked for a language (<see cref="BrowserSessionOptions.Language"/>).</summary>
    Languages = 8,

    /// <summary>Passkey calls are also answered, without exception, in pages that the window's page opens. Without it, such a page may be quicker than the driver and have the browser itself answer; the window's own page never is.</summary>
    OpenedPages = 16,
}
