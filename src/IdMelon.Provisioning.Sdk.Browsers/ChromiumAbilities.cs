using IdMelon.Provisioning.Browsing;

namespace IdMelon.Provisioning.Browsers;

/// <summary>What Chromium can by whichever driver.</summary>
public static class ChromiumAbilities
{
    /// <summary>Gets what it can at another place.</summary>
    public const BrowserAbilities Remote = BrowserAbilities.VirtualAuthenticator | BrowserAbilities.Screenshots | BrowserAbilities.Languages | BrowserAbilities.OpenedPages;

    /// <summary>Gets what it can on this machine.</summary>
    public static BrowserAbilities Of(BrowserOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return options.Headless ? Remote : Remote | BrowserAbilities.VisibleWindows;
    }
}
