using IdMelon.Provisioning.Browsing;
using IdMelon.Provisioning.Recognition;
using IdMelon.Provisioning.Shared;

namespace IdMelon.Provisioning.Tests.Recognition.Corpus;

/// <summary>The sign-in pages of the corpus as a browser and as a program would save them.</summary>
public sealed class SavedCorpusTests
{
    private static readonly PackRecognizer Recognizer = new(EntraCloud.Public);
    private static readonly Dictionary<string, CorpusPage> Live = CorpusPage.All.ToDictionary(page => page.Name, StringComparer.Ordinal);

    // What the facts of a document do not tell, but the page does that its script builds.
    private static readonly Dictionary<string, PageStepKind> TellLess = new(StringComparer.Ordinal)
    {
        // Whether another way is offered is asked of the service later.
        ["en/a-password-and-nothing-else.2.2"] = PageStepKind.Password,

        // These have no page id of their own.
        ["en/interrupt-PasskeyPrompt.prompt"] = PageStepKind.Unknown,
        ["en/interrupt-SecurityDefaultsEnabled.73"] = PageStepKind.Unknown,
        ["ar/interrupt-SecurityDefaultsEnabled.73"] = PageStepKind.Unknown,
        ["en/interrupt-Captcha.48.2"] = PageStepKind.Unknown,
        ["en/interrupt-SecurityDefaultsUpsell.71"] = PageStepKind.Unknown,
    };

    [Fact]
    public void What_a_browser_saved_is_recognized_as_the_page_was_that_it_showed() =>
        CorpusPage.Saved.Where(saved => saved.IsBuilt && !IsHidden(saved.Page)).Select(saved => Compare(saved.Page, saved.Html, Describe)).Where(difference => difference is not null).ShouldBeEmpty();

    [Fact]
    public void What_the_service_sent_is_recognized_by_its_facts_and_gives_nothing_to_touch()
    {
        var sent = CorpusPage.Saved.Where(saved => !saved.IsBuilt && !IsHidden(saved.Page)).ToList();

        sent.Select(saved => Compare(saved.Page, saved.Html, (page, step) => (!page.IsSaved && TellLess.TryGetValue(saved.Page, out var less) ? less : step.Kind).ToString())).Where(difference => difference is not null).ShouldBeEmpty();
        sent.Where(saved => Recognizer.Recognize(SavedPage.Read(saved.Html, EntraCloud.Public).Snapshot).Targets.Count > 0).ShouldBeEmpty();
    }

    // What a style sheet hides for an hour counts as visible on a saved page.
    private static bool IsHidden(string page) => Live[page].Scene == "a script that takes an hour";

    private static string? Compare(string page, string html, Func<PageSnapshot, PageStep, string> describe)
    {
        var live = SnapshotJson.Read(Live[page].Json);
        var saved = SavedPage.Read(html, EntraCloud.Public).Snapshot;
        var (expected, found) = (describe(live, Recognizer.Recognize(live)), describe(saved, Recognizer.Recognize(saved)));
        return found == expected ? null : $"{page}: {found}; shown: {expected}";
    }

    private static string Describe(PageSnapshot page, PageStep step) =>
        string.Join("; ", step.Targets.OrderBy(target => target.Key).Select(target => $"{target.Key} = {SnapshotControls.Describe(page, target.Value.Number)}").Prepend($"{step.Kind} {step.RefusalCode} {step.RefusalNumber}"));
}
