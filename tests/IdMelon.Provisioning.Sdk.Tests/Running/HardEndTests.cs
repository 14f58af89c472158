using IdMelon.Provisioning.Authenticators;
using IdMelon.Provisioning.Batching;
using IdMelon.Provisioning.Browsing;
using IdMelon.Provisioning.Journaling;
using IdMelon.Provisioning.Local;
using IdMelon.Provisioning.Requests;
using IdMelon.Provisioning.Running;
using IdMelon.Provisioning.Tenants;
using IdMelon.Provisioning.Transitions;
using IdMelon.Provisioning.Vaults;
using IdMelon.Provisioning.WebAuthn;

namespace IdMelon.Provisioning.Tests.Running;

/// <summary>Runs that end at bad moments: nothing may stay, no key may be lost, and the record must be true.</summary>
public sealed class HardEndTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static IReadOnlyList<PageObservation> WithoutNaming =>
        [.. FlowPages.Smooth.Where(page => page is not PageObservation.Seen { Snapshot: var snapshot } || !snapshot.Html.Contains("name your", StringComparison.Ordinal))];

    [Fact]
    public async Task A_directory_that_gives_no_answer_keeps_the_key_pending()
    {
        using var bench = new RunBench();
        bench.Tenant.OnListPasskeys = () => ProvisioningError.Of(ErrorCodes.TenantUnreachable);

        var record = await bench.RunAsync(bench.Smooth(pages: [.. FlowPages.Smooth.Take(FlowPages.CeremonyIndex + 1), new PageObservation.Closed()]), Token);

        record.Verdict.ShouldBe(ProvisioningVerdict.Unconfirmed);
        (await bench.Vault.ListAsync(Token)).Single().State.ShouldBe(VaultedPasskeyState.Pending);
    }

    [Fact]
    public async Task A_page_that_says_registered_without_asking_for_a_name_is_believed_enough_to_keep_the_key()
    {
        using var bench = new RunBench();
        bench.Tenant.OnListPasskeys = () => Attempt<IReadOnlyList<DirectoryPasskey>>.Of([]);

        var record = await bench.RunAsync(bench.Smooth(pages: WithoutNaming), Token);

        record.Verdict.ShouldBe(ProvisioningVerdict.Unconfirmed);
        record.Error!.Code.ShouldBe(ErrorCodes.PasskeyUnconfirmed);
        record.Error.Remedy.ShouldContain("kept as pending");
        (await bench.Vault.ListAsync(Token)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Cancelled_while_the_directory_is_asked_the_record_names_the_passkey_that_is_there()
    {
        using var bench = new RunBench();
        using var cancellation = new CancellationTokenSource();
        var asked = 0;
        bench.Tenant.OnListPasskeys = () => asked++ == 0 ? Cancel(cancellation) : null;

        var record = await bench.RunAsync(bench.Smooth(), cancellation.Token);

        record.Verdict.ShouldBe(ProvisioningVerdict.Cancelled);
        record.PasskeyId.ShouldBe(bench.Tenant.Passkeys.Single().Id);
        (await bench.Vault.ListAsync(Token)).Single().State.ShouldBe(VaultedPasskeyState.Active);
    }

    [Fact]
    public async Task Cancelled_while_the_directory_is_down_the_key_is_kept_and_the_doubt_reported()
    {
        using var bench = new RunBench();
        using var cancellation = new CancellationTokenSource();
        var asked = 0;
        bench.Tenant.OnListPasskeys = () => asked++ == 0 ? Cancel(cancellation) : (Attempt<IReadOnlyList<DirectoryPasskey>>)ProvisioningError.Of(ErrorCodes.TenantUnreachable);

        var record = await bench.RunAsync(bench.Smooth(), cancellation.Token);

        record.Verdict.ShouldBe(ProvisioningVerdict.Cancelled);
        record.Leftover!.Code.ShouldBe(ErrorCodes.PasskeyUnconfirmed);
        (await bench.Vault.ListAsync(Token)).Single().State.ShouldBe(VaultedPasskeyState.Pending);
    }

    [Fact]
    public async Task A_journal_that_fails_at_the_confirmation_does_not_make_the_passkey_a_failure()
    {
        using var bench = new RunBench { OtherJournal = FailingOn(ProvisioningTrigger.PasskeyConfirmed) };

        var record = await bench.RunAsync(bench.Smooth(), Token);

        record.Verdict.ShouldBe(ProvisioningVerdict.Succeeded);
        record.Leftover!.Code.ShouldBe(ErrorCodes.JournalFailed);
        (await bench.Vault.ListAsync(Token)).Single().State.ShouldBe(VaultedPasskeyState.Active);
    }

    [Fact]
    public async Task A_journal_that_fails_before_the_directory_is_asked_leaves_the_question_to_clean_up()
    {
        using var bench = new RunBench { OtherJournal = FailingOn(ProvisioningTrigger.RegistrationShown) };

        var record = await bench.RunAsync(bench.Smooth(), Token);

        record.Verdict.ShouldBe(ProvisioningVerdict.Succeeded);
        record.PasskeyId.ShouldBe(bench.Tenant.Passkeys.Single().Id);
        (await bench.Vault.ListAsync(Token)).Single().State.ShouldBe(VaultedPasskeyState.Active);
    }

    [Fact]
    public async Task Whatever_a_journal_throws_the_run_cleans_up()
    {
        using var bench = new RunBench { OtherJournal = FailingOn(ProvisioningTrigger.AccessPassAsked, new ObjectDisposedException("journal")) };
        var browser = bench.Smooth();

        var record = await bench.RunAsync(browser, Token);

        record.Verdict.ShouldBe(ProvisioningVerdict.Failed);
        record.Error!.Code.ShouldBe(ErrorCodes.Unexpected);
        bench.Tenant.Passes.ShouldBeEmpty();
        browser.Closed.ShouldBe(browser.Opened.Count);
    }

    [Fact]
    public async Task An_observer_that_throws_does_not_leave_anything_behind()
    {
        using var bench = new RunBench
        {
            OtherJournal = new ObservedJournal(new InMemoryJournal(), entry =>
            {
                if (entry is JournalEntry.Transitioned { On: ProvisioningTrigger.AccessPassAsked })
                {
                    throw new InvalidOperationException("The display is gone.");
                }
            }),
        };
        var browser = bench.Smooth();

        await bench.RunAsync(browser, Token);

        bench.Tenant.Passes.ShouldBeEmpty();
        browser.Closed.ShouldBe(1);
    }

    [Fact]
    public async Task A_remote_authenticator_that_is_at_work_is_told_to_stop_and_does_not_hold_up_the_clean_up()
    {
        var slow = new Slow(token => Task.Delay(Timeout.Infinite, token));
        using var bench = new RunBench { Authenticator = slow };
        using var cancellation = new CancellationTokenSource();
        Task<string>? answer = null;
        var browser = AtTheCeremony(async handler =>
        {
            answer = handler.HandleAsync(Call(), CancellationToken.None);
            await slow.AtWork;
            await cancellation.CancelAsync();
        });

        var record = await bench.RunAsync(browser, cancellation.Token);

        record.Verdict.ShouldBe(ProvisioningVerdict.Cancelled);
        record.Leftover.ShouldBeNull();
        bench.Tenant.Passes.ShouldBeEmpty();
        (await answer!).ShouldContain("NotAllowedError");
    }

    [Fact]
    public async Task A_remote_authenticator_that_does_not_listen_does_not_keep_the_pass_alive_and_its_late_key_is_dropped()
    {
        var release = new TaskCompletionSource();
        var slow = new Slow(_ => release.Task);
        using var bench = new RunBench { Authenticator = slow };
        bench.Options.CleanUpBudget = TimeSpan.FromSeconds(1);
        using var cancellation = new CancellationTokenSource();
        Task<string>? answer = null;
        var browser = AtTheCeremony(async handler =>
        {
            answer = handler.HandleAsync(Call(), CancellationToken.None);
            await slow.AtWork;
            await cancellation.CancelAsync();
        });

        var record = await bench.RunAsync(browser, cancellation.Token);
        release.SetResult();

        bench.Tenant.Passes.ShouldBeEmpty();
        record.Leftover!.Message.ShouldContain("ran out of time");
        (await answer!).ShouldContain("error");
        (await bench.Vault.ListAsync(Token)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_remote_authenticator_that_does_not_listen_does_not_hold_up_a_run_whose_window_is_gone()
    {
        var release = new TaskCompletionSource();
        using var bench = new RunBench { Authenticator = new Slow(_ => release.Task) };
        bench.Options.CleanUpBudget = TimeSpan.FromSeconds(1);
        Task<string>? answer = null;
        var browser = AtTheCeremony(handler =>
        {
            answer = handler.HandleAsync(Call(), CancellationToken.None);
            throw new ProvisioningException(ProvisioningError.Of(ErrorCodes.BrowserLost));
        });

        var record = await bench.RunAsync(browser, Token);
        release.SetResult();

        record.Verdict.ShouldBe(ProvisioningVerdict.Failed);
        record.Error!.Code.ShouldBe(ErrorCodes.BrowserLost);
        bench.Tenant.Passes.ShouldBeEmpty();
        (await answer!).ShouldContain("error");
        (await bench.Vault.ListAsync(Token)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_slow_authenticator_is_waited_for_and_the_page_is_not_clicked_meanwhile()
    {
        var release = new TaskCompletionSource();
        using var bench = new RunBench { Authenticator = new Slow(_ => release.Task) };
        var ceremony = FlowPages.Ceremony;
        var still = ceremony with { Changed = false };
        var at = FlowPages.CeremonyIndex;
        PageObservation[] pages = [.. FlowPages.Smooth.Take(at), ceremony, still, still, still, still, .. FlowPages.Smooth.Skip(at + 1)];
        Task<string>? answer = null;
        var browser = new ScriptedBrowser(pages)
        {
            BeforePage = async (index, handler, token) =>
            {
                if (index == at)
                {
                    answer = handler.HandleAsync(Call(), CancellationToken.None);
                }

                if (index == at + 5)
                {
                    release.SetResult();
                    await answer!;
                }

                if (index == pages.Length - 1)
                {
                    bench.Register();
                }
            },
        };

        var record = await bench.RunAsync(browser, Token);

        record.Verdict.ShouldBe(ProvisioningVerdict.Succeeded, record.Error?.ToString());
        browser.Actions.OfType<PageAction.Click>().ShouldNotContain(click => click.Target.SnapshotId == ceremony.Snapshot.Id);
    }

    [Fact]
    public async Task A_create_call_that_was_sent_is_not_abandoned_when_the_caller_cancels()
    {
        using var bench = new RunBench();
        using var cancellation = new CancellationTokenSource();
        bench.Tenant.OnIssue = () =>
        {
            cancellation.Cancel();
            return null;
        };

        var record = await bench.RunAsync(bench.Smooth(), cancellation.Token);

        record.Verdict.ShouldBe(ProvisioningVerdict.Cancelled);
        record.AccessPassId.ShouldNotBeNull();
        bench.Tenant.Passes.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_pass_that_was_never_typed_is_revoked_also_after_a_success()
    {
        using var bench = new RunBench();
        IReadOnlyList<PageObservation> signedIn = [.. FlowPages.Smooth.Skip(6)];
        var ceremony = FlowPages.CeremonyIndex - 6;
        var browser = new ScriptedBrowser(signedIn)
        {
            BeforePage = async (index, handler, token) =>
            {
                if (index == ceremony + 1)
                {
                    await RunBench.PlayCeremonyAsync(handler, RunBench.User, token);
                }

                if (index == signedIn.Count - 1)
                {
                    bench.Register();
                }
            },
        };

        var record = await bench.RunAsync(browser, Token);

        record.Verdict.ShouldBe(ProvisioningVerdict.Succeeded, record.Error?.ToString());
        bench.Tenant.Passes.ShouldBeEmpty();
    }

    [Fact]
    public async Task An_authenticator_that_keeps_its_key_itself_needs_no_vault()
    {
        using var bench = new RunBench { Authenticator = new Slow(_ => Task.CompletedTask) { KeepsKey = true } };
        var pages = FlowPages.Smooth;
        var id = "";
        var browser = new ScriptedBrowser(pages)
        {
            BeforePage = async (index, handler, token) =>
            {
                if (index == FlowPages.CeremonyIndex + 1)
                {
                    using var reply = await RunBench.PlayCeremonyAsync(handler, RunBench.User, token);
                    id = reply.RootElement.GetProperty("credential").GetProperty("id").GetString()!;
                }

                if (index == pages.Count - 1)
                {
                    bench.Tenant.Passkeys.Add(new DirectoryPasskey(id, "x", DateTimeOffset.UtcNow, Guid.Empty));
                }
            },
        };

        var record = await bench.RunAsync(browser, Token);

        record.Verdict.ShouldBe(ProvisioningVerdict.Succeeded);
        record.Leftover.ShouldBeNull();
    }

    [Fact]
    public async Task One_run_that_cannot_start_does_not_lose_the_others_records()
    {
        using var bench = new RunBench { OtherJournal = new FailingJournal(entry => entry is JournalEntry.RunStarted { User: "eve@contoso.com" } ? Broken() : null) };

        var report = await new BatchProvisioner(bench.Provisioner(bench.Smooth()), TimeProvider.System, 1).RunAsync([new(RunBench.User), new("eve@contoso.com")], null, Token);

        report.Records[0].IsDone.ShouldBeTrue();
        report.Records[1].Error!.Code.ShouldBe(ErrorCodes.JournalFailed);
    }

    [Fact]
    public async Task The_same_request_again_makes_no_second_passkey()
    {
        using var bench = new RunBench();
        var browser = bench.Smooth();
        var provisioner = bench.Provisioner(browser);
        var request = new ProvisioningRequest(RunBench.User);

        var records = await Task.WhenAll(provisioner.ProvisionAsync(request, null, Token), provisioner.ProvisionAsync(request, null, Token));
        var later = await provisioner.ProvisionAsync(request, null, Token);

        records[0].IsDone.ShouldBeTrue();
        records[1].ShouldBe(records[0]);
        later.ShouldBe(records[0]);
        bench.Tenant.Passkeys.Count.ShouldBe(1);
        browser.Opened.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_request_that_failed_may_be_run_again_and_folds_to_its_last_run()
    {
        using var bench = new RunBench();
        var request = new ProvisioningRequest(RunBench.User);
        var first = await bench.RunAsync(new ScriptedBrowser(FlowPages.Username, FlowPages.AccessPassWith("130503")), Token, request);

        var second = await bench.RunAsync(bench.Smooth(), Token, request);

        first.Verdict.ShouldBe(ProvisioningVerdict.Failed);
        ProvisioningRecords.Fold(bench.Journal.Entries).Single().ShouldBe(second with { Attempts = 2 });
    }

    [Fact]
    public async Task A_refused_ceremony_is_the_cause_even_if_the_window_goes_with_it()
    {
        using var bench = new RunBench();
        var browser = new ScriptedBrowser(FlowPages.Smooth)
        {
            BeforePage = async (index, handler, token) =>
            {
                if (index == FlowPages.CeremonyIndex + 1)
                {
                    await RunBench.PlayCeremonyAsync(handler, "eve@contoso.com", token);
                    throw new ProvisioningException(ProvisioningError.Of(ErrorCodes.BrowserLost));
                }
            },
        };

        (await bench.RunAsync(browser, Token)).Error!.Code.ShouldBe(ErrorCodes.UserOther);
    }

    [Fact]
    public async Task A_one_time_pass_is_typed_once_only()
    {
        using var bench = new RunBench();
        var browser = new ScriptedBrowser(FlowPages.Username, FlowPages.AccessPass, FlowPages.AccessPassWith("999999"), FlowPages.AccessPassWith("999999"));

        var record = await bench.RunAsync(browser, Token);

        record.Error!.Code.ShouldBe(ErrorCodes.PageRepeated);
        browser.Actions.OfType<PageAction.Fill>().Count(fill => fill.Text.Reveal() == FakeTenant.Secret).ShouldBe(1);
    }

    [Fact]
    public async Task A_page_that_hangs_as_a_whole_ends_the_run()
    {
        var time = new Microsoft.Extensions.Time.Testing.FakeTimeProvider(DateTimeOffset.UtcNow) { AutoAdvanceAmount = TimeSpan.Zero };
        using var bench = new RunBench { Time = time };
        var browser = new ScriptedBrowser(FlowPages.Username, FlowPages.AccessPass)
        {
            BeforePage = async (index, _, token) =>
            {
                if (index == 1)
                {
                    var hanging = Task.Delay(Timeout.Infinite, token);
                    time.Advance(TimeSpan.FromMinutes(1));
                    await hanging;
                }
            },
        };

        (await bench.RunAsync(browser, Token)).Error!.Code.ShouldBe(ErrorCodes.PageStalled);
        bench.Tenant.Passes.ShouldBeEmpty();
    }

    private static ScriptedBrowser AtTheCeremony(Func<IPasskeyCallHandler, Task> happens) => new(FlowPages.Smooth)
    {
        BeforePage = (index, handler, _) => index == FlowPages.CeremonyIndex + 1 ? happens(handler) : Task.CompletedTask,
    };

    private static PasskeyCall Call() =>
        new($"https://{FlowPages.WebAuthnHost}", $"https://{FlowPages.WebAuthnHost}", FlowPages.CreateMessage(RunBench.User));

    private static Attempt<IReadOnlyList<DirectoryPasskey>>? Cancel(CancellationTokenSource cancellation)
    {
        cancellation.Cancel();
        throw new OperationCanceledException(cancellation.Token);
    }

    private static FailingJournal FailingOn(ProvisioningTrigger trigger, Exception? exception = null) =>
        new(entry => entry is JournalEntry.Transitioned row && row.On == trigger ? exception ?? Broken() : null);

    private static ProvisioningException Broken() => new(ProvisioningError.Of(ErrorCodes.JournalFailed));

    private sealed class FailingJournal(Func<JournalEntry, Exception?> fail) : IProvisioningJournal
    {
        public ValueTask AppendAsync(JournalEntry entry, CancellationToken cancellationToken) =>
            fail(entry) is { } exception ? ValueTask.FromException(exception) : ValueTask.CompletedTask;

        public IAsyncEnumerable<JournalEntry> ReadAsync(CancellationToken cancellationToken) => throw new NotSupportedException();
    }

    private sealed class Slow(Func<CancellationToken, Task> wait) : IPasskeyAuthenticator
    {
        private readonly SoftwareAuthenticator inner = new(new PasskeyKeyFactory());

        private readonly TaskCompletionSource atWork = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public bool KeepsKey { get; init; }

        /// <summary>Ends when somebody has asked for a passkey.</summary>
        public Task AtWork => atWork.Task;

        public async Task<Attempt<MadePasskey>> CreateAsync(PasskeyCreationOptions options, CallerOrigin caller, CancellationToken cancellationToken)
        {
            atWork.TrySetResult();
            await wait(cancellationToken);
            var attempt = await inner.CreateAsync(options, caller, CancellationToken.None);
            return KeepsKey ? attempt.Value with { PrivateKey = null } : attempt;
        }

        public Task<Attempt<PasskeyAssertion>> GetAsync(PasskeyRequestOptions options, CallerOrigin caller, CancellationToken cancellationToken) =>
            inner.GetAsync(options, caller, cancellationToken);
    }
}
