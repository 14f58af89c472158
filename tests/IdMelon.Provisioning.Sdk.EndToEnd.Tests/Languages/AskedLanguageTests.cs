using IdMelon.Provisioning.Browsing;
using IdMelon.Provisioning.Journaling;
using IdMelon.Provisioning.Playwright;
using IdMelon.Provisioning.Requests;
using IdMelon.Provisioning.Running;

namespace IdMelon.Provisioning.EndToEnd.Tests.Languages;

/// <summary>A browser whose language cannot be set: only the address of the sign-in can ask.</summary>
[Trait("Duration", "Long")]
public sealed class AskedLanguageTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_sign_in_that_does_not_heed_the_browser_is_asked_by_its_address()
    {
        await using var world = await GermanAsync();

        var record = await RunAsync(world, LanguageTag.Parse("en-US"));

        record.IsDone.ShouldBeTrue(record.Error?.ToString());
        LanguagesAt(world, record, "login.microsoftonline.com").ShouldBe(["en"]);
        LanguagesAt(world, record, "mysignins.microsoft.com").ShouldBe(["de"]);
    }

    [Fact]
    public async Task A_run_that_asks_for_no_language_leaves_the_sign_in_as_it_is()
    {
        await using var world = await GermanAsync();

        var record = await RunAsync(world, null);

        record.IsDone.ShouldBeTrue(record.Error?.ToString());
        LanguagesAt(world, record, "login.microsoftonline.com").ShouldBe(["de"]);
    }

    [Fact]
    public async Task A_sign_in_that_heeds_nothing_is_asked_once_and_gone_through_as_it_is()
    {
        await using var world = await GermanAsync();
        var asked = 0;
        world.Simulator.Pages.Language = "de";
        world.Browsers.AfterActing = (actions, _) => asked += actions.Count(action => action is PageAction.AskLanguage);

        var record = await RunAsync(world, LanguageTag.Parse("en-US"));

        record.IsDone.ShouldBeTrue(record.Error?.ToString());
        asked.ShouldBe(1);
    }

    private static async Task<World> GermanAsync()
    {
        var world = await World.StartAsync(browser: new PlaywrightBrowserOptions { Arguments = ["--accept-lang=de"] });
        world.Browsers.Change = options => options with { Language = null };
        return world;
    }

    private static Task<ProvisioningRecord> RunAsync(World world, LanguageTag? language) =>
        world.Provisioner().ProvisionAsync(new ProvisioningRequest(world.AddUser().UserPrincipalName) { PageLanguage = language }, null, Token);

    private static IEnumerable<string> LanguagesAt(World world, ProvisioningRecord record, string host) => world.Journal.Entries.OfType<JournalEntry.Transitioned>()
        .Where(row => row.RequestId == record.RequestId && row.Page?.Host == host)
        .Select(row => row.Page!.Language)
        .Where(language => language is not null)
        .Select(language => LanguageTag.Parse(language!).Primary)
        .Distinct();
}
