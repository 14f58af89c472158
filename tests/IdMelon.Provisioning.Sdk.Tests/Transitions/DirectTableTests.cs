using CsCheck;
using IdMelon.Provisioning.Transitions;

namespace IdMelon.Provisioning.Tests.Transitions;

/// <summary>The table of the direct mode keeps the rules of every mode.</summary>
public sealed class DirectTableTests
{
    private static readonly IReadOnlyList<TransitionRow> Rows = TransitionTable.Direct.Rows;

    private static IEnumerable<ProvisioningState> States => Rows.SelectMany(row => (ProvisioningState[])[row.From, row.To]).Distinct();

    [Fact]
    public void Every_state_is_reachable_and_leads_to_the_end()
    {
        States.ShouldAllBe(state => TransitionTableTests.ReachableFrom(ProvisioningState.Ready, Rows).Contains(state));
        States.ShouldAllBe(state => TransitionTableTests.ReachableFrom(state, Rows).Contains(ProvisioningState.Finished));
        Rows.ShouldAllBe(row => row.From != ProvisioningState.Finished);
    }

    [Fact]
    public void It_opens_no_window_and_issues_no_pass() =>
        Rows.ShouldAllBe(row => row.Then != ProvisioningEffect.OpenWindow && row.Then != ProvisioningEffect.IssueAccessPass && row.Then != ProvisioningEffect.Act && row.Then != ProvisioningEffect.Watch);

    [Fact]
    public void Every_row_into_clean_up_cleans_up_and_gives_the_verdict() =>
        Rows.Where(row => row.To == ProvisioningState.CleaningUp).ShouldAllBe(row => row.Then == ProvisioningEffect.CleanUp && row.Verdict != null);

    [Fact]
    public void Success_is_given_only_when_the_directory_has_confirmed() =>
        Rows.Where(row => row.Verdict == ProvisioningVerdict.Succeeded).ShouldAllBe(row => row.On == ProvisioningTrigger.PasskeyConfirmed);

    [Fact]
    public void A_registration_whose_answer_is_unknown_never_fails_without_asking_the_directory() =>
        Rows.Where(row => row.On is ProvisioningTrigger.RegistrationUnanswered || (row.From == ProvisioningState.NamingPasskey && row.On == ProvisioningTrigger.PartFailed))
            .ShouldAllBe(row => row.Then == ProvisioningEffect.Verify);

    [Fact]
    public void A_registration_is_sent_again_only_after_the_directory_was_asked() =>
        Rows.Where(row => row.Then == ProvisioningEffect.RegisterPasskey).Select(row => (row.From, row.On))
            .ShouldBe([(ProvisioningState.RegisteringPasskey, ProvisioningTrigger.PasskeyMade), (ProvisioningState.Verifying, ProvisioningTrigger.RegistrationUnseen)]);

    [Fact]
    public void Every_state_before_clean_up_can_be_cancelled() =>
        States.Where(state => state < ProvisioningState.CleaningUp).ShouldAllBe(state => TransitionTable.Direct.Find(state, ProvisioningTrigger.Cancelled)!.Verdict == ProvisioningVerdict.Cancelled);

    [Fact]
    public void A_walk_through_the_table_sees_one_verdict_at_most_and_makes_one_passkey_at_most() =>
        Gen.Int[0, Rows.Count - 1].Array[0, 300].Sample(choices =>
        {
            var state = ProvisioningState.Ready;
            var (verdicts, made) = (0, 0);
            foreach (var choice in choices)
            {
                var possible = Rows.Where(row => row.From == state).ToList();
                if (possible.Count == 0)
                {
                    break;
                }

                var row = possible[choice % possible.Count];
                verdicts += row.Verdict is null ? 0 : 1;
                made += row.Then == ProvisioningEffect.RegisterPasskey && row.From == ProvisioningState.RegisteringPasskey ? 1 : 0;
                state = row.To;
            }

            return verdicts <= 1 && made <= 1 && (state != ProvisioningState.Finished || verdicts == 1);
        });

    [Fact]
    public void Each_mode_has_its_table()
    {
        TransitionTable.Of(Requests.ProvisioningMode.Automatic).ShouldBeSameAs(TransitionTable.Automatic);
        TransitionTable.Of(Requests.ProvisioningMode.Direct).ShouldBeSameAs(TransitionTable.Direct);
        TransitionTable.Of(Requests.ProvisioningMode.Manual).ShouldBeSameAs(TransitionTable.Manual);
        TransitionTable.Of(Requests.ProvisioningMode.Capture).ShouldBeSameAs(TransitionTable.Capture);
        Should.Throw<ArgumentOutOfRangeException>(() => TransitionTable.Of((Requests.ProvisioningMode)99));
    }
}
