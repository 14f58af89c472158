using System.Text.Json;
using IdMelon.Provisioning.Browsing;
using IdMelon.Provisioning.Journaling;
using IdMelon.Provisioning.Operators;
using IdMelon.Provisioning.Requests;
using IdMelon.Provisioning.Tenants;
using IdMelon.Provisioning.Transitions;
using IdMelon.Provisioning.Vaults;
using Microsoft.Extensions.Time.Testing;

namespace IdMelon.Provisioning.Tests.Running;

public sealed class ManualRunTests
{
    private static readonly ProvisioningRequest Request = new(RunBench.User) { Mode = ProvisioningMode.Manual, PasskeyName = "For the train" };

    // What a person goes through, beginning with the page that the window opens with.
    private static readonly PageObservation[] Walk =
    [
        new PageObservation.DocumentReplaced(), FlowPages.Username, FlowPages.AccessPass, new PageObservation.DocumentReplaced(), FlowPages.SecurityInfo, FlowPages.MethodPicker, FlowPages.Introduction,
        new PageObservation.DocumentReplaced(), FlowPages.Ceremony, new PageObservation.DocumentReplaced(), FlowPages.Name, FlowPages.Registered,
    ];

    private static readonly int NameIndex = Array.FindIndex(Walk, page => Html(page).Contains("name your passkey", StringComparison.Ordinal));

    private static readonly string[] Hosts = [FlowPages.SignInHost, FlowPages.WebAuthnHost, FlowPages.SecurityInfoHost];

    private readonly FakeOperator person = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_person_registers_the_passkey_and_the_run_proves_it()
    {
        using var bench = new RunBench { Operator = person };
        var browser = Played(bench, Walk);

        var record = await bench.RunAsync(browser, Token, Request);

        record.Error.ShouldBeNull();
        (record.Verdict, record.Mode, record.HandOvers).ShouldBe((ProvisioningVerdict.Succeeded, ProvisioningMode.Manual, 1));
        record.PasskeyId.ShouldBe(bench.Tenant.Passkeys.Single().Id);
        (await bench.Vault.ListAsync(Token)).Single().State.ShouldBe(VaultedPasskeyState.Active);
        browser.Actions.ShouldHaveSingleItem().ShouldBeOfType<PageAction.Navigate>().Address.Host.ShouldBe(FlowPages.SecurityInfoHost);
        browser.Closed.ShouldBe(1);
        bench.Tenant.Calls.ShouldNotContain("issue");
        person.Hints.Select(hint => (hint.Kind, hint.PasskeyName)).ShouldBe([(OperatorHintKind.Register, "For the train"), (OperatorHintKind.NamePasskey, "For the train")]);
        Triggers(bench).ShouldBe(
        [
            "Started", "EarlierSettled", "AccessPassNotWanted", "PersonNeeded", "PageUnderWay", "PageUnderWay", "SecurityInfoShown", "MethodsShown", "PasskeyIntroduced", "CeremonyShown", "PasskeyMade",
            "NameAsked", "RegistrationShown", "PasskeyConfirmed", "CleanedUp",
        ]);
    }

    [Fact]
    public async Task Only_pages_of_the_clouds_own_hosts_may_be_looked_at()
    {
        using var bench = new RunBench();
        var pages = Walk.ToList();
        pages.Insert(2, new PageObservation.Elsewhere());

        // An adapter that does not heed it is not heeded either.
        pages.Insert(3, FlowPages.Page("adfs.contoso.com", "/adfs/ls", "<main><h1>Passkey created</h1></main>"));
        var browser = Played(bench, pages);

        var record = await bench.RunAsync(browser, Token, Request);

        record.Verdict.ShouldBe(ProvisioningVerdict.Succeeded);
        browser.Awaited.ShouldAllBe(request => Hosts.All(request.Hosts!.Contains));
        bench.Journal.Entries.OfType<JournalEntry.Transitioned>().ShouldAllBe(row => row.Page == null || row.Page.Host != "adfs.contoso.com");
    }

    [Fact]
    public async Task An_access_pass_is_shown_before_the_window_opens_and_taken_away_at_the_end()
    {
        ScriptedBrowser? browser = null;
        var openedBefore = -1;
        using var bench = new RunBench
        {
            Operator = new FakeOperator
            {
                OnShow = _ =>
                {
                    openedBefore = browser!.Opened.Count;
                    return Task.CompletedTask;
                },
            },
        };
        var shown = (FakeOperator)bench.Operator;
        browser = Played(bench, Walk);

        var record = await bench.RunAsync(browser, Token, Request with { ShowsAccessPass = true });

        record.Verdict.ShouldBe(ProvisioningVerdict.Succeeded);
        shown.Shown.Single().Secret.Reveal().ShouldBe(FakeTenant.Secret);
        openedBefore.ShouldBe(0);
        shown.Withdrawn.ShouldBe([record.RequestId]);
        bench.Tenant.Passes.ShouldBeEmpty();
        browser.Actions.ShouldAllBe(action => action is PageAction.Navigate);
    }

    [Fact]
    public async Task A_pass_that_cannot_be_shown_is_revoked_and_no_window_opens()
    {
        using var bench = new RunBench { Operator = new FakeOperator { OnShow = _ => throw new InvalidOperationException(FakeTenant.Secret) } };
        var browser = Played(bench, Walk);

        var record = await bench.RunAsync(browser, Token, Request with { ShowsAccessPass = true });

        record.Verdict.ShouldBe(ProvisioningVerdict.Failed);
        record.Error!.ToString().ShouldNotContain(FakeTenant.Secret);
        browser.Opened.ShouldBeEmpty();
        bench.Tenant.Passes.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_window_closed_before_anything_was_registered_is_a_clear_refusal()
    {
        using var bench = new RunBench();
        var browser = Played(bench, [.. Walk.Take(5), new PageObservation.Closed()]);

        var record = await bench.RunAsync(browser, Token, Request);

        (record.Verdict, record.Error!.Code).ShouldBe((ProvisioningVerdict.Failed, ErrorCodes.WindowClosed));
        bench.Tenant.Calls.Count(call => call == "list-passkeys").ShouldBe(0);
    }

    [Fact]
    public async Task A_window_closed_after_the_ceremony_makes_the_directory_tell()
    {
        using var bench = new RunBench();
        var browser = Played(bench, [.. Walk.Take(NameIndex + 1), new PageObservation.Closed()], registersAt: NameIndex + 1);

        var record = await bench.RunAsync(browser, Token, Request);

        record.Verdict.ShouldBe(ProvisioningVerdict.Succeeded);
        record.Error.ShouldBeNull();
    }

    [Fact]
    public async Task A_window_closed_before_the_name_could_be_given_leaves_no_key()
    {
        using var bench = new RunBench();
        var browser = Played(bench, [.. Walk.Take(NameIndex), new PageObservation.Closed()], ceremonyAt: NameIndex);

        var record = await bench.RunAsync(browser, Token, Request);

        (record.Verdict, record.Error!.Code).ShouldBe((ProvisioningVerdict.Failed, ErrorCodes.WindowClosed));
        (await bench.Vault.ListAsync(Token)).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_was_registered_elsewhere_at_the_same_time_is_not_taken_for_ours()
    {
        using var bench = new RunBench();
        var browser = Played(bench, [.. Walk.Take(NameIndex + 1), new PageObservation.Closed()], registersAt: -1);
        bench.Tenant.OnListPasskeys = () => Attempt<IReadOnlyList<DirectoryPasskey>>.Of([new(Guid.NewGuid().ToString(), Request.PasskeyName, DateTimeOffset.UtcNow.AddMinutes(1), Guid.Empty)]);

        var record = await bench.RunAsync(browser, Token, Request);

        record.PasskeyId.ShouldBeNull();
        (record.Verdict, record.Error!.Code).ShouldBe((ProvisioningVerdict.Unconfirmed, ErrorCodes.PasskeyUnconfirmed));
        (await bench.Vault.ListAsync(Token)).Single().State.ShouldBe(VaultedPasskeyState.Pending);
    }

    [Fact]
    public async Task A_page_that_nobody_knows_after_the_ceremony_makes_the_directory_looked_at_once()
    {
        using var bench = new RunBench();
        var unknown = FlowPages.Unknown;
        var still = unknown with { Changed = false };
        var later = FlowPages.Unknown;
        PageObservation[] pages = [.. Walk.Take(NameIndex), unknown, still, still, later, later with { Changed = false }];
        var browser = Played(bench, pages, ceremonyAt: NameIndex, registersAt: pages.Length - 1);

        var record = await bench.RunAsync(browser, Token, Request);

        record.Verdict.ShouldBe(ProvisioningVerdict.Succeeded);
        Triggers(bench).Count(trigger => trigger == "PageUnknown").ShouldBe(2);
        Triggers(bench).Count(trigger => trigger == "RegistrationUnseen").ShouldBe(1);
    }

    [Fact]
    public async Task A_directory_that_gives_no_answer_meanwhile_does_not_end_the_window()
    {
        using var bench = new RunBench();
        var asked = 0;
        bench.Tenant.OnListPasskeys = () => ++asked == 1 ? (Attempt<IReadOnlyList<DirectoryPasskey>>)ProvisioningError.Of(ErrorCodes.TenantForbidden) : null;
        var unknown = FlowPages.Unknown;
        PageObservation[] pages = [.. Walk.Take(NameIndex), unknown, unknown with { Changed = false }, FlowPages.Registered];

        var record = await bench.RunAsync(Played(bench, pages, ceremonyAt: NameIndex), Token, Request);

        record.Verdict.ShouldBe(ProvisioningVerdict.Succeeded);
    }

    [Fact]
    public async Task When_time_is_over_the_window_is_closed()
    {
        var time = new FakeTimeProvider(DateTimeOffset.UtcNow);
        using var bench = new RunBench { Time = time };
        var browser = Played(bench, [new PageObservation.DocumentReplaced(), FlowPages.Username, FlowPages.Username], beforePage: _ => time.Advance(TimeSpan.FromSeconds(20)));

        var record = await bench.RunAsync(browser, Token, Request with { HandOver = TimeSpan.FromMinutes(2) });

        (record.Verdict, record.Error!.Code).ShouldBe((ProvisioningVerdict.Failed, ErrorCodes.PersonTooLate));
        record.Duration.ShouldBeInRange(TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(3));
        browser.Closed.ShouldBe(1);
        var opened = bench.Journal.Entries.OfType<JournalEntry.Transitioned>().Single(row => row.On == ProvisioningTrigger.PersonNeeded);
        opened.Until.ShouldNotBeNull();
    }

    [Fact]
    public async Task The_operator_can_end_it()
    {
        using var bench = new RunBench { Operator = person };
        var browser = Played(bench, [.. Walk.Take(5)], beforePage: index =>
        {
            if (index == 6)
            {
                person.Ended.TrySetResult();
            }
        });

        var record = await bench.RunAsync(browser, Token, Request);

        (record.Verdict, record.Error!.Code).ShouldBe((ProvisioningVerdict.Failed, ErrorCodes.WindowClosed));
        Triggers(bench).ShouldContain("PersonDone");
    }

    [Fact]
    public async Task It_can_be_cancelled_at_any_moment()
    {
        for (var at = 0; at < Walk.Length; at++)
        {
            using var bench = new RunBench { Operator = new FakeOperator() };
            using var cancellation = CancellationTokenSource.CreateLinkedTokenSource(Token);
            var moment = at;
            var browser = Played(bench, Walk, beforePage: index =>
            {
                if (index == moment)
                {
                    cancellation.Cancel();
                }
            });

            var record = await bench.RunAsync(browser, cancellation.Token, Request with { ShowsAccessPass = true });

            record.Verdict.ShouldBe(ProvisioningVerdict.Cancelled);
            bench.Tenant.Passes.ShouldBeEmpty();
            browser.Closed.ShouldBe(1);
        }
    }

    [Fact]
    public async Task A_ceremony_for_somebody_else_ends_in_a_refusal()
    {
        using var bench = new RunBench();
        var browser = Played(bench, Walk, ceremonyUser: "eve@contoso.com");

        var record = await bench.RunAsync(browser, Token, Request);

        (record.Verdict, record.Error!.Code).ShouldBe((ProvisioningVerdict.Failed, ErrorCodes.UserOther));
        (await bench.Vault.ListAsync(Token)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_page_that_shows_somebody_else_signed_in_ends_in_a_refusal()
    {
        using var bench = new RunBench();
        var list = FlowPages.SecurityInfo;
        var browser = Played(bench, [new PageObservation.DocumentReplaced(), list with { Snapshot = list.Snapshot with { Account = AccountOnPage.Other } }]);

        var record = await bench.RunAsync(browser, Token, Request);

        (record.Verdict, record.Error!.Code).ShouldBe((ProvisioningVerdict.Failed, ErrorCodes.UserOther));
    }

    [Fact]
    public async Task What_stands_in_a_persons_way_is_no_error_of_the_run()
    {
        using var bench = new RunBench();
        var pages = Walk.ToList();
        pages.Insert(3, FlowPages.AccessPassWith("130503"));
        pages.Insert(4, FlowPages.Unknown);
        pages.Insert(5, FlowPages.Unknown with { Changed = false });

        var record = await bench.RunAsync(Played(bench, pages), Token, Request);

        record.Verdict.ShouldBe(ProvisioningVerdict.Succeeded);
    }

    [Fact]
    public async Task A_person_may_sign_in_with_a_passkey_of_their_own()
    {
        using var bench = new RunBench();
        JsonDocument? answer = null;
        var browser = new ScriptedBrowser([.. Walk.Take(2), new PageObservation.Closed()])
        {
            Abilities = BrowserAbilities.VisibleWindows,
            BeforePage = async (index, handler, token) =>
            {
                if (index == 2)
                {
                    var message = $$$"""{"kind":"get","options":{"rpId":"{{{FlowPages.WebAuthnHost}}}","challenge":"AAECAwQFBgcICQ"}}""";
                    answer = JsonDocument.Parse(await handler.HandleAsync(new PasskeyCall($"https://{FlowPages.WebAuthnHost}", $"https://{FlowPages.WebAuthnHost}", message), token));
                }
            },
        };

        await bench.RunAsync(browser, Token, Request);

        answer!.RootElement.GetProperty("native").GetBoolean().ShouldBeTrue();
    }

    private static List<string> Triggers(RunBench bench) => [.. bench.Journal.Entries.OfType<JournalEntry.Transitioned>().Select(row => row.On.ToString())];

    private static ScriptedBrowser Played(
        RunBench bench,
        IReadOnlyList<PageObservation> pages,
        int? ceremonyAt = null,
        int? registersAt = null,
        string ceremonyUser = RunBench.User,
        Action<int>? beforePage = null) => new(pages)
    {
        Abilities = BrowserAbilities.VisibleWindows,
        BeforePage = async (index, handler, token) =>
        {
            beforePage?.Invoke(index);
            if (index == (ceremonyAt ?? IndexOf(pages, "name your passkey")))
            {
                using var answer = await RunBench.PlayCeremonyAsync(handler, ceremonyUser, token);
            }

            if (index > 0 && index == (registersAt ?? IndexOf(pages, "Passkey created", FlowPages.SecurityInfoHost)))
            {
                bench.Register();
            }
        },
    };

    private static int IndexOf(IReadOnlyList<PageObservation> pages, string words, string? host = null) =>
        pages.ToList().FindIndex(page => Html(page).Contains(words, StringComparison.Ordinal) && (host is null || ((PageObservation.Seen)page).Snapshot.SecureHost == host));

    private static string Html(PageObservation page) => page is PageObservation.Seen { Snapshot.Html: var html } ? html : "";
}
