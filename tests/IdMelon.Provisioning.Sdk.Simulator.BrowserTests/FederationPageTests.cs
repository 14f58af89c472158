using Shouldly;
using Xunit;

namespace IdMelon.Provisioning.Simulator;

public sealed class FederationPageTests(PlaywrightDriver driver) : IClassFixture<PlaywrightDriver>
{
    [Fact]
    public async Task The_other_identity_provider_is_that_of_the_tenant()
    {
        const string name = "Fabrikam <& $& Co";
        await using var simulator = await EntraSimulator.StartAsync(new EntraSimulatorOptions { TenantDisplayName = name }, TestContext.Current.CancellationToken);
        await using var browser = await driver.LaunchAsync(simulator);
        var page = await browser.NewPageAsync();

        await page.GotoAsync("https://adfs.contoso.example/adfs/ls/");

        var title = PageTexts.Of("en")["federated.title"].Replace("{0}", name, StringComparison.Ordinal);
        (await page.Locator("h1").InnerTextAsync()).ShouldBe(title);
        (await page.TitleAsync()).ShouldBe(title);
    }
}
