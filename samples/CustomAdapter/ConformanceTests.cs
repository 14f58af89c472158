using IdMelon.Provisioning.Browsing;
using IdMelon.Provisioning.Conformance;
using IdMelon.Provisioning.Conformance.Browsing;
using IdMelon.Provisioning.CustomAdapter;
using Xunit;

[assembly: AssemblyFixture(typeof(SharedBrowsers))]

namespace IdMelon.Provisioning.CustomAdapter;

/// <summary>One browser for all suites.</summary>
public sealed class SharedBrowsers : IAsyncDisposable
{
    public CustomBrowserFactory Factory { get; } = new(new CustomOptions());

    public ValueTask DisposeAsync() => Factory.DisposeAsync();
}

public sealed class ActingTests(SharedBrowsers shared) : PageActingConformance { protected override IBrowserSessionFactory Browsers => shared.Factory; }

public sealed class ReadingTests(SharedBrowsers shared) : PageReadingConformance { protected override IBrowserSessionFactory Browsers => shared.Factory; }

public sealed class WaitingTests(SharedBrowsers shared) : PageWaitingConformance { protected override IBrowserSessionFactory Browsers => shared.Factory; }

public sealed class WindowTests(SharedBrowsers shared) : BrowserWindowConformance { protected override IBrowserSessionFactory Browsers => shared.Factory; }

public sealed class InterceptionTests(SharedBrowsers shared) : PasskeyInterceptionConformance { protected override IBrowserSessionFactory Browsers => shared.Factory; }

public sealed class CallTests(SharedBrowsers shared) : PasskeyCallConformance { protected override IBrowserSessionFactory Browsers => shared.Factory; }

public sealed class AuthenticatorTests(SharedBrowsers shared) : BrowserAuthenticatorConformance { protected override IBrowserSessionFactory Browsers => shared.Factory; }

public sealed class PictureTests(SharedBrowsers shared) : ScreenshotConformance { protected override IBrowserSessionFactory Browsers => shared.Factory; }

public sealed class RealHostTests : RealHostConformance { protected override IBrowserSessionFactory Open(IReadOnlyList<string> arguments) => new CustomBrowserFactory(new CustomOptions { Arguments = arguments }); }

[Collection(nameof(LifeTests))]
[CollectionDefinition(nameof(LifeTests), DisableParallelization = true)]
public sealed class LifeTests : BrowserLifeConformance { protected override IBrowserSessionFactory Open(string? executablePath = null) => new CustomBrowserFactory(new CustomOptions { ExecutablePath = executablePath }); }

public sealed class CompletenessTests
{
    [Fact]
    public void No_suite_is_forgotten() => Assert.Empty(ConformanceSuites.Forgotten(typeof(CustomBrowserFactory).Assembly, typeof(CompletenessTests).Assembly));
}
