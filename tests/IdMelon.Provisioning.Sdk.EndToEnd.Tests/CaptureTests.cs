using System.Security.Cryptography;
using System.Text.Json;
using IdMelon.Provisioning.Authenticators;
using IdMelon.Provisioning.Browsing;
using IdMelon.Provisioning.Journaling;
using IdMelon.Provisioning.Local;
using IdMelon.Provisioning.Playwright;
using IdMelon.Provisioning.Requests;
using IdMelon.Provisioning.Running;
using IdMelon.Provisioning.Transitions;
using IdMelon.Provisioning.Vaults;

namespace IdMelon.Provisioning.EndToEnd.Tests;

/// <summary>Passkeys for other relying parties, in a real Chromium at a site that knows nothing of this library.</summary>
public sealed class CaptureTests : IDisposable
{
    private const string Create = """
        const options = (excluded) => ({ publicKey: { rp: { id: 'shop.example', name: 'Shop' }, user: { id: new Uint8Array([1, 2, 3]), name: 'ada.l', displayName: 'Ada' }, challenge: new Uint8Array(32),
          pubKeyCredParams: [{ type: 'public-key', alg: -7 }], excludeCredentials: excluded } });
        const made = await navigator.credentials.create(options([]));
        """;

    private readonly InMemoryVault vault = new();
    private readonly InMemoryJournal journal = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => vault.Dispose();

    [Fact]
    public async Task A_site_gets_a_passkey_that_the_operator_allows_and_signs_in_with_it_in_the_same_window()
    {
        await using var shop = await Shop.OpenAsync(
            Create + """
            const proof = await navigator.credentials.get({ publicKey: { rpId: 'shop.example', challenge: new Uint8Array([9, 9]), allowCredentials: [{ type: 'public-key', id: made.rawId }] } });
            let again = '';
            try { await navigator.credentials.create(options([{ type: 'public-key', id: made.rawId }])); } catch (error) { again = error.name; }
            const text = (bytes) => btoa(String.fromCharCode(...new Uint8Array(bytes)));
            tell(JSON.stringify({ id: made.id, key: text(made.response.getPublicKey()), data: text(proof.response.authenticatorData), client: text(proof.response.clientDataJSON),
              signature: text(proof.response.signature), again, looked: document[Symbol.for('IdMelon.Provisioning.Step')] !== undefined }));
            """,
            Token);
        await using var chromium = new PlaywrightBrowserFactory(new PlaywrightBrowserOptions { Arguments = shop.ChromiumArguments });
        var person = new PersonElsewhere();

        var running = RunAsync(shop, chromium, person);
        using var told = JsonDocument.Parse(await shop.ToldAsync(Token));
        person.End();
        var record = await running;

        record.Error.ShouldBeNull();
        record.Verdict.ShouldBe(ProvisioningVerdict.Succeeded);
        var kept = (await vault.ListAsync(Token)).Single();
        (kept.State, kept.RelyingPartyId, kept.AssignedTo).ShouldBe((VaultedPasskeyState.Active, "shop.example", "ada@contoso.com"));
        var page = told.RootElement;
        record.Captured.Single().CredentialId.ShouldBe(page.GetProperty("id").GetString());
        page.GetProperty("again").GetString().ShouldBe("InvalidStateError");
        page.GetProperty("looked").GetBoolean().ShouldBeFalse();
        person.Questions.Count.ShouldBe(2);
        using var key = ECDsa.Create();
        key.ImportSubjectPublicKeyInfo(page.GetProperty("key").GetBytesFromBase64(), out _);
        byte[] signed = [.. page.GetProperty("data").GetBytesFromBase64(), .. SHA256.HashData(page.GetProperty("client").GetBytesFromBase64())];
        key.VerifyData(signed, page.GetProperty("signature").GetBytesFromBase64(), HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence).ShouldBeTrue();
    }

    [Trait("Duration", "Long")]
    [Fact]
    public async Task A_site_that_is_refused_learns_no_more_than_that()
    {
        await using var shop = await Shop.OpenAsync("try { await (async () => {" + Create + "})(); tell('made'); } catch (error) { tell(error.name); }", Token);
        await using var chromium = new PlaywrightBrowserFactory(new PlaywrightBrowserOptions { Arguments = shop.ChromiumArguments });
        var person = new PersonElsewhere { Agrees = false };

        var running = RunAsync(shop, chromium, person);
        (await shop.ToldAsync(Token)).ShouldBe("NotAllowedError");
        person.End();
        var record = await running;

        (record.Verdict, record.Error!.Code).ShouldBe((ProvisioningVerdict.Failed, ErrorCodes.CaptureEmpty));
        (await vault.ListAsync(Token)).ShouldBeEmpty();
    }

    [Trait("Duration", "Long")]
    [Fact]
    public async Task When_the_time_is_over_the_window_closes_by_itself()
    {
        await using var shop = await Shop.OpenAsync(Create + "tell(made.id);", Token);
        await using var chromium = new PlaywrightBrowserFactory(new PlaywrightBrowserOptions { Arguments = shop.ChromiumArguments });

        var record = await RunAsync(shop, chromium, new PersonElsewhere(), TimeSpan.FromSeconds(10));

        record.Verdict.ShouldBe(ProvisioningVerdict.Succeeded);
        journal.Entries.OfType<JournalEntry.Transitioned>().ShouldContain(row => row.On == ProvisioningTrigger.PersonTimeOver);
    }

    private Task<ProvisioningRecord> RunAsync(Shop shop, PlaywrightBrowserFactory chromium, PersonElsewhere person, TimeSpan? time = null) => new Provisioner(
        new ProvisioningParts
        {
            Browsers = new ObservedBrowsers(chromium) { Pretended = BrowserAbilities.VisibleWindows },
            Operator = person,
            Authenticator = new SoftwareAuthenticator(new PasskeyKeyFactory()),
            Vault = vault,
            Journal = journal,
        },
        new ProvisionerOptions { AllowsVolatileVault = true }).ProvisionAsync(new ProvisioningRequest("ada@contoso.com") { Mode = ProvisioningMode.Capture, CaptureAddress = shop.Address, HandOver = time ?? TimeSpan.FromMinutes(2) }, null, Token);
}
