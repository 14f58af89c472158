using IdMelon.Provisioning.Browsing;
using IdMelon.Provisioning.Recognition;
using IdMelon.Provisioning.Shared;

namespace IdMelon.Provisioning.Tests.Recognition.Corpus;

/// <summary>Pages of every kind that the simulator shows, captured in a browser. What each is, the simulator's own names tell, and they know nothing of rules.</summary>
public sealed class CorpusTests
{
    private static readonly PackRecognizer Recognizer = new(EntraCloud.Public);

    private static readonly IReadOnlyList<(CorpusPage Page, PageSnapshot Snapshot, PageStep Step)> Pages =
    [
        .. CorpusPage.All.Select(page =>
        {
            var snapshot = SnapshotJson.Read(page.Json);
            return (page, snapshot, Recognizer.Recognize(snapshot));
        }),
    ];

    [Fact]
    public void Every_page_is_recognized_as_approved() =>
        ApprovedCorpus.ShouldHold(Pages.ToDictionary(one => one.Page.Name, one => Describe(one.Page, one.Snapshot, one.Step)));

    [Fact]
    public void No_page_is_taken_for_what_the_simulator_does_not_call_it() =>
        Pages.Where(one => one.Step.Kind != PageStepKind.Unknown && !CorpusLabels.KindsOf(one.Page).Contains(one.Step.Kind))
            .Select(one => $"{one.Page.Name} ({one.Page.View}): {one.Step.Kind} by {one.Step.Evidence.Rule}; may be {string.Join(", ", CorpusLabels.KindsOf(one.Page))}")
            .ShouldBeEmpty();

    [Fact]
    public void Every_target_is_a_control_that_the_simulator_calls_so() =>
        Pages.SelectMany(one => one.Step.Targets.Select(target => (one.Page, target.Key, Name: one.Page.Controls[target.Value.Number - 1])))
            .Where(target => !CorpusLabels.IsCalled(target.Key, target.Name))
            .Select(target => $"{target.Page.Name}: {target.Key} is {target.Name}")
            .ShouldBeEmpty();

    [Fact]
    public void Every_kind_of_page_is_in_the_corpus_or_has_a_page_written_by_hand()
    {
        var found = Pages.Select(one => one.Step.Kind).ToHashSet();

        Enum.GetValues<PageStepKind>().Where(kind => !found.Contains(kind)).ShouldBe(HandWrittenPages.All.Keys, ignoreOrder: true);
    }

    [Theory]
    [MemberData(nameof(HandWritten))]
    public void A_page_that_the_simulator_does_not_show_is_recognized(PageStepKind kind) =>
        Recognizer.Recognize(HandWrittenPages.All[kind]).Kind.ShouldBe(kind);

    public static TheoryData<PageStepKind> HandWritten => [.. HandWrittenPages.All.Keys];

    private static string Describe(CorpusPage page, PageSnapshot snapshot, PageStep step)
    {
        var refusal = string.Join(' ', new[] { step.RefusalCode, step.RefusalNumber }.OfType<string>());
        var targets = step.Targets.OrderBy(target => target.Key)
            .Select(target => $"{target.Key} = {page.Controls[target.Value.Number - 1]}, {SnapshotControls.Describe(snapshot, target.Value.Number)}");
        return string.Join("; ", new[] { step.Kind.ToString(), refusal }.Concat(targets).Where(part => part.Length > 0));
    }
}
