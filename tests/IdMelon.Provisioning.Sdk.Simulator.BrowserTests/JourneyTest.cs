using IdMelon.Provisioning.Simulator.Directory;
using Microsoft.Playwright;
using Xunit;

namespace IdMelon.Provisioning.Simulator;

/// <summary>A tenant in which Ada has a pass that is good more than once, and a Chromium for which it is the world.</summary>
public abstract class JourneyTest(PlaywrightDriver driver) : IClassFixture<PlaywrightDriver>, IAsyncLifetime
{
    protected const string Pass = "Canary+7*%&<\"'>k";

    protected EntraSimulator Simulator { get; private set; } = null!;

    protected SimulatedUser Ada { get; private set; } = null!;

    protected IBrowser Browser { get; private set; } = null!;

    public virtual async ValueTask InitializeAsync()
    {
        Simulator = await EntraSimulator.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        Ada = Simulator.Directory.AddUser("ada@contoso.example", "Ada Lovelace");
        Simulator.Directory.IssueAccessPass(Ada, TimeSpan.FromHours(1), isUsableOnce: false, code: Pass);
        Browser = await driver.LaunchAsync(Simulator);
    }

    public async ValueTask DisposeAsync()
    {
        await Browser.CloseAsync();
        await Simulator.DisposeAsync();
        GC.SuppressFinalize(this);
    }
}
