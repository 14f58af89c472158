using IdMelon.Provisioning.BrowserExtension.Panel;
using IdMelon.Provisioning.Operators;
using IdMelon.Provisioning.Requests;
using IdMelon.Provisioning.Simulator.Directory;
using IdMelon.Provisioning.Transitions;
using IdMelon.Provisioning.Vaults;

namespace IdMelon.Provisioning.BrowserExtension.Tests.Journeys;

public sealed class ManualTests(PublishedExtension extension)
{
    private const string SignIn = "https://login.microsoftonline.com";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_person_who_is_shown_a_pass_registers_a_passkey_that_the_extension_proves()
    {
        var operators = new PanelPerson();
        await using var world = await ExtensionWorld.StartAsync(extension, new() { Operator = operators });
        var user = AddUser(world);

        var running = world.Host.ProvisionAsync(Wish(user) with { ShowsAccessPass = true }, Token);
        var pass = await operators.Shown;
        var person = new PersonAtPage(await world.PageAsync(SignIn));
        await person.SignInAsync(user, pass.Secret.Reveal());
        await person.RegisterAsync("Named by hand");
        var record = (await running).Value;

        record.Error.ShouldBeNull();
        (record.Verdict, record.Mode).ShouldBe((ProvisioningVerdict.Succeeded, ProvisioningMode.Manual));
        user.Passkeys.Single().DisplayName.ShouldBe("Named by hand");
        record.PasskeyId.ShouldBe(user.Passkeys.Single().Id);
        (await world.Vault.ListAsync(Token)).Single().State.ShouldBe(VaultedPasskeyState.Active);
        user.AccessPass.ShouldBeNull();
        operators.IsPassShown.ShouldBeFalse();
        operators.Hints.ShouldBe([OperatorHintKind.Register, OperatorHintKind.NamePasskey]);
        world.Posted.ShouldAllBe(text => !text.Contains(pass.Secret.Reveal(), StringComparison.Ordinal));
        var log = await world.OpenAsync("log.html");
        await log.GetByText(user.UserPrincipalName).WaitForAsync();
        await log.Locator("li.done .category", new() { HasText = "Manual" }).WaitForAsync();
    }

    [Fact]
    [Trait("Duration", "Long")]
    public async Task No_script_runs_on_a_page_elsewhere_and_a_window_that_the_person_closes_ends_the_run()
    {
        await using var world = await ExtensionWorld.StartAsync(extension);
        var user = AddUser(world);

        var running = world.Host.ProvisionAsync(Wish(user), Token);
        var page = await world.PageAsync(SignIn);
        await page.Locator("#i0116:not(.moveOffScreen)").WaitForAsync();
        await page.GotoAsync("https://login.live.com/oauth20_authorize.srf");
        var traces = await new PersonAtPage(page).TracesAsync();
        await page.CloseAsync();
        var record = (await running).Value;

        traces.ShouldBe("false false");
        (record.Verdict, record.Error!.Code).ShouldBe((ProvisioningVerdict.Failed, ErrorCodes.WindowClosed));
        user.Passkeys.ShouldBeEmpty();
        (await world.StateAsync()).IsPrivateWindowOpen.ShouldBeFalse();
    }

    [Fact]
    [Trait("Duration", "Long")]
    public async Task The_panel_ends_a_window_and_what_the_person_shows_elsewhere_does_not_keep_it_open()
    {
        var operators = new PanelPerson();
        await using var world = await ExtensionWorld.StartAsync(extension, new() { Operator = operators });
        var user = AddUser(world);

        var running = world.Host.ProvisionAsync(Wish(user) with { ShowsAccessPass = true }, Token);
        await operators.Shown;
        var page = await world.PageAsync(SignIn);
        await page.GotoAsync("https://login.live.com/oauth20_authorize.srf");
        operators.End();
        var record = (await running).Value;

        (record.Verdict, record.Error!.Code).ShouldBe((ProvisioningVerdict.Failed, ErrorCodes.WindowClosed));
        record.Leftover.ShouldBeNull();
        user.AccessPass.ShouldBeNull();
        operators.IsPassShown.ShouldBeFalse();
    }

    private static SimulatedUser AddUser(ExtensionWorld world)
    {
        var user = world.AddUser();
        user.AsksToStaySignedIn = false;
        return user;
    }

    private static PanelMessage.Provision Wish(SimulatedUser user) => ExtensionWorld.Wish(user) with { Mode = PanelMode.Manual, HandOver = TimeSpan.FromMinutes(3) };
}
