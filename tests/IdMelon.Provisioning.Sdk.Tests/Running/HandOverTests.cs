using IdMelon.Provisioning.Browsing;
using IdMelon.Provisioning.Journaling;
using IdMelon.Provisioning.Recognition;
using IdMelon.Provisioning.Requests;
using IdMelon.Provisioning.Transitions;
using Microsoft.Extensions.Time.Testing;

namespace IdMelon.Provisioning.Tests.Running;

public sealed class HandOverTests
{
    private static readonly ProvisioningRequest WithPerson = new(RunBench.User) { HandOver = TimeSpan.FromMinutes(5) };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_a_person_does_on_an_unknown_page_lets_the_run_go_on()
    {
        using var bench = new RunBench();
        var pages = FlowPages.Smooth.ToList();
        var picker = pages.FindIndex(page => Html(page).Contains("authmethod-picker", StringComparison.Ordinal));
        pages[picker] = FlowPages.Unknown;
        pages.Insert(picker + 1, FlowPages.Unknown with { Changed = false });
        var introduction = pages[picker + 2];
        var browser = Played(bench, pages);

        var record = await bench.RunAsync(browser, Token, WithPerson);

        record.Verdict.ShouldBe(ProvisioningVerdict.Succeeded);
        record.HandOvers.ShouldBe(1);
        Html(introduction).ShouldContain("Sign in faster");
        browser.Actions.ShouldNotContain(action => Snapshots(action) == ((PageObservation.Seen)pages[picker]).Snapshot.Id);
        var handOver = bench.Journal.Entries.OfType<JournalEntry.Transitioned>().Single(entry => entry.On == ProvisioningTrigger.PersonNeeded);
        handOver.Until!.Value.ShouldBe(handOver.At + TimeSpan.FromMinutes(5), TimeSpan.FromSeconds(1));
        handOver.Error!.Code.ShouldBe(ErrorCodes.PageUnknown);
    }

    [Theory]
    [InlineData(true, 10)]
    [InlineData(false, 60)]
    public async Task After_a_one_time_pass_a_person_is_waited_for_no_longer_than_a_passkey_may_be_registered(bool singleUse, int minutes)
    {
        using var bench = new RunBench();
        var pages = FlowPages.Smooth.ToList();
        var picker = pages.FindIndex(page => Html(page).Contains("authmethod-picker", StringComparison.Ordinal));
        pages[picker] = FlowPages.Unknown;
        pages.Insert(picker + 1, FlowPages.Unknown with { Changed = false });

        await bench.RunAsync(Played(bench, pages), Token, WithPerson with { HandOver = TimeSpan.FromHours(1), AccessPass = new() { SingleUse = singleUse } });

        var handOver = bench.Journal.Entries.OfType<JournalEntry.Transitioned>().Single(entry => entry.On == ProvisioningTrigger.PersonNeeded);
        handOver.Until!.Value.ShouldBe(handOver.At + TimeSpan.FromMinutes(minutes), TimeSpan.FromSeconds(5));
    }

    [Fact]
    public async Task A_person_may_have_gone_further_than_the_run()
    {
        using var bench = new RunBench();
        var pages = FlowPages.Smooth.ToList();
        var list = pages.FindIndex(page => Html(page).Contains("splitbuttonprimary", StringComparison.Ordinal));
        pages[list] = FlowPages.Unknown;
        pages.Insert(list + 1, FlowPages.Unknown with { Changed = false });
        var browser = Played(bench, pages);

        var record = await bench.RunAsync(browser, Token, WithPerson);

        record.Verdict.ShouldBe(ProvisioningVerdict.Succeeded);
        bench.Journal.Entries.OfType<JournalEntry.Transitioned>().ShouldContain(entry => entry.From == ProvisioningState.OpeningSecurityInfo && entry.On == ProvisioningTrigger.MethodsShown);
    }

    [Fact]
    public async Task A_block_that_a_person_can_pass_is_left_to_one()
    {
        using var bench = new RunBench();
        var pages = FlowPages.Smooth.ToList();
        pages.Insert(3, FlowPages.Page(FlowPages.SignInHost, "/common/login", "<main><div data-viewid=3><input name=otc data-n=1></div></main>", ("pgid", "ConvergedTFA")));
        var browser = Played(bench, pages);

        var record = await bench.RunAsync(browser, Token, WithPerson);

        record.Verdict.ShouldBe(ProvisioningVerdict.Succeeded);
        record.HandOvers.ShouldBe(1);
    }

    [Theory]
    [InlineData("130503", ErrorCodes.AccessPassWrong)]
    [InlineData("130505", ErrorCodes.AccessPassUsed)]
    public async Task A_block_that_nobody_can_pass_ends_the_run_at_once(string number, string code)
    {
        using var bench = new RunBench();
        var browser = new ScriptedBrowser(FlowPages.Username, FlowPages.AccessPassWith(number));

        var record = await bench.RunAsync(browser, Token, WithPerson);

        record.Error!.Code.ShouldBe(code);
        record.HandOvers.ShouldBe(0);
    }

    [Fact]
    public async Task Without_leave_to_ask_nobody_is_waited_for()
    {
        using var bench = new RunBench();
        var browser = new ScriptedBrowser(FlowPages.Username, FlowPages.Unknown, FlowPages.Unknown with { Changed = false });

        var record = await bench.RunAsync(browser, Token);

        record.Error!.Code.ShouldBe(ErrorCodes.PageUnknown);
        record.HandOvers.ShouldBe(0);
    }

    [Fact]
    public async Task Where_nobody_comes_in_time_the_run_ends_with_what_it_was_about_and_cleans_up()
    {
        var time = new FakeTimeProvider(DateTimeOffset.UtcNow);
        using var bench = new RunBench { Time = time };
        var looks = 0;
        var browser = new ScriptedBrowser(FlowPages.Username, FlowPages.Unknown, FlowPages.Unknown with { Changed = false })
        {
            BeforePage = (index, _, _) =>
            {
                looks = index;
                time.Advance(TimeSpan.FromSeconds(index > 2 ? 20 : 0));
                return Task.CompletedTask;
            },
        };

        var record = await bench.RunAsync(browser, Token, WithPerson);

        record.Error!.Code.ShouldBe(ErrorCodes.PageUnknown);
        record.HandOvers.ShouldBe(1);
        record.Duration.ShouldBeGreaterThanOrEqualTo(TimeSpan.FromMinutes(5));
        looks.ShouldBe(17);
        bench.Tenant.Passes.ShouldBeEmpty();
        browser.Closed.ShouldBe(1);
    }

    [Fact]
    public async Task Waiting_for_a_person_can_be_cancelled()
    {
        using var bench = new RunBench();
        using var cancellation = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var browser = new ScriptedBrowser(FlowPages.Username, FlowPages.Unknown, FlowPages.Unknown with { Changed = false })
        {
            BeforePage = (index, _, _) => index == 4 ? cancellation.CancelAsync() : Task.CompletedTask,
        };

        var record = await bench.RunAsync(browser, cancellation.Token, WithPerson);

        record.Verdict.ShouldBe(ProvisioningVerdict.Cancelled);
        bench.Tenant.Passes.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(61)]
    public void A_person_is_not_waited_for_outside_of_the_documented_time(int minutes) =>
        Should.Throw<ArgumentOutOfRangeException>(() => new ProvisioningRequest(RunBench.User) { HandOver = TimeSpan.FromMinutes(minutes) });

    [Fact]
    public async Task A_page_that_is_not_certain_enough_is_left_alone()
    {
        using var bench = new RunBench();
        bench.Options.MinimumConfidence = 0.99;
        var picker = FlowPages.MethodPicker;
        var browser = new ScriptedBrowser(FlowPages.SecurityInfo, picker, picker with { Changed = false });

        var record = await bench.RunAsync(browser, Token);

        record.Error!.Code.ShouldBe(ErrorCodes.PageUnknown);
        record.Error.Message.ShouldContain(nameof(PageStepKind.MethodPicker));
        browser.Actions.OfType<PageAction.Click>().Count().ShouldBe(1);
    }

    // The smooth flow, whose ceremony comes right before the dialog that asks for the name.
    private static ScriptedBrowser Played(RunBench bench, IReadOnlyList<PageObservation> pages) => new(pages)
    {
        BeforePage = async (index, handler, token) =>
        {
            if (index < pages.Count && index > 1 && Html(pages[index]).Contains("name your passkey", StringComparison.Ordinal))
            {
                await RunBench.PlayCeremonyAsync(handler, RunBench.User, token);
            }

            if (index < pages.Count && Html(pages[index]).Contains("Passkey created", StringComparison.Ordinal))
            {
                bench.Register();
            }
        },
    };

    private static string Html(PageObservation page) => page is PageObservation.Seen { Snapshot.Html: var html } ? html : "";

    private static string? Snapshots(PageAction action) => action switch
    {
        PageAction.Click click => click.Target.SnapshotId,
        PageAction.Fill fill => fill.Target.SnapshotId,
        _ => null,
    };
}
