using IdMelon.Provisioning.Browsers;

namespace IdMelon.Provisioning.Selenium;

/// <summary>Which browsers Selenium uses, and how.</summary>
public sealed class SeleniumBrowserOptions : BrowserOptions
{
    /// <summary>Gets or sets the path of chromedriver on this machine; it has the same major version as the browser.</summary>
    /// <value>The default is null: what the environment variable <c>SE_CHROMEDRIVER</c> names, else the first one on the path or in the usual places. Nothing is ever downloaded.</value>
    public string? DriverPath { get; set; }
}
