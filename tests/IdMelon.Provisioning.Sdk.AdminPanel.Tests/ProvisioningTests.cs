using System.Text.RegularExpressions;
using IdMelon.Provisioning.BrowserExtension.Tests.Journeys;
using IdMelon.Provisioning.EndToEnd.Tests;
using IdMelon.Provisioning.ExtensionDemo;
using IdMelon.Provisioning.Vaults;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace IdMelon.Provisioning.AdminPanel.Tests;

public sealed partial class ProvisioningTests(PublishedExtension extension)
{
    // Keeps what the page posts to the extension, and everything that the page ever was.
    private const string Watching =
        """
        globalThis.posted = [];
        globalThis.seen = [];
        const connect = chrome.runtime?.connect?.bind(chrome.runtime);
        if (connect) {
          chrome.runtime.connect = (...values) => {
            const port = connect(...values);
            const post = port.postMessage.bind(port);
            port.postMessage = (text) => { globalThis.posted.push(text); post(text); };
            return port;
          };
        }
        new MutationObserver(() => globalThis.seen.push(document.documentElement.outerHTML)).observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
        """;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Create_opens_a_private_window_and_ends_with_a_passkey_a_proof_and_a_line_in_the_log()
    {
        await using var world = await PanelWorld.StartAsync(extension);
        var page = await world.OpenDialogAsync();

        await page.GetByRole(AriaRole.Button, new() { Name = "Create" }).ClickAsync();
        await page.Locator(".result").WaitForAsync();

        var result = await page.Locator(".result").InnerTextAsync();
        result.ShouldContain("The passkey is there.");
        result.ShouldContain("Microsoft Graph lists it");
        (await page.Locator(".steps li").AllInnerTextsAsync()).Select(step => Seconds().Replace(step, "").Trim()).ShouldBe(
            ["Preparing", "Getting a Temporary Access Pass", "Signing in", "Opening security info", "Choosing the method", "Registering the passkey", "Naming the passkey", "Asking the directory", "Cleaning up", "Finished"]);
        var passkey = world.Ada.Passkeys.ShouldHaveSingleItem();
        world.IsPassLeft.ShouldBeFalse();
        var kept = (await world.Panel.Services.GetRequiredService<IPasskeyVault>().ListOfUserAsync(world.Ada.UserPrincipalName, Token)).ShouldHaveSingleItem();
        kept.State.ShouldBe(VaultedPasskeyState.Active);
        var log = await world.Browser.OpenExtensionAsync("log.html");
        await log.GetByText("Provisioning report, total: 1 done: 1 failed: 0").WaitForAsync();
        await page.Locator(".buttons").GetByRole(AriaRole.Button, new() { Name = "Close" }).ClickAsync();
        await page.GetByText("1 passkey", new() { Exact = true }).WaitForAsync();
        (await page.Locator("table").InnerTextAsync()).ShouldContain(passkey.DisplayName!);
    }

    [Fact]
    [Trait("Duration", "Long")]
    public async Task The_access_pass_of_a_run_never_shows_in_the_page()
    {
        await using var world = await PanelWorld.StartAsync(extension);
        await world.Browser.Context.AddInitScriptAsync(Watching);
        var page = await world.OpenDialogAsync();

        await page.GetByRole(AriaRole.Button, new() { Name = "Create" }).ClickAsync();
        await page.Locator(".result.good").WaitForAsync();

        var posted = await page.EvaluateAsync<string[]>("posted");
        var pass = posted.Select(text => Secret().Match(text)).Single(match => match.Success).Groups[1].Value;
        pass.Length.ShouldBeGreaterThan(4);
        var seen = await page.EvaluateAsync<string[]>("seen");
        seen.Length.ShouldBeGreaterThan(20);
        seen.ShouldAllBe(html => !html.Contains(pass, StringComparison.Ordinal));
        (await page.EvaluateAsync<string>("JSON.stringify([localStorage, sessionStorage, document.cookie])")).ShouldNotContain(pass);
    }

    [Fact]
    [Trait("Duration", "Long")]
    public async Task Another_tab_is_told_who_is_being_served()
    {
        await using var world = await PanelWorld.StartAsync(extension);
        var page = await world.OpenDialogAsync();
        var other = await world.Operator.OpenAsync();
        await other.GetByText("Extension 2.0.0").WaitForAsync();

        var told = other.Locator(".notice.serving", new() { HasTextString = world.Ada.UserPrincipalName }).WaitForAsync();
        await page.BringToFrontAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Create" }).ClickAsync();

        await told;
        await page.Locator(".result.good").WaitForAsync();
        await other.Locator(".notice.serving").WaitForAsync(new() { State = WaitForSelectorState.Detached });
    }

    [Fact]
    [Trait("Duration", "Long")]
    public async Task A_refusal_of_the_extension_is_shown_with_what_to_do()
    {
        await using var world = await PanelWorld.StartAsync(extension);
        var page = await world.OpenDialogAsync();
        await world.OpenPrivateWindowAsync();
        await page.BringToFrontAsync();

        await page.GetByRole(AriaRole.Button, new() { Name = "Create" }).ClickAsync();

        var result = page.Locator(".result.bad");
        await result.WaitForAsync();
        (await result.InnerTextAsync()).ShouldContain("Close all private windows, then ask again.");
        world.Ada.AccessPass.ShouldBeNull();
    }

    [Fact]
    [Trait("Duration", "Long")]
    public async Task A_pass_is_shown_when_the_operator_asks_for_it_and_revoked_when_the_dialog_closes()
    {
        await using var world = await PanelWorld.StartAsync(extension);
        var page = await world.OpenDialogAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "registering manually" }).ClickAsync();
        world.Ada.AccessPass.ShouldBeNull();

        await page.GetByRole(AriaRole.Button, new() { Name = "Generate" }).ClickAsync();
        var shown = page.Locator(".pass code");
        await shown.WaitForAsync();

        (await shown.InnerTextAsync()).Length.ShouldBeGreaterThan(4);
        world.Ada.AccessPass.ShouldNotBeNull();
        await page.GetByRole(AriaRole.Button, new() { Name = "Close" }).ClickAsync();
        await page.GetByRole(AriaRole.Dialog).WaitForAsync(new() { State = WaitForSelectorState.Detached });
        world.Ada.AccessPass.ShouldBeNull();
    }

    [Fact]
    [Trait("Duration", "Long")]
    public async Task A_person_who_signs_in_with_the_pass_and_registers_is_noticed()
    {
        await using var world = await PanelWorld.StartAsync(extension);
        world.Ada.AsksToStaySignedIn = false;
        var page = await world.OpenDialogAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "registering manually" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Generate" }).ClickAsync();
        var pass = await page.Locator(".pass code").InnerTextAsync();

        var window = await world.Browser.Context.RunAndWaitForPageAsync(() => page.GetByRole(AriaRole.Button, new() { Name = "Create" }).ClickAsync());
        await page.GetByText("Sign in in the private window and register the passkey.").WaitForAsync();
        var person = new PersonAtPage(window);
        await person.SignInAsync(world.Ada, pass);
        await person.RegisterAsync("By hand");

        await page.Locator(".result").WaitForAsync();
        (await page.Locator(".result").InnerTextAsync()).ShouldContain("Microsoft Graph lists it as “By hand”.");
        world.Ada.Passkeys.ShouldHaveSingleItem();
    }

    [Fact]
    [Trait("Duration", "Long")]
    public async Task A_passkey_of_another_site_is_captured_for_the_user_once_the_operator_says_so()
    {
        var copy = System.IO.Directory.CreateTempSubdirectory("panel-extension");
        try
        {
            await using var shop = await Shop.OpenAsync(
                """
                const made = await navigator.credentials.create({ publicKey: { rp: { id: 'shop.example', name: 'The Shop' }, user: { id: new Uint8Array([7]), name: 'ada.shop', displayName: 'Ada' },
                  challenge: new Uint8Array(32), pubKeyCredParams: [{ type: 'public-key', alg: -7 }] } });
                tell(made.id);
                """,
                Token);
            await using var world = await PanelWorld.StartBesideAsync(extension, shop, copy.FullName);
            var page = await world.OpenDialogAsync("Other sites");

            await page.GetByLabel("Address of the site").FillAsync(shop.Address.ToString());
            var question = await world.Browser.Context.RunAndWaitForPageAsync(
                () => page.GetByRole(AriaRole.Button, new() { Name = "Create" }).ClickAsync(),
                new() { Predicate = opened => opened.Url.EndsWith("popup.html?ask", StringComparison.Ordinal) });
            await question.GetByRole(AriaRole.Button, new() { Name = "Create", Exact = true }).ClickAsync();
            var credentialId = await shop.ToldAsync(Token);
            await page.GetByRole(AriaRole.Button, new() { Name = "Done" }).ClickAsync();
            await page.Locator(".result.good").WaitForAsync();

            (await page.Locator(".result").InnerTextAsync()).ShouldContain("1 passkey(s) for shop.example");
            var kept = (await world.Panel.Services.GetRequiredService<IPasskeyVault>().ListAsync(Token)).ShouldHaveSingleItem();
            (kept.CredentialId, kept.AssignedTo, kept.State).ShouldBe((credentialId, world.Ada.UserPrincipalName, VaultedPasskeyState.Active));
            world.Ada.AccessPass.ShouldBeNull();
        }
        finally
        {
            copy.Delete(recursive: true);
        }
    }

    [Fact]
    [Trait("Duration", "Long")]
    public async Task A_run_whose_tab_was_closed_is_offered_for_resuming_and_taken_up_again()
    {
        await using var world = await PanelWorld.StartAsync(extension);
        var page = await world.OpenDialogAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Create" }).ClickAsync();
        await page.Locator(".steps li", new() { HasTextString = "Signing in" }).WaitForAsync();
        await page.CloseAsync();

        var again = await world.Operator.OpenAsync();
        await again.GetByRole(AriaRole.Button, new() { Name = "Resume" }).ClickAsync();
        await again.Locator(".result").WaitForAsync();

        (await again.Locator(".result").InnerTextAsync()).ShouldContain("The passkey is there.");
        world.Ada.Passkeys.ShouldHaveSingleItem();
        world.IsPassLeft.ShouldBeFalse();
        await again.Locator(".buttons").GetByRole(AriaRole.Button, new() { Name = "Close" }).ClickAsync();
        await again.Locator(".notice.interrupted").WaitForAsync(new() { State = WaitForSelectorState.Detached });
    }

    [GeneratedRegex(@"[\d.]+ s$")]
    private static partial Regex Seconds();

    [GeneratedRegex("\"result\":\"access-pass\".*?\"secret\":\"([^\"]+)\"")]
    private static partial Regex Secret();
}
