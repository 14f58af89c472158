using CsCheck;
using IdMelon.Provisioning.Transitions;

namespace IdMelon.Provisioning.Tests.Transitions;

/// <summary>The tables of the modes in which a person does everything keep the rules of every mode.</summary>
public sealed class PersonTableTests
{
    private static readonly ProvisioningState[] WithWindow = [ProvisioningState.SigningIn, ProvisioningState.ChoosingMethod, ProvisioningState.RegisteringPasskey, ProvisioningState.NamingPasskey];

    public static TheoryData<string> Modes => ["Manual", "Capture"];

    [Theory]
    [MemberData(nameof(Modes))]
    public void No_two_rows_answer_the_same_trigger_in_the_same_state(string mode) => Rows(mode).GroupBy(row => (row.From, row.On)).ShouldAllBe(group => group.Count() == 1);

    [Theory]
    [MemberData(nameof(Modes))]
    public void Every_state_is_reachable_and_leads_to_the_end(string mode)
    {
        var rows = Rows(mode);

        States(rows).ShouldAllBe(state => TransitionTableTests.ReachableFrom(ProvisioningState.Ready, rows).Contains(state));
        States(rows).ShouldAllBe(state => TransitionTableTests.ReachableFrom(state, rows).Contains(ProvisioningState.Finished));
        rows.ShouldAllBe(row => row.From != ProvisioningState.Finished);
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public void Nothing_is_ever_done_on_a_page(string mode) =>
        Rows(mode).ShouldAllBe(row => row.Then != ProvisioningEffect.Act && row.Then != ProvisioningEffect.SignInAgain && row.Then != ProvisioningEffect.RegisterPasskey);

    [Theory]
    [MemberData(nameof(Modes))]
    public void Once_there_is_a_window_or_a_pass_the_only_way_to_finish_is_through_clean_up(string mode)
    {
        var withoutCleanUp = Rows(mode).Where(row => row.From != ProvisioningState.CleaningUp).ToList();

        foreach (var row in Rows(mode).Where(row => row.Then is ProvisioningEffect.IssueAccessPass or ProvisioningEffect.OpenWindow))
        {
            TransitionTableTests.ReachableFrom(row.To, withoutCleanUp).ShouldNotContain(ProvisioningState.Finished);
        }
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public void Every_row_into_clean_up_cleans_up_and_gives_the_verdict(string mode) =>
        Rows(mode).Where(row => row.To == ProvisioningState.CleaningUp).ShouldAllBe(row => row.Then == ProvisioningEffect.CleanUp && row.Verdict != null);

    [Theory]
    [MemberData(nameof(Modes))]
    public void Success_is_given_only_for_a_proof(string mode) =>
        Rows(mode).Where(row => row.Verdict == ProvisioningVerdict.Succeeded).ShouldAllBe(row => row.From == ProvisioningState.Verifying && row.On == ProvisioningTrigger.PasskeyConfirmed);

    [Theory]
    [MemberData(nameof(Modes))]
    public void A_window_that_was_open_never_fails_without_looking_for_the_proof(string mode) =>
        Rows(mode).Where(row => WithWindow.Contains(row.From) && row.On != ProvisioningTrigger.WindowNotOpened).ShouldAllBe(row => row.Verdict != ProvisioningVerdict.Failed);

    [Theory]
    [MemberData(nameof(Modes))]
    public void Every_state_before_clean_up_can_be_cancelled(string mode) =>
        States(Rows(mode)).Where(state => state < ProvisioningState.CleaningUp).ShouldAllBe(state => Table(mode).Find(state, ProvisioningTrigger.Cancelled)!.Verdict == ProvisioningVerdict.Cancelled);

    [Theory]
    [MemberData(nameof(Modes))]
    public void Every_state_with_a_window_answers_everything_that_may_end_it(string mode)
    {
        ProvisioningTrigger[] ends =
        [
            ProvisioningTrigger.PersonDone, ProvisioningTrigger.PersonTimeOver, ProvisioningTrigger.WindowLost, ProvisioningTrigger.CeremonyRefused, ProvisioningTrigger.PasskeyMade, ProvisioningTrigger.PartFailed,
        ];

        foreach (var state in WithWindow.Intersect(States(Rows(mode))))
        {
            // In the manual mode there is one passkey, and its state begins with it.
            ends.Where(end => end != ProvisioningTrigger.PasskeyMade || state != ProvisioningState.NamingPasskey).ShouldAllBe(trigger => Table(mode).Find(state, trigger) != null, $"{mode} in {state}");
        }
    }

    [Fact]
    public void A_manual_run_shows_a_pass_only_after_it_was_issued_and_before_the_window_opens()
    {
        var show = TransitionTable.Manual.Rows.Where(row => row.Then == ProvisioningEffect.ShowAccessPass).ShouldHaveSingleItem();

        (show.From, show.On).ShouldBe((ProvisioningState.IssuingAccessPass, ProvisioningTrigger.AccessPassIssued));
        TransitionTable.Manual.Rows.Where(row => row.Then == ProvisioningEffect.OpenWindow).Select(row => row.On).ShouldBe([ProvisioningTrigger.AccessPassNotWanted, ProvisioningTrigger.AccessPassShown]);
    }

    [Fact]
    public void A_capture_issues_no_pass_and_asks_no_directory_for_earlier_keys() =>
        TransitionTable.Capture.Rows.ShouldAllBe(row => row.Then != ProvisioningEffect.IssueAccessPass && row.Then != ProvisioningEffect.SettleEarlier);

    [Theory]
    [MemberData(nameof(Modes))]
    public void A_walk_through_the_table_sees_one_verdict_at_most_and_leaves_nothing_open(string mode)
    {
        var rows = Rows(mode);
        Gen.Int[0, rows.Count - 1].Array[0, 300].Sample(choices =>
        {
            var state = ProvisioningState.Ready;
            var verdicts = 0;
            var isOpen = false;
            foreach (var choice in choices)
            {
                var possible = rows.Where(row => row.From == state).ToList();
                if (possible.Count == 0)
                {
                    break;
                }

                var row = possible[choice % possible.Count];
                isOpen |= row.Then is ProvisioningEffect.IssueAccessPass or ProvisioningEffect.OpenWindow;
                isOpen &= row.Then != ProvisioningEffect.CleanUp;
                verdicts += row.Verdict is null ? 0 : 1;
                state = row.To;
            }

            return verdicts <= 1 && (state != ProvisioningState.Finished || (!isOpen && verdicts == 1));
        });
    }

    private static TransitionTable Table(string mode) => TransitionTable.Of(Enum.Parse<Requests.ProvisioningMode>(mode));

    private static IReadOnlyList<TransitionRow> Rows(string mode) => Table(mode).Rows;

    private static IEnumerable<ProvisioningState> States(IReadOnlyList<TransitionRow> rows) => rows.SelectMany(row => (ProvisioningState[])[row.From, row.To]).Distinct();
}
