using System.Text;
using IdMelon.Provisioning.Authenticators;
using IdMelon.Provisioning.BrowserExtension.Asking;
using IdMelon.Provisioning.BrowserExtension.Panel;
using IdMelon.Provisioning.BrowserExtension.Tests.Keys;
using IdMelon.Provisioning.Conformance.Tenants;
using IdMelon.Provisioning.Local;
using IdMelon.Provisioning.Requests;
using IdMelon.Provisioning.Vaults;

namespace IdMelon.Provisioning.BrowserExtension.Tests.Panel;

/// <summary>What a panel takes of keys that the extension has made and sealed.</summary>
public sealed class BrowserKeysTests : IAsyncDisposable
{
    private const string Home = "login.microsoft.com";

    private static readonly UserPrincipalName Ada = UserPrincipalName.Parse("ada@contoso.com");
    private static readonly PanelMessage.Provision Wish = new("r1", Ada, PanelMode.Automatic);
    private static readonly PanelMessage.Provision Capture = Wish with { Mode = PanelMode.Capture, CaptureAddress = new Uri("https://shop.example") };
    private static readonly VaultedPasskey Passkey = new("one", Home, Ada.ToString(), "aGFuZGxl", Guid.Empty, "r1", DateTimeOffset.UnixEpoch, VaultedPasskeyState.Pending);
    private static readonly VaultedPasskey ShopPasskey = Passkey with { RelyingPartyId = "shop.example", UserName = "ada.l", AssignedTo = Ada.ToString() };

    private readonly FakeTenant tenant = new();
    private readonly SealedVault vault = new();
    private readonly PanelLink link;
    private readonly List<string> posted = [];
    private PanelHost? host;

    public BrowserKeysTests()
    {
        tenant.AddUser(Ada.ToString());
        link = new PanelLink("http://localhost", text => _ = host!.ReceiveAsync(text, Token));
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private PanelVault Port => new(new PanelQuestions(link, "r1"), isDurable: true, (passkey, key, token) => vault.SealAsync(passkey, key, vault.SealingRecipients, token));

    [Fact]
    public void The_extension_is_told_for_whom_to_seal()
    {
        Begin(Wish, parts => parts with { BrowserKeysAaguid = Guid.AllBitsSet });

        var told = ((PanelMessage.Provision)PanelProtocol.ReadFromPanel(posted.Single()).Value).BrowserKeys!;

        told.Aaguid.ShouldBe(Guid.AllBitsSet);
        told.Recipients.Single().Identity.ShouldBe(vault.SealingRecipients.Single().Identity);
    }

    [Fact]
    public async Task A_sealed_key_is_kept_and_only_its_recipient_opens_it()
    {
        Begin(Wish);

        await KeepAsync(Passkey);
        await Port.ActivateAsync("one", Token);

        (await vault.ListAsync(Token)).ShouldBe([Passkey with { State = VaultedPasskeyState.Active }]);
        using var opened = await vault.OpenAsync("one", Token);
        opened!.PrivateKey.Reveal().ToArray().ShouldBe([1, 2, 3]);
    }

    public static TheoryData<VaultedPasskey> Foreign =>
    [
        Passkey with { RequestId = "r2" },
        Passkey with { RelyingPartyId = "evil.example" },
        Passkey with { UserName = "bob@contoso.com" },
        Passkey with { UserName = "nobody" },
        Passkey with { AssignedTo = Ada.ToString() },
        Passkey with { Aaguid = Guid.AllBitsSet },
    ];

    [Theory]
    [MemberData(nameof(Foreign))]
    public async Task A_key_that_the_request_is_not_about_is_not_kept(VaultedPasskey passkey)
    {
        Begin(Wish);

        await ShouldBeRefusedAsync(passkey, ErrorCodes.ExtensionMessageBroken);
    }

    [Fact]
    public async Task A_panel_that_makes_the_keys_itself_takes_none()
    {
        Begin(Wish, parts => parts with { MakesKeysInBrowser = false });
        posted.Single().ShouldNotContain("recipients");

        await ShouldBeRefusedAsync(Passkey, ErrorCodes.ExtensionMessageBroken);
    }

    [Fact]
    public async Task A_panel_that_wants_sealed_keys_makes_none_itself()
    {
        Begin(Wish);

        var attempt = await new PanelQuestions(link, "r1").AskAsync<AnswerBody.PasskeyCreated, bool>(new AskBody.CreatePasskey(new PasskeyText("{}"), new PanelCaller($"https://{Home}", $"https://{Home}", false)), _ => true, Token);

        attempt.Error!.Code.ShouldBe(ErrorCodes.ExtensionMessageBroken);
    }

    [Fact]
    public async Task What_is_no_entry_is_refused()
    {
        Begin(Wish);

        foreach (var garbage in new[] { "", "{}", "nothing" })
        {
            var attempt = await new PanelQuestions(link, "r1").DoAsync(new AskBody.KeepSealed(Encoding.UTF8.GetBytes(garbage)), Token);

            attempt.Error!.Code.ShouldBe(ErrorCodes.ExtensionMessageBroken);
        }
    }

    [Fact]
    public async Task A_key_that_is_kept_already_and_one_for_others_are_refused_by_the_vault()
    {
        Begin(Wish);
        await KeepAsync(Passkey);
        using var key = new PrivateKeyBytes([1]);
        var other = SealedPasskey.Of(Passkey with { CredentialId = "two" }, (await vault.SealAsync(Passkey, key, vault.SealingRecipients, Token)).Content with { Keys = [new(new("kid", "thumbprint"), new byte[1])] });

        (await Should.ThrowAsync<ProvisioningException>(() => KeepAsync(Passkey))).Error.Code.ShouldBe(ErrorCodes.VaultFailed);
        (await new PanelQuestions(link, "r1").DoAsync(new AskBody.KeepSealed(other.Json), Token)).Error!.Code.ShouldBe(ErrorCodes.VaultRecipientInvalid);

        (await vault.ListAsync(Token)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_vault_that_does_not_keep_it_is_told_as_it_says()
    {
        Begin(Wish);
        vault.FailsToKeep = true;

        await ShouldBeRefusedAsync(Passkey, ErrorCodes.VaultFailed);
    }

    [Fact]
    public async Task A_vault_that_takes_no_sealed_keys_is_told_before_anything_begins()
    {
        using var memory = new InMemoryVault();
        host = Host(parts => parts with { Vault = memory, AllowsVolatileVault = true });

        (await host.ProvisionAsync(Wish, Token)).Error!.Code.ShouldBe(ErrorCodes.VaultRecipientInvalid);
        posted.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_captured_passkey_is_kept_once_for_each_time_that_the_panel_agreed()
    {
        CaptureQuestion? asked = null;
        Begin(Capture, parts => parts with { ConfirmCapture = (question, _) => Task.FromResult((asked = question) is not null) });
        await ShouldBeRefusedAsync(ShopPasskey, ErrorCodes.ExtensionMessageBroken);

        (await ConfirmAsync("ada.l")).ShouldBeTrue();
        await KeepAsync(ShopPasskey);

        asked.ShouldBe(new CaptureQuestion("r1", Ada, "shop.example", "The Shop", "ada.l", "https://shop.example"));
        (await vault.ListAsync(Token)).Single().AssignedTo.ShouldBe(Ada.ToString());
        (await Should.ThrowAsync<ProvisioningException>(() => KeepAsync(ShopPasskey with { CredentialId = "two" }))).Error.Code.ShouldBe(ErrorCodes.ExtensionMessageBroken);
    }

    [Fact]
    public async Task A_captured_passkey_is_not_kept_where_the_panel_does_not_agree_or_it_is_for_another_user()
    {
        var agrees = false;
        Begin(Capture, parts => parts with { ConfirmCapture = (_, _) => Task.FromResult(agrees) });

        (await ConfirmAsync("ada.l")).ShouldBeFalse();
        await ShouldBeRefusedAsync(ShopPasskey, ErrorCodes.ExtensionMessageBroken);
        agrees = true;
        (await ConfirmAsync("ada.l")).ShouldBeTrue();
        await ShouldBeRefusedAsync(ShopPasskey with { AssignedTo = "bob@contoso.com" }, ErrorCodes.ExtensionMessageBroken);
        await ShouldBeRefusedAsync(ShopPasskey with { UserName = "bob" }, ErrorCodes.ExtensionMessageBroken);
    }

    [Fact]
    public async Task An_account_name_that_is_shown_shortened_is_the_same_account()
    {
        Begin(Capture);
        var name = new string('a', 100);

        (await ConfirmAsync(new Operators.CreationQuestion("r1", Ada, "shop.example", "", "") { AccountName = name }.AccountName)).ShouldBeTrue();
        await KeepAsync(ShopPasskey with { UserName = name });

        (await vault.ListAsync(Token)).Single().UserName.ShouldBe(name);
    }

    [Fact]
    public async Task Nothing_is_agreed_to_outside_of_the_capture_mode()
    {
        Begin(Wish);

        (await Should.ThrowAsync<ProvisioningException>(() => ConfirmAsync("ada.l"))).Error.Code.ShouldBe(ErrorCodes.ExtensionMessageBroken);
    }

    public async ValueTask DisposeAsync()
    {
        if (host is not null)
        {
            await host.DisposeAsync();
        }

        link.Dispose();
        vault.Dispose();
    }

    private void Begin(PanelMessage.Provision wish, Func<PanelParts, PanelParts>? change = null)
    {
        host = Host(change);
        _ = host.ProvisionAsync(wish, Token);
    }

    private PanelHost Host(Func<PanelParts, PanelParts>? change)
    {
        var parts = new PanelParts
        {
            AccessPasses = tenant,
            Passkeys = tenant,
            Authenticator = new SoftwareAuthenticator(new PasskeyKeyFactory()),
            Vault = vault,
            MakesKeysInBrowser = true,
        };
        return new(change?.Invoke(parts) ?? parts, (text, _) =>
        {
            posted.Add(text);
            if (PanelProtocol.ReadFromPanel(text).Value is PanelMessage.Answer answer)
            {
                link.Take(answer);
            }

            return Task.CompletedTask;
        });
    }

    private async Task KeepAsync(VaultedPasskey passkey)
    {
        using var key = new PrivateKeyBytes([1, 2, 3]);
        await Port.KeepPendingAsync(passkey, key, Token);
    }

    private async Task<bool> ConfirmAsync(string account)
    {
        var attempt = await new PanelQuestions(link, "r1").DoAsync(new AskBody.ConfirmCapture("shop.example", "The Shop", account, "https://shop.example"), Token);
        return attempt.TryGet(out var agreed, out var error) ? agreed : throw new ProvisioningException(error);
    }

    private async Task ShouldBeRefusedAsync(VaultedPasskey passkey, string code)
    {
        (await Should.ThrowAsync<ProvisioningException>(() => KeepAsync(passkey))).Error.Code.ShouldBe(code);

        (await vault.ListAsync(Token)).ShouldBeEmpty();
    }
}
