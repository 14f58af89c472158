using System.Text.Json;
using System.Text.Json.Nodes;
using IdMelon.Provisioning.BrowserExtension.Panel;
using IdMelon.Provisioning.EndToEnd.Tests;
using IdMelon.Provisioning.Requests;
using IdMelon.Provisioning.Transitions;
using IdMelon.Provisioning.Vaults;
using Microsoft.Playwright;

namespace IdMelon.Provisioning.BrowserExtension.Tests.Journeys;

/// <summary>Passkeys for other relying parties: each one is confirmed in the extension's own window.</summary>
public sealed class CaptureTests(PublishedExtension extension)
{
    private const string Create = """
        const options = (excluded) => ({ publicKey: { rp: { id: 'shop.example', name: 'The Shop' }, user: { id: new Uint8Array([1, 2, 3]), name: 'ada.l', displayName: 'Ada' }, challenge: new Uint8Array(32),
          pubKeyCredParams: [{ type: 'public-key', alg: -7 }], excludeCredentials: excluded } });
        """;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    [Trait("Duration", "Long")]
    public async Task A_site_gets_the_passkey_that_the_operator_confirms_and_signs_in_with_it()
    {
        await using var shop = await Shop.OpenAsync(
            Create + """
            const made = await navigator.credentials.create(options([]));
            const proof = await navigator.credentials.get({ publicKey: { rpId: 'shop.example', challenge: new Uint8Array([9, 9]), allowCredentials: [{ type: 'public-key', id: made.rawId }] } });
            tell(JSON.stringify({ id: made.id, proof: proof.id, looked: document[Symbol.for('IdMelon.Provisioning.Step')] !== undefined }));
            """,
            Token);
        await using var world = await ExtensionWorld.StartAsync(extension, new() { Shop = shop, Manifest = AllowShop });
        var own = await world.OpenAsync("log.html");

        var running = world.Host.ProvisionAsync(Wish(shop), Token);
        var question = await world.PageAsync("popup.html?ask");
        var text = await question.Locator("section.question").InnerTextAsync();
        var sign = await question.Locator("section.capturing").InnerTextAsync();
        var badge = await own.EvaluateAsync<string>("() => chrome.action.getBadgeText({})");
        await Button(question, "Create").ClickAsync();
        using var told = JsonDocument.Parse(await ToldAsync(shop));
        var popup = await world.OpenAsync("popup.html");
        await Button(popup, "End the window").ClickAsync();
        var record = (await running).Value;

        text.ShouldContain("shop.example");
        text.ShouldContain("The Shop");
        text.ShouldContain("ada.l");
        text.ShouldContain($"https://{Shop.Host}");
        sign.ShouldContain("Capturing");
        badge.ShouldBe("REC");
        record.Error.ShouldBeNull();
        record.Verdict.ShouldBe(ProvisioningVerdict.Succeeded);
        var kept = (await world.Vault.ListAsync(Token)).Single();
        (kept.State, kept.RelyingPartyId, kept.UserName, kept.AssignedTo).ShouldBe((VaultedPasskeyState.Active, "shop.example", "ada.l", "ada@contoso.com"));
        var page = told.RootElement;
        page.GetProperty("id").GetString().ShouldBe(kept.CredentialId);
        page.GetProperty("proof").GetString().ShouldBe(kept.CredentialId);
        page.GetProperty("looked").GetBoolean().ShouldBeFalse();
        (await own.EvaluateAsync<string>("() => chrome.action.getBadgeText({})")).ShouldBe("");
        (await world.StateAsync()).IsPrivateWindowOpen.ShouldBeFalse();
    }

    [Fact]
    [Trait("Duration", "Long")]
    public async Task A_site_that_the_operator_refuses_gets_nothing()
    {
        await using var shop = await Shop.OpenAsync(Create + "try { await navigator.credentials.create(options([])); tell('made'); } catch (error) { tell(error.name); }", Token);
        await using var world = await ExtensionWorld.StartAsync(extension, new() { Shop = shop, Manifest = AllowShop });
        var wish = Wish(shop);

        var running = world.Host.ProvisionAsync(wish, Token);
        await Button(await world.PageAsync("popup.html?ask"), "Refuse").ClickAsync();
        var told = await ToldAsync(shop);
        await world.Host.EndWindowAsync(wish.RequestId, Token);
        var record = (await running).Value;

        told.ShouldBe("NotAllowedError");
        (record.Verdict, record.Error!.Code).ShouldBe((ProvisioningVerdict.Failed, ErrorCodes.CaptureEmpty));
        (await world.Vault.ListAsync(Token)).ShouldBeEmpty();
    }

    [Fact]
    [Trait("Duration", "Long")]
    public async Task A_window_that_nobody_ends_ends_by_itself()
    {
        await using var shop = await Shop.OpenAsync("tell('open');", Token);
        await using var world = await ExtensionWorld.StartAsync(extension, new() { Shop = shop, Manifest = AllowShop });

        var record = (await world.Host.ProvisionAsync(Wish(shop) with { HandOver = TimeSpan.FromSeconds(1) }, Token)).Value;

        (record.Verdict, record.Error!.Code).ShouldBe((ProvisioningVerdict.Failed, ErrorCodes.PersonTooLate));
        (await world.StateAsync()).IsPrivateWindowOpen.ShouldBeFalse();
    }

    [Fact]
    [Trait("Duration", "Long")]
    public async Task A_site_without_permission_is_asked_about_first_and_nothing_is_opened_without_it()
    {
        await using var shop = await Shop.OpenAsync("tell('open');", Token);
        await using var world = await ExtensionWorld.StartAsync(extension, new() { Shop = shop });
        await world.Browser.AddInitScriptAsync("if (globalThis.chrome?.permissions) chrome.permissions.request = async (wish) => { globalThis.asked = wish; return false; };");

        var running = world.Host.ProvisionAsync(Wish(shop), Token);
        var question = await world.PageAsync("popup.html?ask");
        var text = await question.Locator("section.question").InnerTextAsync();
        await Button(question, "Allow").ClickAsync();
        var attempt = await running;

        text.ShouldContain(Shop.Host);
        attempt.Error!.Code.ShouldBe(ErrorCodes.ExtensionPermissionMissing);
        attempt.Error.Message.ShouldContain($"https://{Shop.Host}/*");
        (await world.StateAsync()).IsPrivateWindowOpen.ShouldBeFalse();
    }

    private static Task<string> ToldAsync(Shop shop) => shop.ToldAsync(Token).AsTask().WaitAsync(ExtensionWorld.Patience, Token);

    private static ILocator Button(IPage page, string name) => page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });

    private static PanelMessage.Provision Wish(Shop shop) =>
        new(Guid.CreateVersion7().ToString(), UserPrincipalName.Parse("ada@contoso.com"), PanelMode.Capture) { CaptureAddress = shop.Address, HandOver = TimeSpan.FromMinutes(2) };

    // Stands for the browser's own question, which no test can answer.
    internal static void AllowShop(JsonObject manifest) => manifest["host_permissions"]!.AsArray().Add($"https://{Shop.Host}/*");
}
