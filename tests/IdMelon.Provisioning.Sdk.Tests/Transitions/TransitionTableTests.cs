using CsCheck;
using IdMelon.Provisioning.Transitions;

namespace IdMelon.Provisioning.Tests.Transitions;

public sealed class TransitionTableTests
{
    private static readonly IReadOnlyList<TransitionRow> Rows = TransitionTable.Automatic.Rows;

    public static TheoryData<ProvisioningState> States => [.. Enum.GetValues<ProvisioningState>()];

    [Fact]
    public void No_two_rows_answer_the_same_trigger_in_the_same_state() =>
        Rows.GroupBy(row => (row.From, row.On)).ShouldAllBe(group => group.Count() == 1);

    [Theory]
    [MemberData(nameof(States))]
    public void Every_state_is_reachable(ProvisioningState state) =>
        ReachableFrom(ProvisioningState.Ready, Rows).ShouldContain(state);

    [Theory]
    [MemberData(nameof(States))]
    public void Finished_is_reachable_from_every_state(ProvisioningState state) =>
        ReachableFrom(state, Rows).ShouldContain(ProvisioningState.Finished);

    [Fact]
    public void Finished_is_terminal() =>
        Rows.ShouldAllBe(row => row.From != ProvisioningState.Finished);

    [Fact]
    public void Once_a_pass_may_exist_the_only_way_to_finish_is_through_clean_up()
    {
        var withoutCleanUp = Rows.Where(row => row.From != ProvisioningState.CleaningUp).ToList();

        ReachableFrom(ProvisioningState.IssuingAccessPass, withoutCleanUp).ShouldNotContain(ProvisioningState.Finished);
    }

    [Fact]
    public void Every_row_into_clean_up_cleans_up_and_gives_the_verdict() =>
        Rows.Where(row => row.To == ProvisioningState.CleaningUp).ShouldAllBe(row => row.Then == ProvisioningEffect.CleanUp && row.Verdict != null);

    [Fact]
    public void Success_is_given_only_when_the_directory_has_confirmed() =>
        Rows.Where(row => row.Verdict == ProvisioningVerdict.Succeeded).ShouldAllBe(row => row.From == ProvisioningState.Verifying && row.On == ProvisioningTrigger.PasskeyConfirmed);

    [Fact]
    public void Once_the_page_may_hold_a_credential_nothing_fails_without_asking_the_directory() =>
        Rows.Where(row => row.From is ProvisioningState.ChoosingMethod or ProvisioningState.RegisteringPasskey or ProvisioningState.NamingPasskey).ShouldAllBe(row => row.Verdict != ProvisioningVerdict.Failed);

    [Fact]
    public void Every_state_before_clean_up_can_be_cancelled() =>
        Enum.GetValues<ProvisioningState>().Where(state => state < ProvisioningState.CleaningUp)
            .ShouldAllBe(state => TransitionTable.Automatic.Find(state, ProvisioningTrigger.Cancelled)!.Verdict == ProvisioningVerdict.Cancelled);

    [Theory]
    [InlineData(ProvisioningState.SigningIn)]
    [InlineData(ProvisioningState.OpeningSecurityInfo)]
    [InlineData(ProvisioningState.ChoosingMethod)]
    [InlineData(ProvisioningState.RegisteringPasskey)]
    [InlineData(ProvisioningState.NamingPasskey)]
    public void Every_state_with_a_window_answers_everything_that_can_go_wrong_there(ProvisioningState state)
    {
        ProvisioningTrigger[] wrong =
        [
            ProvisioningTrigger.PageRefused, ProvisioningTrigger.PageUnexpected, ProvisioningTrigger.PageUnknown, ProvisioningTrigger.PageStalled, ProvisioningTrigger.PageRepeated,
            ProvisioningTrigger.OtherUserSeen, ProvisioningTrigger.CeremonyRefused, ProvisioningTrigger.WindowLost, ProvisioningTrigger.PartFailed, ProvisioningTrigger.Cancelled,
        ];

        wrong.ShouldAllBe(trigger => TransitionTable.Automatic.Find(state, trigger) != null);
    }

    [Fact]
    public void A_walk_through_the_table_sees_one_verdict_at_most_and_leaves_no_pass_behind() =>
        Gen.Int[0, Rows.Count - 1].Array[0, 300].Sample(choices =>
        {
            var state = ProvisioningState.Ready;
            var verdicts = 0;
            var passMayExist = false;
            foreach (var choice in choices)
            {
                var possible = Rows.Where(row => row.From == state).ToList();
                if (possible.Count == 0)
                {
                    break;
                }

                var row = possible[choice % possible.Count];
                passMayExist |= row.Then == ProvisioningEffect.IssueAccessPass;
                passMayExist &= row.Then != ProvisioningEffect.CleanUp;
                verdicts += row.Verdict is null ? 0 : 1;
                state = row.To;
            }

            return verdicts <= 1 && (state != ProvisioningState.Finished || (!passMayExist && verdicts == 1));
        });

    [Fact]
    public void A_table_with_a_doubled_row_is_refused() =>
        Should.Throw<ArgumentException>(() => new TransitionTable([Rows[0], Rows[0]]));

    internal static HashSet<ProvisioningState> ReachableFrom(ProvisioningState start, IReadOnlyList<TransitionRow> rows)
    {
        var seen = new HashSet<ProvisioningState> { start };
        var queue = new Queue<ProvisioningState>([start]);
        while (queue.TryDequeue(out var state))
        {
            foreach (var row in rows.Where(row => row.From == state && seen.Add(row.To)))
            {
                queue.Enqueue(row.To);
            }
        }

        return seen;
    }
}
