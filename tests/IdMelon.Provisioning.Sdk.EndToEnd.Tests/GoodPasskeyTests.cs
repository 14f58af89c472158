using IdMelon.Provisioning.Authenticators;
using IdMelon.Provisioning.Local;
using IdMelon.Provisioning.Simulator;
using IdMelon.Provisioning.Simulator.Directory;
using IdMelon.Provisioning.Simulator.Events;
using IdMelon.Provisioning.Vaults;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Playwright;

namespace IdMelon.Provisioning.EndToEnd.Tests;

/// <summary>A passkey is good when its user can sign in with it: here in a Chromium whose own authenticator was handed the key.</summary>
[Trait("Duration", "Long")]
public sealed class GoodPasskeyTests(PlaywrightDriver driver) : IClassFixture<PlaywrightDriver>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(CoseAlgorithm.Es256)]
    [InlineData(CoseAlgorithm.Rs256)]
    public async Task A_provisioned_passkey_signs_its_user_in(CoseAlgorithm algorithm)
    {
        await using var world = await World.StartAsync();
        world.Authenticator = new SoftwareAuthenticator(new OneAlgorithm(algorithm));
        var user = world.AddUser();
        (await world.ProvisionAsync(user, Token)).Error.ShouldBeNull();
        var passkey = (await world.Vault.ListAsync(Token)).Single();
        await using var browser = await driver.LaunchAsync(world.Simulator);
        await using var context = await browser.NewContextAsync(new() { Locale = "en-US" });
        var page = await context.NewPageAsync();
        await HandOverAsync(page, world.Vault, passkey);

        await SignInAsync(page, user);

        await page.WaitForSelectorAsync("[data-automationid=splitbuttonprimary]");
        world.Simulator.Events.Of(SimulatorEventKinds.SignedIn)[^1].Text.ShouldBe("Signed in: Passkey.");
    }

    [Fact]
    public async Task Another_key_under_its_id_does_not()
    {
        await using var world = await World.StartAsync();
        var ada = world.AddUser();
        var bob = world.AddUser("bob");
        (await world.ProvisionAsync(ada, Token)).Error.ShouldBeNull();
        (await world.ProvisionAsync(bob, Token)).Error.ShouldBeNull();
        var passkeys = await world.Vault.ListAsync(Token);
        var adas = passkeys.Single(passkey => passkey.UserName == ada.UserPrincipalName);
        var bobs = passkeys.Single(passkey => passkey.UserName == bob.UserPrincipalName);
        await using var browser = await driver.LaunchAsync(world.Simulator);
        await using var context = await browser.NewContextAsync(new() { Locale = "en-US" });
        var page = await context.NewPageAsync();
        await HandOverAsync(page, world.Vault, adas, keyOf: bobs.CredentialId);
        var signedInBefore = world.Simulator.Events.Count(SimulatorEventKinds.SignedIn);

        await SignInAsync(page, ada);

        await page.WaitForSelectorAsync("[role=alert]:not(:empty)");
        world.Simulator.Events.Count(SimulatorEventKinds.SignedIn).ShouldBe(signedInBefore);
    }

    private sealed class OneAlgorithm(CoseAlgorithm algorithm) : IPasskeyKeyFactory
    {
        private readonly PasskeyKeyFactory inner = new();

        public IReadOnlyCollection<CoseAlgorithm> Algorithms => [algorithm];

        public ValueTask<IPasskeyKey> CreateAsync(CoseAlgorithm wanted, CancellationToken cancellationToken) => inner.CreateAsync(wanted, cancellationToken);

        public ValueTask<IPasskeyKey> ImportAsync(CoseAlgorithm wanted, PrivateKeyBytes privateKey, CancellationToken cancellationToken) => inner.ImportAsync(wanted, privateKey, cancellationToken);
    }

    private static async Task SignInAsync(IPage page, SimulatedUser user)
    {
        user.AsksToStaySignedIn = false;
        await page.GotoAsync("https://mysignins.microsoft.com/security-info");
        await page.FillAsync("#i0116:not(.moveOffScreen)", user.UserPrincipalName);
        await page.ClickAsync("#idSIButton9");
        await page.ClickAsync("#idA_PWD_SwitchToFido");
    }

    private static async Task HandOverAsync(IPage page, InMemoryVault vault, VaultedPasskey passkey, string? keyOf = null)
    {
        using var key = vault.FindPrivateKey(keyOf ?? passkey.CredentialId)!;
        var cdp = await page.Context.NewCDPSessionAsync(page);
        await cdp.SendAsync("WebAuthn.enable");
        var added = await cdp.SendAsync("WebAuthn.addVirtualAuthenticator", new()
        {
            ["options"] = new Dictionary<string, object>
            {
                ["protocol"] = "ctap2",
                ["transport"] = "usb",
                ["hasResidentKey"] = true,
                ["hasUserVerification"] = true,
                ["isUserVerified"] = true,
                ["automaticPresenceSimulation"] = true,
            },
        });
        await cdp.SendAsync("WebAuthn.addCredential", new()
        {
            ["authenticatorId"] = added!.Value.GetProperty("authenticatorId").GetString()!,
            ["credential"] = new Dictionary<string, object>
            {
                ["credentialId"] = Convert.ToBase64String(WebEncoders.Base64UrlDecode(passkey.CredentialId)),
                ["isResidentCredential"] = true,
                ["rpId"] = passkey.RelyingPartyId,
                ["privateKey"] = Convert.ToBase64String(key.Reveal().Span),
                ["userHandle"] = Convert.ToBase64String(WebEncoders.Base64UrlDecode(passkey.UserHandle)),
                ["signCount"] = 1,
            },
        });
    }
}
