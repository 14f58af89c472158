using IdMelon.Provisioning.Browsing;
using IdMelon.Provisioning.Conformance;
using IdMelon.Provisioning.Conformance.Browsing;

[assembly: AssemblyFixture(typeof(IdMelon.Provisioning.Playwright.Tests.SharedBrowser))]

namespace IdMelon.Provisioning.Playwright.Tests;

public sealed class ConformanceTests
{
    [Fact]
    public void No_suite_is_forgotten() =>
        ConformanceSuites.Forgotten(typeof(PlaywrightBrowserFactory).Assembly, typeof(ConformanceTests).Assembly).ShouldBeEmpty();
}

public sealed class PageActingTests(SharedBrowser shared) : PageActingConformance
{
    protected override IBrowserSessionFactory Browsers => shared.Browsers;
}

public sealed class PageWaitingTests(SharedBrowser shared) : PageWaitingConformance
{
    protected override IBrowserSessionFactory Browsers => shared.Browsers;
}

public sealed class PageReadingTests(SharedBrowser shared) : PageReadingConformance
{
    protected override IBrowserSessionFactory Browsers => shared.Browsers;
}

public sealed class BrowserWindowTests(SharedBrowser shared) : BrowserWindowConformance
{
    protected override IBrowserSessionFactory Browsers => shared.Browsers;
}

public sealed class PasskeyInterceptionTests(SharedBrowser shared) : PasskeyInterceptionConformance
{
    protected override IBrowserSessionFactory Browsers => shared.Browsers;
}

public sealed class ScreenshotTests(SharedBrowser shared) : ScreenshotConformance
{
    protected override IBrowserSessionFactory Browsers => shared.Browsers;
}

public sealed class PasskeyCallTests(SharedBrowser shared) : PasskeyCallConformance
{
    protected override IBrowserSessionFactory Browsers => shared.Browsers;
}

public sealed class BrowserAuthenticatorTests(SharedBrowser shared) : BrowserAuthenticatorConformance
{
    protected override IBrowserSessionFactory Browsers => shared.Browsers;
}

public sealed class RealHostTests : RealHostConformance
{
    protected override IBrowserSessionFactory Open(IReadOnlyList<string> arguments) => new PlaywrightBrowserFactory(new PlaywrightBrowserOptions { Arguments = arguments });
}
