using CsCheck;
using IdMelon.Provisioning.Recognition;

namespace IdMelon.Provisioning.Tests.Recognition.Hostile;

public sealed class MutatedPageTests
{
    // Only to end a hang: nothing here should take a hundredth of it.
    private const int Watchdog = 120_000;

    private static readonly PackRecognizer Recognizer = new(EntraCloud.Public);

    private static readonly Gen<PageMutation> Mutation =
        Gen.Select(Gen.Enum<MutationKind>(), Gen.Int[0, 9999], Gen.Int[0, 9999]).Select((kind, first, second) => new PageMutation(kind, first, second));

    private static readonly Gen<(int Page, PageMutation[] Mutations)> Mutated = Gen.Select(Gen.Int[0, KnownPages.All.Count - 1], Mutation.Array[0, 6]);

    [Fact(Timeout = Watchdog)]
    public Task Whatever_happens_to_a_page_its_targets_may_be_used() => Task.Run(() => Sample(1500), TestContext.Current.CancellationToken);

    [Fact(Timeout = 20 * Watchdog)]
    [Trait("Duration", "Long")]
    public Task Whatever_happens_to_a_page_its_targets_may_be_used_however_long_one_tries() => Task.Run(() => Sample(100_000), TestContext.Current.CancellationToken);

    [Fact]
    public void The_pages_to_start_from_are_recognized_with_targets() =>
        KnownPages.All.Count(page => Recognizer.Recognize(page).Targets.Count > 0).ShouldBeGreaterThan(KnownPages.All.Count / 2);

    private static void Sample(int count) => Mutated.Sample(
        mutated =>
        {
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
            var page = PageMutation.Apply(KnownPages.All[mutated.Page], mutated.Mutations);
            var step = Recognizer.Recognize(page);
            TargetOracle.Complaints(page, step).ShouldBeEmpty($"{ActedSteps.Describe(step)} in {page.Html}");
        },
        iter: count,
        print: mutated => $"page {mutated.Page}: {string.Join(", ", mutated.Mutations.AsEnumerable())}");
}
