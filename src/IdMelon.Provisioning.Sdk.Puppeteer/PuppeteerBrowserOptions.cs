using IdMelon.Provisioning.Browsers;

namespace IdMelon.Provisioning.Puppeteer;

/// <summary>Which browsers Puppeteer uses, and how.</summary>
public sealed class PuppeteerBrowserOptions : BrowserOptions;
