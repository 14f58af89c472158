using IdMelon.Provisioning.Browsers;

namespace IdMelon.Provisioning.Playwright;

/// <summary>Which browsers Playwright uses, and how.</summary>
public sealed class PlaywrightBrowserOptions : BrowserOptions;
