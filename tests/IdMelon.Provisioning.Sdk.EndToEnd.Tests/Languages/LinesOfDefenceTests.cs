using IdMelon.Provisioning.Browsing;
using IdMelon.Provisioning.Recognition;
using IdMelon.Provisioning.Simulator.SignIn;

namespace IdMelon.Provisioning.EndToEnd.Tests.Languages;

/// <summary>What is left when no language is asked for and no phrase is known: signs alone.</summary>
public sealed class LinesOfDefenceTests
{
    private static readonly ApprovedFile Signs = new("signs.txt", "What a run recognizes by signs alone on scrambled pages, in order, and where it ends.");
    private static readonly ApprovedFile Words = new("words.txt", "The steps of a whole run that are not recognized, or not as fully, without any phrase.");

    // So that the page of the ceremony is there to be looked at.
    private static readonly Detour WaitingCeremony = new("a ceremony that waits", (world, _) => world.Simulator.Pages.CeremonyWaitsForNext = true);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static PackRecognizer WithoutWords => new(EntraCloud.Public, phrases: []);

    [Trait("Duration", "Long")]
    [Fact]
    public async Task Scrambled_pages_are_recognized_by_signs_as_far_as_approved()
    {
        var journeys = Enum.GetValues<PageEra>().Select(era => new Journey("qps-ploc", era, IsHonoured: false));

        var results = await Journeys.GoAsync(journeys, Signs, TextOf, provesBrowserLanguage: false, Token, () => WithoutWords);

        results.SelectMany(result => result.Words).ShouldBeEmpty();
        Signs.ShouldHold(results.ToDictionary(result => result.Journey.ToString(), TextOf), isAll: true);
    }

    /// <summary>A recorded run on English pages: each page once more, for a recognizer that knows no phrase.</summary>
    [Trait("Duration", "Long")]
    [Fact]
    public async Task The_steps_that_need_words_are_those_of_the_list()
    {
        var found = new Dictionary<string, string>();
        var (with, without) = (new PackRecognizer(EntraCloud.Public), WithoutWords);
        await using var world = await LanguageWorld.StartAsync("en");
        foreach (var era in Enum.GetValues<PageEra>())
        {
            world.Plain.Browsers.Seen.Clear();
            var result = await world.GoAsync(new Journey("en", era, IsHonoured: true, WaitingCeremony), LanguageWorld.LongPatience, Token);
            result.Faults.ShouldBeEmpty();

            var steps = world.Plain.Browsers.Seen.OfType<PageObservation.Seen>().Select(seen => (With: with.Recognize(seen.Snapshot), Without: without.Recognize(seen.Snapshot))).ToList();
            var need = steps.Where(step => step.With.Kind != step.Without.Kind || !step.With.Targets.ToHashSet().SetEquals(step.Without.Targets))
                .Select(step => step.With.Kind == step.Without.Kind ? $"{step.With.Kind} (a target)" : $"{step.With.Kind} (else {step.Without.Kind})").Distinct();

            steps.ShouldNotBeEmpty();
            found[era.ToString()] = $"{string.Join(", ", need)}{(result.Record.IsDone ? "" : $"; the run ends at {result.Stop}")}";
        }

        Words.ShouldHold(found, isAll: true);
    }

    private static string TextOf(JourneyResult result)
    {
        var steps = result.Rows.Select(row => row.Page?.Step).OfType<string>().Where(step => step != nameof(PageStepKind.Building)).Aggregate(new List<string>(), (all, step) =>
        {
            if (all.LastOrDefault() != step)
            {
                all.Add(step);
            }

            return all;
        });
        return $"{string.Join(", ", steps)}; {result.Text}";
    }
}
