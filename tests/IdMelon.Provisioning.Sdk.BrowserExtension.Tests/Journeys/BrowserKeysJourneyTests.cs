using System.Security.Cryptography;
using System.Text.Json;
using IdMelon.Provisioning.BrowserExtension.Panel;
using IdMelon.Provisioning.BrowserExtension.Tests.Keys;
using IdMelon.Provisioning.EndToEnd.Tests;
using IdMelon.Provisioning.Requests;
using IdMelon.Provisioning.Vaults;
using IdMelon.Provisioning.WebAuthn;
using Microsoft.Playwright;

namespace IdMelon.Provisioning.BrowserExtension.Tests.Journeys;

/// <summary>Keys that the browser makes and seals: the panel never has them in clear, and the page gets nothing before the panel has them sealed.</summary>
public sealed class BrowserKeysJourneyTests(PublishedExtension extension) : IDisposable
{
    private readonly SealedVault vault = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_passkey_whose_key_the_browser_made_opens_for_the_recipient_of_the_vault()
    {
        await using var world = await ExtensionWorld.StartAsync(extension, new() { SealedVault = vault });
        var user = world.AddUser();

        var attempt = await world.ProvisionAsync(user);

        attempt.Error.ShouldBeNull();
        attempt.Value.Error.ShouldBeNull();
        attempt.Value.IsDone.ShouldBeTrue();
        var registered = user.Passkeys.Single();
        var kept = (await vault.ListAsync(Token)).Single();
        (kept.State, kept.UserName, kept.CredentialId).ShouldBe((VaultedPasskeyState.Active, user.UserPrincipalName, System.Buffers.Text.Base64Url.EncodeToString(registered.CredentialId.Span)));
        using var opened = (await vault.OpenAsync(kept.CredentialId, Token))!;
        using var key = ECDsa.Create();
        key.ImportPkcs8PrivateKey(opened.PrivateKey.Reveal().Span, out _);
        CosePublicKey.Read(registered.PublicKey).Value.SubjectPublicKeyInfo.ToArray().ShouldBe(key.ExportSubjectPublicKeyInfo());
        ShouldBeNowhere(world, opened.PrivateKey.Reveal().ToArray(), key.ExportParameters(includePrivateParameters: true).D!);
    }

    [Fact]
    [Trait("Duration", "Long")]
    public async Task A_key_that_the_panel_does_not_keep_becomes_no_passkey()
    {
        vault.FailsToKeep = true;
        await using var world = await ExtensionWorld.StartAsync(extension, new() { SealedVault = vault });
        var user = world.AddUser();

        var record = (await world.ProvisionAsync(user)).Value;

        record.IsDone.ShouldBeFalse();
        record.Error!.Code.ShouldBe(ErrorCodes.VaultFailed);
        record.Leftover.ShouldBeNull();
        user.Passkeys.ShouldBeEmpty();
        (user.AccessPass is null or { IsUsableOnce: true, UsedDateTime: not null }).ShouldBeTrue();
        (await vault.ListAsync(Token)).ShouldBeEmpty();
        (await world.StateAsync()).IsPrivateWindowOpen.ShouldBeFalse();

        vault.FailsToKeep = false;
        (await world.ProvisionAsync(user)).Value.IsDone.ShouldBeTrue();
    }

    [Theory]
    [Trait("Duration", "Long")]
    [InlineData(-7)]
    [InlineData(-257)]
    public async Task A_site_gets_a_passkey_of_the_browser_and_signs_in_with_it(int algorithm)
    {
        await using var shop = await Shop.OpenAsync(
            $$"""
            const text = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer)));
            const made = await navigator.credentials.create({ publicKey: { rp: { id: 'shop.example', name: 'The Shop' }, user: { id: new Uint8Array([1, 2, 3]), name: 'ada.l', displayName: 'Ada' }, challenge: new Uint8Array(32),
              pubKeyCredParams: [{ type: 'public-key', alg: {{algorithm}} }] } });
            const { response } = await navigator.credentials.get({ publicKey: { rpId: 'shop.example', challenge: new Uint8Array([9, 9]), allowCredentials: [{ type: 'public-key', id: made.rawId }] } });
            tell(JSON.stringify({ id: made.id, key: text(made.response.getPublicKey()), data: text(response.authenticatorData), client: text(response.clientDataJSON), signature: text(response.signature) }));
            """,
            Token);
        await using var world = await ExtensionWorld.StartAsync(extension, new() { SealedVault = vault, Shop = shop, Manifest = CaptureTests.AllowShop });
        var wish = new PanelMessage.Provision(Guid.CreateVersion7().ToString(), UserPrincipalName.Parse("ada@contoso.com"), PanelMode.Capture) { CaptureAddress = shop.Address, HandOver = TimeSpan.FromMinutes(2) };

        var running = world.Host.ProvisionAsync(wish, Token);
        var question = await world.PageAsync("popup.html?ask");
        await question.GetByRole(AriaRole.Button, new() { Name = "Create", Exact = true }).ClickAsync();
        using var told = JsonDocument.Parse(await shop.ToldAsync(Token).AsTask().WaitAsync(ExtensionWorld.Patience, Token));
        await world.Host.EndWindowAsync(wish.RequestId, Token);
        var record = (await running).Value;

        record.Error.ShouldBeNull();
        byte[] Bytes(string name) => told.RootElement.GetProperty(name).GetBytesFromBase64();
        byte[] signed = [.. Bytes("data"), .. SHA256.HashData(Bytes("client"))];
        using var opened = (await vault.OpenAsync(told.RootElement.GetProperty("id").GetString()!, Token))!;
        opened.Passkey.ShouldSatisfyAllConditions(passkey => passkey.State.ShouldBe(VaultedPasskeyState.Active), passkey => passkey.AssignedTo.ShouldBe("ada@contoso.com"));
        using var key = algorithm == -7 ? (AsymmetricAlgorithm)ECDsa.Create() : RSA.Create();
        key.ImportPkcs8PrivateKey(opened.PrivateKey.Reveal().Span, out _);
        key.ExportSubjectPublicKeyInfo().ShouldBe(Bytes("key"));
        (key switch
        {
            ECDsa curve => curve.VerifyData(signed, Bytes("signature"), HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence),
            RSA rsa => rsa.VerifyData(signed, Bytes("signature"), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1),
            _ => false,
        }).ShouldBeTrue();
        ShouldBeNowhere(world, opened.PrivateKey.Reveal().ToArray());
    }

    public void Dispose() => vault.Dispose();

    // In no form in which bytes become text, and not within what is text already.
    private static void ShouldBeNowhere(ExtensionWorld world, params byte[][] secrets)
    {
        string[] texts = [.. world.Posted, .. world.Received];
        texts.ShouldContain(text => text.Contains("vault.keep-sealed", StringComparison.Ordinal));
        foreach (var secret in secrets)
        {
            string[] forms = [Convert.ToBase64String(secret)[..^4], System.Buffers.Text.Base64Url.EncodeToString(secret)[..^4], Convert.ToHexString(secret)];
            texts.ShouldAllBe(text => !forms.Any(form => text.Contains(form, StringComparison.OrdinalIgnoreCase)));
        }
    }
}
