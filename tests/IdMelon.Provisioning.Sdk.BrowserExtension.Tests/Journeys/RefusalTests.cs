using IdMelon.Provisioning.BrowserExtension.Panel;
using Microsoft.Playwright;

namespace IdMelon.Provisioning.BrowserExtension.Tests.Journeys;

public sealed class RefusalTests(PublishedExtension extension)
{
    [Fact]
    public async Task Whoever_is_not_confirmed_starts_nothing_and_broken_messages_break_nothing()
    {
        await using var world = await ExtensionWorld.StartAsync(extension, new() { IsTrusted = false });
        var user = world.AddUser();

        (await world.ProvisionAsync(user)).Error!.Code.ShouldBe(ErrorCodes.ExtensionPanelUntrusted);
        (await world.StateAsync()).Trust.ShouldBe(PanelTrust.Unconfirmed);
        await world.Panel.EvaluateAsync("""() => { for (const text of ['', '{', 'null', '{"v":1,"type":"answer","call":1,"body":{}}', '{"v":9,"type":"hello"}', 5, {}]) panel.post(text); }""");
        var state = await world.StateAsync();

        state.IsPrivateAllowed.ShouldBeTrue();
        state.MissingPermissions.ShouldBeEmpty();
        state.ExtensionVersion.ShouldBe("2.0.0");
        world.Heard.OfType<ExtensionMessage.Refused>().Where(refused => refused.RequestId is null).Select(refused => refused.Error.Code).ShouldBe(
            [ErrorCodes.ExtensionMessageBroken, ErrorCodes.ExtensionMessageBroken, ErrorCodes.ExtensionMessageBroken, ErrorCodes.ExtensionMessageBroken, ErrorCodes.ExtensionProtocolUnknown]);
        user.AccessPass.ShouldBeNull();
    }

    [Fact]
    [Trait("Duration", "Long")]
    public async Task Pages_that_the_manifest_does_not_name_find_no_extension()
    {
        await using var world = await ExtensionWorld.StartAsync(extension, new() { IsTrusted = false });
        var page = await world.Browser.NewPageAsync();
        await page.GotoAsync("https://login.microsoftonline.com/common/oauth2/v2.0/authorize");

        (await page.EvaluateAsync<string>("() => typeof globalThis.chrome?.runtime?.sendMessage")).ShouldBe("undefined");
    }

    [Fact]
    [Trait("Duration", "Long")]
    public async Task Without_leave_for_private_windows_the_operator_is_told_where_to_give_it()
    {
        await using var world = await ExtensionWorld.StartAsync(extension, new() { IsPrivateAllowed = false });
        var user = world.AddUser();

        var attempt = await world.ProvisionAsync(user);

        attempt.Error!.Code.ShouldBe(ErrorCodes.ExtensionPrivateDenied);
        user.AccessPass.ShouldBeNull();
        var popup = await world.OpenAsync("popup.html");
        await popup.GetByText("Not allowed in private windows yet").WaitForAsync();
        (await popup.GetByRole(AriaRole.Button, new() { Name = "Open settings" }).CountAsync()).ShouldBe(1);
    }

    [Fact]
    [Trait("Duration", "Long")]
    public async Task Where_a_policy_forbids_private_windows_the_operator_is_told_so()
    {
        Assert.SkipUnless(ManagedBrowser.IsPossible, "This machine lets a test lay down no policies for one browser alone.");
        await using var world = await ExtensionWorld.StartAsync(extension, new() { Policies = new() { ["IncognitoModeAvailability"] = 1 } });
        var user = world.AddUser();

        var attempt = await world.ProvisionAsync(user);

        var error = attempt.Error ?? attempt.Value.Error!;
        error.Code.ShouldBe(ErrorCodes.ExtensionPrivateUnavailable);
        error.Remedy.ShouldContain("IncognitoModeAvailability");
        user.AccessPass.ShouldBeNull();
    }

    [Fact]
    [Trait("Duration", "Long")]
    public async Task Beside_another_private_window_nothing_is_begun()
    {
        await using var world = await ExtensionWorld.StartAsync(extension);
        var user = world.AddUser();
        var own = await world.OpenAsync("log.html");
        await own.EvaluateAsync("() => chrome.windows.create({ incognito: true, url: 'about:blank' }).then(() => true)");

        var attempt = await world.ProvisionAsync(user);

        attempt.Error!.Code.ShouldBe(ErrorCodes.ExtensionPrivateWindowOpen);
        user.AccessPass.ShouldBeNull();
        (await world.StateAsync()).IsPrivateWindowOpen.ShouldBeTrue();
    }
}
