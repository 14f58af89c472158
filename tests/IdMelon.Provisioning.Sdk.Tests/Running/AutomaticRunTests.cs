using IdMelon.Provisioning.Browsing;
using IdMelon.Provisioning.Journaling;
using IdMelon.Provisioning.Requests;
using IdMelon.Provisioning.Running;
using IdMelon.Provisioning.Transitions;
using IdMelon.Provisioning.Vaults;

namespace IdMelon.Provisioning.Tests.Running;

public sealed class AutomaticRunTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_smooth_run_ends_with_a_confirmed_passkey_and_an_active_key()
    {
        using var bench = new RunBench();
        var browser = bench.Smooth();

        var record = await bench.RunAsync(browser, Token);

        record.Error.ShouldBeNull();
        record.Verdict.ShouldBe(ProvisioningVerdict.Succeeded);
        record.PasskeyId.ShouldBe(bench.Tenant.Passkeys.Single().Id);
        record.Language.ShouldBe("en-US");
        (await bench.Vault.ListAsync(Token)).Single().State.ShouldBe(VaultedPasskeyState.Active);
        browser.Closed.ShouldBe(1);
    }

    [Fact]
    public async Task A_smooth_run_spends_three_billed_calls() =>
        (await SmoothCalls()).ShouldBe(["list-passes", "issue", "list-passkeys"]);

    [Fact]
    public async Task The_journal_of_a_run_folds_to_its_record()
    {
        using var bench = new RunBench();

        var record = await bench.RunAsync(bench.Smooth(), Token);

        var lines = bench.Journal.Entries.Select(JournalJson.Write).ToList();
        ProvisioningRecords.Fold(lines.Select(line => JournalJson.Read(line)!)).Single().ShouldBe(record);
    }

    [Fact]
    public async Task No_secret_is_in_the_journal()
    {
        using var bench = new RunBench();

        var record = await bench.RunAsync(bench.Smooth(), Token);

        var key = Convert.ToBase64String(bench.Vault.FindPrivateKey(record.CredentialId!)!.Reveal().Span);
        var journal = string.Join('\n', bench.Journal.Entries.Select(JournalJson.Write));
        journal.ShouldNotContain(FakeTenant.Secret);
        journal.ShouldNotContain(key[..40]);
    }

    [Fact]
    public async Task The_access_pass_is_typed_with_the_sign_in_hosts_of_the_cloud()
    {
        using var bench = new RunBench();
        var browser = bench.Smooth();

        await bench.RunAsync(browser, Token);

        browser.Actions.OfType<PageAction.Fill>().Single(fill => fill.Text.Reveal() == FakeTenant.Secret).Hosts.ShouldBe(EntraCloud.Public.SignInHosts);
    }

    [Fact]
    public async Task A_name_dialog_that_enables_its_button_only_with_a_name_is_passed()
    {
        using var bench = new RunBench();
        var pages = FlowPages.Smooth.ToList();
        var disabled = FlowPages.Page(FlowPages.SecurityInfoHost, "/security-info", """
            <div role="dialog"><h1>Let's name your passkey</h1><input type="text" data-n="5"><button class="ms-Button--primary" data-n="6" disabled>Next</button></div>
            """);
        pages.Insert(pages.Count - 2, disabled);
        var browser = bench.Smooth(pages: pages);

        var record = await bench.RunAsync(browser, Token);

        record.Verdict.ShouldBe(ProvisioningVerdict.Succeeded, record.Error?.ToString());
        browser.Actions.OfType<PageAction.Click>().ShouldNotContain(click => click.Target.SnapshotId == disabled.Snapshot.Id);
    }

    [Fact]
    public async Task A_ceremony_for_another_user_is_refused_and_makes_no_key()
    {
        using var bench = new RunBench();

        var record = await bench.RunAsync(bench.Smooth("eve@contoso.com"), Token);

        record.Verdict.ShouldBe(ProvisioningVerdict.Failed);
        record.Error!.Code.ShouldBe(ErrorCodes.UserOther);
        (await bench.Vault.ListAsync(Token)).ShouldBeEmpty();
        bench.Tenant.Passes.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_page_that_shows_somebody_else_is_left_alone()
    {
        using var bench = new RunBench();
        var other = FlowPages.SecurityInfo;
        var browser = new ScriptedBrowser(FlowPages.Username, FlowPages.AccessPass, other with { Snapshot = other.Snapshot with { Account = AccountOnPage.Other } });

        var record = await bench.RunAsync(browser, Token);

        record.Error!.Code.ShouldBe(ErrorCodes.UserOther);
        browser.Actions.OfType<PageAction.Click>().ShouldNotContain(click => click.Target.SnapshotId == other.Snapshot.Id);
        bench.Tenant.Passes.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("130503", ErrorCodes.AccessPassWrong)]
    [InlineData("130504", ErrorCodes.AccessPassExpired)]
    [InlineData("130505", ErrorCodes.AccessPassUsed)]
    [InlineData("130502", ErrorCodes.AccessPassPolicy)]
    public async Task A_refused_pass_says_why(string number, string code)
    {
        using var bench = new RunBench();

        var record = await bench.RunAsync(new ScriptedBrowser(FlowPages.Username, FlowPages.AccessPass, FlowPages.AccessPassWith(number)), Token);

        record.Verdict.ShouldBe(ProvisioningVerdict.Failed);
        record.Error!.Code.ShouldBe(code);
        record.Error.ServiceCode.ShouldBe(number);
        bench.Tenant.Passes.ShouldBeEmpty();
    }

    [Fact]
    public async Task An_unknown_page_is_watched_and_never_touched()
    {
        using var bench = new RunBench();
        var unknown = FlowPages.Unknown;
        var browser = new ScriptedBrowser(FlowPages.Username, unknown);

        var record = await bench.RunAsync(browser, Token);

        record.Error!.Code.ShouldBe(ErrorCodes.PageUnknown);
        browser.Actions.OfType<PageAction.Click>().ShouldAllBe(click => click.Target.SnapshotId != unknown.Snapshot.Id);
        bench.Tenant.Passes.ShouldBeEmpty();
    }

    [Fact]
    public async Task An_unknown_page_that_becomes_known_is_passed()
    {
        using var bench = new RunBench();
        var pages = FlowPages.Smooth.ToList();
        pages.Insert(FlowPages.CeremonyIndex, FlowPages.Unknown);
        var browser = new ScriptedBrowser(pages)
        {
            BeforePage = async (index, handler, token) =>
            {
                if (index == FlowPages.CeremonyIndex + 2)
                {
                    await RunBench.PlayCeremonyAsync(handler, RunBench.User, token);
                    bench.Register();
                }
            },
        };

        var record = await bench.RunAsync(browser, Token);

        record.Verdict.ShouldBe(ProvisioningVerdict.Succeeded, record.Error?.ToString());
    }

    [Fact]
    public async Task A_known_page_out_of_place_is_not_touched()
    {
        using var bench = new RunBench();
        var name = FlowPages.Name;
        var browser = new ScriptedBrowser(name);

        var record = await bench.RunAsync(browser, Token);

        record.Error!.Code.ShouldBe(ErrorCodes.PageUnexpected);
        browser.Actions.ShouldAllBe(action => action is PageAction.Navigate);
    }

    [Fact]
    public async Task A_page_that_comes_back_again_and_again_ends_the_run()
    {
        using var bench = new RunBench();

        var record = await bench.RunAsync(new ScriptedBrowser(FlowPages.Username, FlowPages.Username, FlowPages.Username, FlowPages.Username, FlowPages.Username), Token);

        record.Error!.Code.ShouldBe(ErrorCodes.PageRepeated);
    }

    [Fact]
    public async Task An_existing_pass_is_not_replaced()
    {
        using var bench = new RunBench();
        bench.Tenant.Passes.Add(new("help-desk", true, "EnabledByPolicy", null));

        var record = await bench.RunAsync(bench.Smooth(), Token);

        record.Error!.Code.ShouldBe(ErrorCodes.AccessPassExists);
        bench.Tenant.Passes.Single().Id.ShouldBe("help-desk");
        bench.Tenant.Calls.ShouldNotContain("issue");
    }

    [Fact]
    public async Task A_used_pass_is_no_obstacle()
    {
        using var bench = new RunBench();
        bench.Tenant.Passes.Add(new("old", false, "OneTimeUsed", null));

        (await bench.RunAsync(bench.Smooth(), Token)).IsDone.ShouldBeTrue();
    }

    [Fact]
    public async Task A_pass_whose_reply_was_lost_is_looked_up_and_revoked()
    {
        using var bench = new RunBench();
        bench.Tenant.OnIssue = () =>
        {
            bench.Tenant.Issue();
            return ProvisioningError.Of(ErrorCodes.TenantUnreachable);
        };

        var record = await bench.RunAsync(bench.Smooth(), Token);

        record.Error!.Code.ShouldBe(ErrorCodes.TenantUnreachable);
        bench.Tenant.Passes.ShouldBeEmpty();
        record.Leftover.ShouldBeNull();
    }

    [Fact]
    public async Task A_pass_that_cannot_be_revoked_is_reported()
    {
        using var bench = new RunBench();
        bench.Tenant.OnRevoke = () => ProvisioningError.Of(ErrorCodes.TenantForbidden);

        var record = await bench.RunAsync(new ScriptedBrowser(FlowPages.Username, new PageObservation.Closed()), Token);

        record.Error!.Code.ShouldBe(ErrorCodes.WindowClosed);
        record.Leftover!.Code.ShouldBe(ErrorCodes.AccessPassLeftBehind);
    }

    [Fact]
    public async Task A_missing_browser_leaves_no_pass()
    {
        using var bench = new RunBench();

        var record = await bench.RunAsync(new ScriptedBrowser { RefusesToOpen = new ProvisioningException(ProvisioningError.Of(ErrorCodes.BrowserMissing)) }, Token);

        record.Error!.Code.ShouldBe(ErrorCodes.BrowserMissing);
        bench.Tenant.Passes.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_surprise_in_a_part_is_reported_without_its_message()
    {
        using var bench = new RunBench();

        var record = await bench.RunAsync(new ScriptedBrowser { RefusesToOpen = new InvalidTimeZoneException(FakeTenant.Secret) }, Token);

        record.Verdict.ShouldBe(ProvisioningVerdict.Failed);
        record.Error!.Code.ShouldBe(ErrorCodes.Unexpected);
        record.ToString().ShouldNotContain(FakeTenant.Secret);
        bench.Tenant.Passes.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_window_lost_after_the_registration_is_no_failure_if_the_directory_has_the_passkey()
    {
        using var bench = new RunBench();
        var pages = FlowPages.Smooth.ToArray();
        pages[^1] = new PageObservation.Closed();
        var browser = bench.Smooth(pages: pages, beforePage: (index, _) =>
        {
            if (index == pages.Length - 1)
            {
                bench.Register();
            }

            return Task.CompletedTask;
        });

        var record = await bench.RunAsync(browser, Token);

        record.Verdict.ShouldBe(ProvisioningVerdict.Succeeded);
        record.Error.ShouldBeNull();
    }

    [Fact]
    public async Task A_registration_that_the_directory_does_not_show_stays_unconfirmed_and_keeps_its_key()
    {
        using var bench = new RunBench();
        bench.Tenant.OnListPasskeys = () => Attempt<IReadOnlyList<Tenants.DirectoryPasskey>>.Of([]);

        var record = await bench.RunAsync(bench.Smooth(), Token);

        record.Verdict.ShouldBe(ProvisioningVerdict.Unconfirmed);
        (await bench.Vault.ListAsync(Token)).Single().State.ShouldBe(VaultedPasskeyState.Pending);
    }

    [Fact]
    public async Task A_credential_that_was_never_named_is_forgotten()
    {
        using var bench = new RunBench();
        var pages = FlowPages.Smooth.ToArray();
        pages[^2] = new PageObservation.Closed();

        var record = await bench.RunAsync(bench.Smooth(pages: pages[..^1]), Token);

        record.Verdict.ShouldBe(ProvisioningVerdict.Failed);
        (await bench.Vault.ListAsync(Token)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(10)]
    [InlineData(12)]
    [InlineData(13)]
    public async Task Cancelling_before_any_page_leaves_no_pass_and_no_window(int page)
    {
        using var bench = new RunBench();
        using var cancellation = new CancellationTokenSource();
        var browser = bench.Smooth(beforePage: (index, _) => index == page ? cancellation.CancelAsync() : Task.CompletedTask);

        var record = await bench.RunAsync(browser, cancellation.Token);

        record.Verdict.ShouldBe(ProvisioningVerdict.Cancelled);
        record.Error!.Code.ShouldBe(ErrorCodes.Cancelled);
        bench.Tenant.Passes.ShouldBeEmpty();
        browser.Closed.ShouldBe(browser.Opened.Count);
    }

    [Fact]
    public async Task Cancelled_before_the_start_nothing_is_touched()
    {
        using var bench = new RunBench();
        using var cancellation = new CancellationTokenSource();
        await cancellation.CancelAsync();

        var record = await bench.RunAsync(bench.Smooth(), cancellation.Token);

        record.Verdict.ShouldBe(ProvisioningVerdict.Cancelled);
        bench.Tenant.Calls.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_vault_that_forgets_is_refused_unless_allowed()
    {
        using var bench = new RunBench();
        bench.Options.AllowsVolatileVault = false;

        var record = await bench.RunAsync(bench.Smooth(), Token);

        record.Error!.Code.ShouldBe(ErrorCodes.VaultNotDurable);
        record.State.ShouldBe(ProvisioningState.Finished);
        bench.Tenant.Calls.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_journal_that_breaks_midway_ends_the_run_and_leaves_no_pass()
    {
        using var bench = new RunBench { OtherJournal = new BreakingJournal(4) };
        var browser = bench.Smooth();

        var record = await bench.RunAsync(browser, Token);

        record.Verdict.ShouldBe(ProvisioningVerdict.Failed);
        record.Error!.Code.ShouldBe(ErrorCodes.JournalFailed);
        bench.Tenant.Passes.ShouldBeEmpty();
        browser.Closed.ShouldBe(browser.Opened.Count);
    }

    [Fact]
    public async Task A_journal_that_is_broken_from_the_start_throws_before_anything_is_done()
    {
        using var bench = new RunBench { OtherJournal = new BreakingJournal(0) };

        await Should.ThrowAsync<ProvisioningException>(() => bench.RunAsync(bench.Smooth(), Token));

        bench.Tenant.Calls.ShouldBeEmpty();
    }

    [Fact]
    public async Task Nothing_is_asked_of_the_pages_language_when_the_request_says_so()
    {
        using var bench = new RunBench();
        var browser = bench.Smooth();

        await bench.RunAsync(browser, Token, new ProvisioningRequest(RunBench.User) { PageLanguage = null });

        browser.Opened.Single().Language.ShouldBeNull();
        browser.Opened.Single().Account.ShouldBe(RunBench.User);
    }

    private static async Task<List<string>> SmoothCalls()
    {
        using var bench = new RunBench();
        (await bench.RunAsync(bench.Smooth(), Token)).IsDone.ShouldBeTrue();
        return bench.Tenant.Calls;
    }

    private sealed class BreakingJournal(int entries) : IProvisioningJournal
    {
        private int count;

        public ValueTask AppendAsync(JournalEntry entry, CancellationToken cancellationToken) =>
            Interlocked.Increment(ref count) > entries ? throw new ProvisioningException(ProvisioningError.Of(ErrorCodes.JournalFailed)) : ValueTask.CompletedTask;

        public IAsyncEnumerable<JournalEntry> ReadAsync(CancellationToken cancellationToken) => throw new NotSupportedException();
    }
}
