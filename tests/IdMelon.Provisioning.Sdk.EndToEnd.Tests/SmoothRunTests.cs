using IdMelon.Provisioning.Batching;
using IdMelon.Provisioning.Journaling;
using IdMelon.Provisioning.Requests;
using IdMelon.Provisioning.Running;
using IdMelon.Provisioning.Simulator;
using IdMelon.Provisioning.Transitions;
using IdMelon.Provisioning.Vaults;

namespace IdMelon.Provisioning.EndToEnd.Tests;

public sealed class SmoothRunTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("en")]
    [InlineData("de")]
    [InlineData("ja")]
    public async Task A_user_gets_a_passkey_whatever_the_pages_language(string language)
    {
        await using var world = await World.StartAsync();
        world.Browsers.Change = options => options with { Language = LanguageTag.Parse(language) };
        var user = world.AddUser();

        var record = await world.ProvisionAsync(user, Token);

        record.Error.ShouldBeNull();
        record.Verdict.ShouldBe(ProvisioningVerdict.Succeeded);
        record.Language!.Split('-')[0].ShouldBe(language);
        user.Passkeys.Single().DisplayName.ShouldBe("Provisioned passkey");
        record.PasskeyId.ShouldBe(user.Passkeys.Single().Id);
        (await world.Vault.ListAsync(Token)).Single().State.ShouldBe(VaultedPasskeyState.Active);
        ProvisioningRecords.Fold(world.Journal.Entries.Select(JournalJson.Write).Select(line => JournalJson.Read(line)!)).Single().ShouldBe(record);
        record.RoundTrips.ShouldBeLessThanOrEqualTo(record.PageChanges + 3);
        await world.ShouldBeCleanAsync(user, passMayBeUsedUp: true);
    }

    [Fact]
    public async Task Users_side_by_side_each_get_their_own()
    {
        await using var world = await World.StartAsync();
        var users = Enumerable.Range(1, 4).Select(i => world.AddUser($"user{i}")).ToList();

        var report = await new BatchProvisioner(world.Provisioner(), TimeProvider.System, 2).RunAsync([.. users.Select(user => new ProvisioningRequest(user.UserPrincipalName) { PageLanguage = null })], null, Token);

        report.Records.Select(record => record.Error).ShouldAllBe(error => error == null);
        report.Done.ShouldBe(4);
        users.ShouldAllBe(user => user.Passkeys.Count == 1);
        users.Select(user => user.Passkeys.Single().Id).ShouldBe(report.Records.Select(record => record.PasskeyId!));
        world.Browsers.Open.ShouldBe(0);
    }

    [Fact]
    [Trait("Duration", "Long")]
    public async Task The_known_language_is_asked_for_by_default()
    {
        await using var world = await World.StartAsync();
        var user = world.AddUser();

        var record = await world.Provisioner().ProvisionAsync(new ProvisioningRequest(user.UserPrincipalName), null, Token);

        record.IsDone.ShouldBeTrue(record.Error?.ToString());
        record.Language!.Split('-')[0].ShouldBe("en");
    }

    [Fact]
    [Trait("Duration", "Long")]
    public async Task A_sign_in_that_does_not_ask_to_stay_signed_in_is_passed()
    {
        await using var world = await World.StartAsync();
        var user = world.AddUser();
        user.AsksToStaySignedIn = false;

        (await world.ProvisionAsync(user, Token)).Error.ShouldBeNull();
    }

    [Fact]
    [Trait("Duration", "Long")]
    public async Task A_sign_in_that_loads_itself_again_is_passed()
    {
        await using var world = await World.StartAsync();
        world.Simulator.Pages.ReloadsSignIn = true;

        (await world.ProvisionAsync(world.AddUser(), Token)).Error.ShouldBeNull();
    }

    [Fact]
    [Trait("Duration", "Long")]
    public async Task A_stay_signed_in_page_that_leaves_by_itself_is_passed()
    {
        await using var world = await World.StartAsync();
        world.Simulator.Pages.StaySignedInLeavesByItself = true;

        (await world.ProvisionAsync(world.AddUser(), Token)).Error.ShouldBeNull();
    }

    [Fact]
    public async Task A_ceremony_that_waits_for_a_click_is_started()
    {
        await using var world = await World.StartAsync();
        world.Simulator.Pages.CeremonyWaitsForNext = true;

        (await world.ProvisionAsync(world.AddUser(), Token)).Error.ShouldBeNull();
    }

    [Trait("Duration", "Long")]
    [Fact]
    [Trait("Duration", "Long")]
    public async Task Slow_pages_are_waited_for()
    {
        await using var world = await World.StartAsync();
        world.Simulator.Pages.SlowScript = TimeSpan.FromMilliseconds(700);

        (await world.ProvisionAsync(world.AddUser(), Token)).Error.ShouldBeNull();
    }

    [Fact]
    [Trait("Duration", "Long")]
    public async Task A_directory_that_lags_is_waited_for()
    {
        await using var world = await World.StartAsync();
        world.Simulator.Weather.PasskeyVisibilityLag = TimeSpan.FromSeconds(1);

        (await world.ProvisionAsync(world.AddUser(), Token)).Error.ShouldBeNull();
    }
}
