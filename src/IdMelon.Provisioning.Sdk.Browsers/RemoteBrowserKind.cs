namespace IdMelon.Provisioning.Browsers;

/// <summary>How a browser on another machine is reached.</summary>
public enum RemoteBrowserKind
{
    /// <summary>A Selenium Grid 4 (<c>http(s)</c>), which starts a browser for each session. Selenium drives it by WebDriver; the others by the DevTools address that the Grid gives.</summary>
    Grid,

    /// <summary>A running Chromium's DevTools address: <c>http(s)</c> of its port, or <c>ws(s)</c>. The browser is somebody else's: its windows are closed, not the browser.</summary>
    DevTools,

    /// <summary>A Playwright server (<c>ws(s)</c>) of the same minor version; for Playwright only.</summary>
    PlaywrightServer,
}
