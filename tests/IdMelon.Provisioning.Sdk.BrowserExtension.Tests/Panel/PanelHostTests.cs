using System.Text;
using IdMelon.Provisioning.Authenticators;
using IdMelon.Provisioning.BrowserExtension.Asking;
using IdMelon.Provisioning.BrowserExtension.Panel;
using IdMelon.Provisioning.BrowserExtension.Tests.Journeys;
using IdMelon.Provisioning.Conformance.Tenants;
using IdMelon.Provisioning.Local;
using IdMelon.Provisioning.Requests;
using IdMelon.Provisioning.Simulator.Tests.Hosting;
using IdMelon.Provisioning.Vaults;
using IdMelon.Provisioning.WebAuthn;

namespace IdMelon.Provisioning.BrowserExtension.Tests.Panel;

/// <summary>The ports of the extension, joined to a panel's host by texts as they go over the wire.</summary>
public sealed class PanelHostTests : IAsyncDisposable
{
    private const string Home = "login.microsoft.com";

    private static readonly UserPrincipalName Ada = UserPrincipalName.Parse("ada@contoso.com");
    private static readonly CallerOrigin HomePage = new($"https://{Home}", $"https://{Home}");
    private static readonly PanelMessage.Provision Wish = new("r1", Ada, PanelMode.Automatic);

    private readonly FakeTenant tenant = new();
    private readonly InMemoryVault vault = new();
    private readonly PanelLink link;
    private readonly TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private PanelHost host;
    private readonly List<string> toExtension = [];

    public PanelHostTests()
    {
        tenant.AddUser(Ada.ToString());
        link = new PanelLink("http://localhost", text => _ = host!.ReceiveAsync(text, Token));
        host = Host(null);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private PanelQuestions Questions => new(link, "r1");

    [Fact]
    public async Task A_pass_is_issued_listed_and_revoked_through_the_panel()
    {
        _ = host.ProvisionAsync(Wish, Token);
        var port = new PanelTenant(Questions);

        var pass = (await port.IssueAsync(Ada, Wish.AccessPass, Token)).Value;
        var listed = (await port.ListAccessPassesAsync(Ada, Token)).Value;
        var revoked = (await port.RevokeAsync(Ada, pass.Id, Token)).Value;

        listed.Single().Id.ShouldBe(pass.Id);
        revoked.ShouldBeTrue();
        pass.Secret.Reveal().ShouldNotBeEmpty();
    }

    [Fact]
    public async Task The_key_of_a_passkey_stays_with_the_panel_and_is_kept_when_the_run_says_so()
    {
        _ = host.ProvisionAsync(Wish, Token);

        using var made = (await new PanelAuthenticator(Questions).CreateAsync(Options(Ada.ToString()), HomePage, Token)).Value;
        (await vault.ListAsync(Token)).ShouldBeEmpty();
        made.PrivateKey!.Reveal().IsEmpty.ShouldBeTrue();
        var kept = Kept(made, "r1");
        await new PanelVault(Questions, isDurable: true).KeepPendingAsync(kept, made.PrivateKey, Token);
        await new PanelVault(Questions, isDurable: true).ActivateAsync(kept.CredentialId, Token);

        (await vault.ListAsync(Token)).Single().State.ShouldBe(VaultedPasskeyState.Active);
        using var key = vault.FindPrivateKey(kept.CredentialId)!;
        key.Reveal().IsEmpty.ShouldBeFalse();
        var secret = Convert.ToBase64String(key.Reveal().Span);
        toExtension.ShouldAllBe(text => !text.Contains(secret, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("bob@contoso.com", Home, $"https://{Home}", ErrorCodes.UserOther)]
    [InlineData("ada@contoso.com", "evil.example", "https://evil.example", ErrorCodes.CeremonyForeign)]
    [InlineData("ada@contoso.com", Home, "https://mysignins.microsoft.com", ErrorCodes.CeremonyForeign)]
    public async Task The_panel_makes_no_passkey_that_the_request_is_not_about(string user, string relyingParty, string origin, string code)
    {
        _ = host.ProvisionAsync(Wish, Token);

        var attempt = await new PanelAuthenticator(Questions).CreateAsync(Options(user) with { RelyingPartyId = relyingParty }, new CallerOrigin(origin, origin), Token);

        attempt.Error!.Code.ShouldBe(code);
    }

    [Fact]
    public async Task A_credential_that_the_panel_did_not_make_is_not_kept()
    {
        _ = host.ProvisionAsync(Wish, Token);
        using var made = (await new SoftwareAuthenticator(new PasskeyKeyFactory()).CreateAsync(Options(Ada.ToString()), HomePage, Token)).Value;

        var refusal = await Should.ThrowAsync<ProvisioningException>(() => new PanelVault(Questions, isDurable: true).KeepPendingAsync(Kept(made, "r1"), made.PrivateKey!, Token));

        refusal.Error.Code.ShouldBe(ErrorCodes.ExtensionMessageBroken);
    }

    [Fact]
    public async Task Other_users_and_other_requests_are_not_answered()
    {
        _ = host.ProvisionAsync(Wish, Token);

        (await new PanelTenant(Questions).ListPasskeysAsync(UserPrincipalName.Parse("bob@contoso.com"), Token)).Error!.Code.ShouldBe(ErrorCodes.ExtensionMessageBroken);
        (await new PanelTenant(new PanelQuestions(link, "r2")).ListPasskeysAsync(Ada, Token)).Error!.Code.ShouldBe(ErrorCodes.ExtensionMessageBroken);
    }

    [Fact]
    public async Task When_the_extension_goes_the_pass_goes_too_and_whoever_waits_is_told()
    {
        var running = host.ProvisionAsync(Wish, Token);
        await new PanelTenant(Questions).IssueAsync(Ada, Wish.AccessPass, Token);

        await host.DisposeAsync();

        (await running).Error!.Code.ShouldBe(ErrorCodes.ExtensionPanelGone);
        (await tenant.ListAccessPassesAsync(Ada, Token)).Value.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_pass_that_is_issued_while_the_page_goes_is_revoked()
    {
        var running = host.ProvisionAsync(Wish, Token);
        var held = tenant.HoldNext(FakeTenantCall.Issue);
        var issuing = new PanelTenant(Questions).IssueAsync(Ada, Wish.AccessPass, Token);
        await held.Arrived.WaitAsync(Token);

        await host.DisposeAsync();
        held.Release();

        (await running).Error!.Code.ShouldBe(ErrorCodes.ExtensionPanelGone);
        (await issuing).Error!.Code.ShouldBe(ErrorCodes.ExtensionPanelGone);
        tenant.AccessPassCount.ShouldBe(0);
    }

    [Fact]
    public async Task A_pass_that_cannot_be_revoked_when_the_page_goes_is_logged()
    {
        using var log = new LogLines();
        await using var logged = Host(null, log);
        _ = logged.ProvisionAsync(Wish, Token);
        var pass = (await new PanelTenant(Questions).IssueAsync(Ada, Wish.AccessPass, Token)).Value;
        tenant.ThrowNext(FakeTenantCall.Revoke, new InvalidOperationException(pass.Secret.Reveal()));

        await logged.DisposeAsync();

        log.All.ShouldContain(line => line.Contains("r1", StringComparison.Ordinal) && line.Contains("revoke it by hand", StringComparison.Ordinal));
        log.All.ShouldAllBe(line => !line.Contains(pass.Secret.Reveal(), StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_was_issued_for_a_request_that_the_extension_then_refuses_is_revoked()
    {
        var running = host.ProvisionAsync(Wish, Token);
        await new PanelTenant(Questions).IssueAsync(Ada, Wish.AccessPass, Token);

        await host.ReceiveAsync(PanelProtocol.Write(new ExtensionMessage.Refused("r1", ProvisioningError.Of(ErrorCodes.Unexpected))), Token);

        (await running).Error!.Code.ShouldBe(ErrorCodes.Unexpected);
        tenant.AccessPassCount.ShouldBe(0);
    }

    [Theory]
    [InlineData("""{"v":1,"type":"ask","call":7,"requestId":"r1","body":{"method":"something.new"}}""", true)]
    [InlineData("""{"v":2,"type":"ask","call":7}""", true)]
    [InlineData("""{"v":1,"type":"ask","call":"7"}""", false)]
    [InlineData("[7", false)]
    public async Task Whoever_asks_what_the_panel_cannot_read_is_told_so(string text, bool isAnswered)
    {
        await host.ReceiveAsync(text, Token);

        toExtension.Count.ShouldBe(isAnswered ? 1 : 0);
        toExtension.ShouldAllBe(answer => ((PanelMessage.Answer)PanelProtocol.ReadFromPanel(answer).Value).Call == 7);
    }

    [Fact]
    public async Task A_part_that_gives_up_by_itself_is_an_answer_as_well()
    {
        _ = host.ProvisionAsync(Wish, Token);
        tenant.ThrowNext(FakeTenantCall.ListPasskeys, new TaskCanceledException());

        (await new PanelTenant(Questions).ListPasskeysAsync(Ada, Token)).Error!.Code.ShouldBe(ErrorCodes.Unexpected);
    }

    [Fact]
    public async Task A_pass_that_a_person_types_is_shown_by_the_panel_and_its_secret_stays_there()
    {
        var person = new PanelPerson();
        await using var manual = Host(person);
        _ = manual.ProvisionAsync(Wish with { Mode = PanelMode.Manual, ShowsAccessPass = true }, Token);
        var port = new PanelTenant(Questions);

        (await Questions.DoAsync(new AskBody.ShowAccessPass(), Token)).Error!.Code.ShouldBe(ErrorCodes.ExtensionMessageBroken);
        var pass = (await port.IssueAsync(Ada, Wish.AccessPass, Token)).Value;
        (await Questions.DoAsync(new AskBody.ShowAccessPass(), Token)).Succeeded.ShouldBeTrue();
        var secret = (await person.Shown).Secret.Reveal();
        await Questions.DoAsync(new AskBody.WithdrawAccessPass(), Token);

        pass.Secret.Reveal().ShouldNotBe(secret);
        toExtension.ShouldAllBe(text => !text.Contains(secret, StringComparison.Ordinal));
        person.IsPassShown.ShouldBeFalse();
    }

    [Fact]
    public async Task A_pass_that_is_shown_goes_when_the_extension_goes()
    {
        var person = new PanelPerson();
        var manual = Host(person);
        var running = manual.ProvisionAsync(Wish with { Mode = PanelMode.Manual, ShowsAccessPass = true }, Token);
        await new PanelTenant(Questions).IssueAsync(Ada, Wish.AccessPass, Token);
        await Questions.DoAsync(new AskBody.ShowAccessPass(), Token);

        await manual.DisposeAsync();

        (await running).Error!.Code.ShouldBe(ErrorCodes.ExtensionPanelGone);
        person.IsPassShown.ShouldBeFalse();
        (await tenant.ListAccessPassesAsync(Ada, Token)).Value.ShouldBeEmpty();
    }

    [Fact]
    public async Task Without_anybody_to_show_it_to_no_pass_is_issued() =>
        (await host.ProvisionAsync(Wish with { Mode = PanelMode.Manual, ShowsAccessPass = true }, Token)).Error!.Code.ShouldBe(ErrorCodes.OperatorMissing);

    [Fact]
    public async Task The_operator_at_the_panel_ends_a_window()
    {
        var person = new PanelPerson();
        await using var manual = Host(person);
        _ = manual.ProvisionAsync(Wish with { Mode = PanelMode.Manual }, Token);

        person.End();

        await ended.Task.WaitAsync(Token);
        toExtension[^1].ShouldContain("end-window");
    }

    [Fact]
    public async Task A_passkey_of_another_relying_party_is_kept_for_the_user_it_is_assigned_to_and_no_other()
    {
        _ = host.ProvisionAsync(Wish with { Mode = PanelMode.Capture, CaptureAddress = new Uri("https://shop.example") }, Token);
        var shop = new CallerOrigin("https://shop.example", "https://shop.example");
        var options = Options("ada.l") with { RelyingPartyId = "shop.example" };
        using var made = (await new PanelAuthenticator(Questions).CreateAsync(options, shop, Token)).Value;
        using var other = (await new PanelAuthenticator(Questions).CreateAsync(options, shop, Token)).Value;
        var port = new PanelVault(Questions, isDurable: true);

        await port.KeepPendingAsync(Captured(made) with { AssignedTo = Ada.ToString() }, made.PrivateKey!, Token);
        (await Should.ThrowAsync<ProvisioningException>(() => port.KeepPendingAsync(Captured(other) with { AssignedTo = "bob@contoso.com" }, other.PrivateKey!, Token))).Error.Code.ShouldBe(ErrorCodes.ExtensionMessageBroken);

        (await vault.ListAsync(Token)).Single().AssignedTo.ShouldBe(Ada.ToString());
    }

    [Fact]
    public async Task The_shortest_pass_that_the_policy_allows_is_issued_where_the_panel_names_no_time()
    {
        _ = host.ProvisionAsync(Wish, Token);
        var port = new PanelTenant(Questions);

        (await port.IssueAsync(Ada, Wish.AccessPass with { Lifetime = TimeSpan.FromMinutes(10) }, Token)).Succeeded.ShouldBeTrue();
        (await port.IssueAsync(Ada, Wish.AccessPass with { SingleUse = !Wish.AccessPass.SingleUse }, Token)).Error!.Code.ShouldBe(ErrorCodes.ExtensionMessageBroken);
    }

    [Fact]
    public async Task When_the_page_goes_the_run_is_told_at_once()
    {
        using var lonely = new PanelLink("http://localhost", _ => { });
        var asking = new PanelTenant(new PanelQuestions(lonely, "r1")).ListPasskeysAsync(Ada, Token);

        lonely.Dispose();

        (await asking).Error!.Code.ShouldBe(ErrorCodes.ExtensionPanelGone);
    }

    public async ValueTask DisposeAsync()
    {
        await host.DisposeAsync();
        link.Dispose();
        vault.Dispose();
    }

    private PanelHost Host(PanelPerson? person, LogLines? log = null) => host = new PanelHost(
        new PanelParts { AccessPasses = tenant, Passkeys = tenant, Authenticator = new SoftwareAuthenticator(new PasskeyKeyFactory()), Vault = vault, Operator = person, Loggers = log },
        (text, _) =>
        {
            toExtension.Add(text);
            switch (PanelProtocol.ReadFromPanel(text).Value)
            {
                case PanelMessage.Answer answer:
                    link.Take(answer);
                    break;

                case PanelMessage.EndWindow:
                    ended.TrySetResult();
                    break;
            }

            return Task.CompletedTask;
        });

    private static VaultedPasskey Captured(MadePasskey made) => Kept(made, "r1") with { RelyingPartyId = "shop.example", UserName = "ada.l" };

    private static PasskeyCreationOptions Options(string user) => new()
    {
        RelyingPartyId = Home,
        UserId = Encoding.UTF8.GetBytes("handle"),
        UserName = user,
        Challenge = new byte[] { 1, 2, 3 },
        Algorithms = [-7],
    };

    private static VaultedPasskey Kept(MadePasskey made, string requestId) => new(
        System.Buffers.Text.Base64Url.EncodeToString(made.Registration.CredentialId.Span), Home, Ada.ToString(), "aGFuZGxl", made.Aaguid, requestId, DateTimeOffset.UnixEpoch, VaultedPasskeyState.Pending);
}
