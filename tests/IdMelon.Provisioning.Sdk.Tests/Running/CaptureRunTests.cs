using System.Text.Json;
using IdMelon.Provisioning.Authenticators;
using IdMelon.Provisioning.Browsing;
using IdMelon.Provisioning.Journaling;
using IdMelon.Provisioning.Operators;
using IdMelon.Provisioning.Requests;
using IdMelon.Provisioning.Running;
using IdMelon.Provisioning.Transitions;
using IdMelon.Provisioning.Vaults;
using Microsoft.Extensions.Time.Testing;

namespace IdMelon.Provisioning.Tests.Running;

public sealed class CaptureRunTests
{
    private const string Site = "https://login.shop.example";

    private static readonly ProvisioningRequest Request = new(RunBench.User) { Mode = ProvisioningMode.Capture, CaptureAddress = new Uri($"{Site}/account") };

    private readonly FakeOperator person = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_passkey_that_the_operator_allows_is_made_kept_and_assigned_to_the_user()
    {
        using var bench = new RunBench { Operator = person, HasDirectory = false };
        JsonElement answer = default;
        var browser = Window(async handler => answer = await CreateAsync(handler));

        var record = await bench.RunAsync(browser, Token, Request);

        record.Error.ShouldBeNull();
        (record.Verdict, record.Mode).ShouldBe((ProvisioningVerdict.Succeeded, ProvisioningMode.Capture));
        var id = answer.GetProperty("credential").GetProperty("id").GetString()!;
        record.Captured.ShouldBe([new CapturedPasskey("shop.example", id) { IsTaken = true }]);
        record.CredentialId.ShouldBe(id);
        var kept = (await bench.Vault.ListAsync(Token)).Single();
        (kept.State, kept.RelyingPartyId, kept.UserName, kept.AssignedTo).ShouldBe((VaultedPasskeyState.Active, "shop.example", "ada.l", RunBench.User));
        var question = person.Questions.Single();
        (question.RelyingPartyId, question.RelyingPartyName, question.AccountName, question.Origin, question.User.ToString()).ShouldBe(("shop.example", "Shop", "ada.l", Site, RunBench.User));
        browser.Closed.ShouldBe(1);
        ProvisioningRecords.Fold(bench.Journal.Entries.Select(entry => JournalJson.Read(JournalJson.Write(entry))!)).Single().Captured.ShouldBe(record.Captured);
    }

    [Fact]
    public async Task No_page_is_looked_at_and_nothing_is_done_in_one()
    {
        using var bench = new RunBench { Operator = person };
        var browser = Window(handler => CreateAsync(handler));

        await bench.RunAsync(browser, Token, Request);

        browser.Awaited.ShouldAllBe(request => request.Hosts != null && request.Hosts.Count == 0);
        browser.Actions.ShouldHaveSingleItem().ShouldBe(new PageAction.Navigate(Request.CaptureAddress!));
        browser.Opened.Single().Language.ShouldBeNull();
        bench.Tenant.Calls.ShouldBeEmpty();
        bench.Journal.Entries.OfType<JournalEntry.Transitioned>().ShouldAllBe(row => row.Page == null);
    }

    [Fact]
    public async Task Without_a_clear_yes_nothing_is_made()
    {
        using var bench = new RunBench { Operator = new FakeOperator { Answer = (_, _) => Task.FromResult(false) } };
        JsonElement answer = default;

        var record = await bench.RunAsync(Window(async handler => answer = await CreateAsync(handler)), Token, Request);

        answer.GetProperty("error").GetProperty("name").GetString().ShouldBe("NotAllowedError");
        (record.Verdict, record.Error!.Code).ShouldBe((ProvisioningVerdict.Failed, ErrorCodes.CaptureEmpty));
        (await bench.Vault.ListAsync(Token)).ShouldBeEmpty();
        bench.Journal.Entries.OfType<JournalEntry.Transitioned>().Single(row => row.On == ProvisioningTrigger.CeremonyRefused).Error!.Code.ShouldBe(ErrorCodes.CaptureDeclined);
    }

    [Fact]
    public async Task A_window_may_capture_several_and_signs_in_with_its_own_only()
    {
        using var bench = new RunBench { Operator = person };
        await KeepAsync(bench.Vault, "b2xk", "shop.example");
        JsonElement known = default, other = default, any = default;
        var browser = Window(
            async handler =>
            {
                var made = await CreateAsync(handler);
                known = await GetAsync(handler, made.GetProperty("credential").GetProperty("id").GetString());
            },
            handler => CreateAsync(handler, "other.example", "https://other.example"),
            async handler => other = await GetAsync(handler, "b2xk"),
            async handler => any = await GetAsync(handler, null));

        var record = await bench.RunAsync(browser, Token, Request);

        record.Captured.Select(passkey => passkey.RelyingPartyId).ShouldBe(["shop.example", "other.example"]);
        known.GetProperty("credential").GetProperty("id").GetString().ShouldBe(record.Captured[0].CredentialId);
        any.GetProperty("credential").GetProperty("id").GetString().ShouldBe(record.Captured[0].CredentialId);
        other.GetProperty("error").GetProperty("name").GetString().ShouldBe("NotAllowedError");
        bench.Journal.Entries.OfType<JournalEntry.Transitioned>().Count(row => row.On == ProvisioningTrigger.PasskeyMade).ShouldBe(2);
    }

    [Fact]
    public async Task What_the_vault_holds_already_is_excluded()
    {
        using var bench = new RunBench { Operator = person };
        await KeepAsync(bench.Vault, "b2xk", "shop.example");
        JsonElement again = default, twice = default;
        var browser = Window(
            async handler => again = await CreateAsync(handler, excluded: "b2xk"),
            async handler =>
            {
                var made = await CreateAsync(handler);
                twice = await CreateAsync(handler, excluded: made.GetProperty("credential").GetProperty("id").GetString());
            });

        var record = await bench.RunAsync(browser, Token, Request);

        again.GetProperty("error").GetProperty("name").GetString().ShouldBe("InvalidStateError");
        twice.GetProperty("error").GetProperty("name").GetString().ShouldBe("InvalidStateError");
        record.Captured.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_foreign_rp_id_is_refused_without_asking_anybody()
    {
        using var bench = new RunBench { Operator = person };
        JsonElement answer = default;

        var record = await bench.RunAsync(Window(async handler => answer = await CreateAsync(handler, "bank.example")), Token, Request);

        answer.GetProperty("error").GetProperty("name").GetString().ShouldBe("SecurityError");
        person.Questions.ShouldBeEmpty();
        record.Captured.ShouldBeEmpty();
    }

    [Fact]
    public async Task When_time_is_over_the_window_is_closed_and_what_was_captured_counts()
    {
        var time = new FakeTimeProvider(DateTimeOffset.UtcNow);
        using var bench = new RunBench { Operator = person, Time = time };
        var browser = new ScriptedBrowser(new PageObservation.Elsewhere())
        {
            Abilities = BrowserAbilities.VisibleWindows,
            BeforePage = async (index, handler, token) =>
            {
                if (index == 1)
                {
                    await CreateAsync(handler, cancellationToken: token);
                }

                time.Advance(TimeSpan.FromSeconds(20));
            },
        };

        var record = await bench.RunAsync(browser, Token, Request with { HandOver = TimeSpan.FromMinutes(1) });

        (record.Verdict, record.Error).ShouldBe((ProvisioningVerdict.Succeeded, null));
        bench.Journal.Entries.OfType<JournalEntry.Transitioned>().ShouldContain(row => row.On == ProvisioningTrigger.PersonTimeOver);
        browser.Closed.ShouldBe(1);
    }

    [Fact]
    public async Task Nothing_captured_in_time_is_a_refusal_that_says_so()
    {
        var time = new FakeTimeProvider(DateTimeOffset.UtcNow);
        using var bench = new RunBench { Operator = person, Time = time };
        var browser = new ScriptedBrowser(new PageObservation.Elsewhere())
        {
            Abilities = BrowserAbilities.VisibleWindows,
            BeforePage = (_, _, _) =>
            {
                time.Advance(TimeSpan.FromSeconds(20));
                return Task.CompletedTask;
            },
        };

        var record = await bench.RunAsync(browser, Token, Request with { HandOver = TimeSpan.FromMinutes(1) });

        (record.Verdict, record.Error!.Code).ShouldBe((ProvisioningVerdict.Failed, ErrorCodes.PersonTooLate));
    }

    [Fact]
    public async Task The_operator_can_end_the_window()
    {
        using var bench = new RunBench { Operator = person };
        var browser = new ScriptedBrowser(new PageObservation.Elsewhere())
        {
            Abilities = BrowserAbilities.VisibleWindows,
            BeforePage = async (index, handler, token) =>
            {
                if (index == 1)
                {
                    await CreateAsync(handler, cancellationToken: token);
                    person.Ended.TrySetResult();
                }
            },
        };

        var record = await bench.RunAsync(browser, Token, Request);

        record.Verdict.ShouldBe(ProvisioningVerdict.Succeeded);
        bench.Journal.Entries.OfType<JournalEntry.Transitioned>().ShouldContain(row => row.On == ProvisioningTrigger.PersonDone);
    }

    [Fact]
    public async Task A_cancellation_ends_the_window_and_the_record_names_what_is_there()
    {
        using var bench = new RunBench { Operator = person };
        using var cancellation = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var browser = Window(handler => CreateAsync(handler), _ => cancellation.CancelAsync());

        var record = await bench.RunAsync(browser, cancellation.Token, Request);

        record.Verdict.ShouldBe(ProvisioningVerdict.Cancelled);
        record.Captured.Single().IsTaken.ShouldBeTrue();
        browser.Closed.ShouldBe(1);
    }

    [Fact]
    public async Task A_passkey_whose_page_went_away_under_way_leaves_no_key()
    {
        using var going = new CancellationTokenSource();
        using var bench = new RunBench { Operator = person, OtherJournal = new ObservedJournal(new InMemoryJournal(), entry => { if (entry is JournalEntry.PasskeyMade) { going.Cancel(); } }) };
        var browser = Window(async handler => await CreateAsync(handler, cancellationToken: going.Token));

        var record = await bench.RunAsync(browser, Token, Request);

        record.Captured.ShouldBeEmpty();
        record.Verdict.ShouldBe(ProvisioningVerdict.Failed);
        (await bench.Vault.ListAsync(Token)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_key_that_cannot_be_made_active_is_kept_and_told()
    {
        using var inner = new InMemoryVault();
        using var bench = new RunBench { Operator = person, OtherVault = new NeverActive(inner) };

        var record = await bench.RunAsync(Window(handler => CreateAsync(handler)), Token, Request);

        (record.Verdict, record.Error!.Code).ShouldBe((ProvisioningVerdict.Unconfirmed, ErrorCodes.PasskeyUnconfirmed));
        (await inner.ListAsync(Token)).Single().State.ShouldBe(VaultedPasskeyState.Pending);
    }

    // Each happens once, also if the run is called away from the page by what has happened.
    private static ScriptedBrowser Window(params Func<IPasskeyCallHandler, Task>[] happenings)
    {
        var done = 0;
        return new([.. Enumerable.Repeat<PageObservation>(new PageObservation.Elsewhere(), happenings.Length + 1), new PageObservation.Closed()])
        {
            Abilities = BrowserAbilities.VisibleWindows,
            BeforePage = (index, handler, _) => index > done && index <= happenings.Length ? happenings[(done = index) - 1](handler) : Task.CompletedTask,
        };
    }

    private static async Task<JsonElement> CreateAsync(IPasskeyCallHandler handler, string rpId = "shop.example", string origin = Site, string? excluded = null, CancellationToken cancellationToken = default)
    {
        var message = $$$"""
            {"kind":"create","id":"{{{Guid.NewGuid()}}}","options":{"rp":{"id":"{{{rpId}}}","name":"Shop"},"user":{"id":"AQID","name":"ada.l","displayName":"Ada"},"challenge":"AAECAwQFBgcICQ",
            "pubKeyCredParams":[{"type":"public-key","alg":-7}],"excludeCredentials":[{{{(excluded is null ? "" : $$"""{"type":"public-key","id":"{{excluded}}"}""")}}}]}}
            """;
        return JsonDocument.Parse(await handler.HandleAsync(new PasskeyCall(origin, origin, message), cancellationToken)).RootElement;
    }

    private static async Task<JsonElement> GetAsync(IPasskeyCallHandler handler, string? allowed)
    {
        var message = $$$"""
            {"kind":"get","id":"{{{Guid.NewGuid()}}}","options":{"rpId":"shop.example","challenge":"AAECAwQFBgcICQ","allowCredentials":[{{{(allowed is null ? "" : $$"""{"type":"public-key","id":"{{allowed}}"}""")}}}]}}
            """;
        return JsonDocument.Parse(await handler.HandleAsync(new PasskeyCall(Site, Site, message), CancellationToken.None)).RootElement;
    }

    private static async Task KeepAsync(IPasskeyVault vault, string id, string rpId)
    {
        using var key = new PrivateKeyBytes([1, 2, 3]);
        await vault.KeepPendingAsync(new VaultedPasskey(id, rpId, "ada.l", "AQID", Guid.Empty, "earlier", DateTimeOffset.UtcNow, VaultedPasskeyState.Pending), key, Token);
    }

    private sealed class NeverActive(InMemoryVault inner) : IPasskeyVault
    {
        public bool IsDurable => false;

        public Task KeepPendingAsync(VaultedPasskey passkey, PrivateKeyBytes privateKey, CancellationToken cancellationToken) => inner.KeepPendingAsync(passkey, privateKey, cancellationToken);

        public Task ActivateAsync(string credentialId, CancellationToken cancellationToken) => throw new ProvisioningException(ProvisioningError.Of(ErrorCodes.VaultFailed));

        public Task<bool> RemoveAsync(string credentialId, CancellationToken cancellationToken) => inner.RemoveAsync(credentialId, cancellationToken);

        public Task<IReadOnlyList<VaultedPasskey>> ListAsync(CancellationToken cancellationToken) => inner.ListAsync(cancellationToken);
    }
}
