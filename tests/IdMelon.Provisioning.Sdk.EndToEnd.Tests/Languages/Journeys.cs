using System.Collections.Concurrent;
using IdMelon.Provisioning.Recognition;

namespace IdMelon.Provisioning.EndToEnd.Tests.Languages;

/// <summary>Goes many journeys: a tenant and a browser for each language, two languages at a time.</summary>
internal static class Journeys
{
    /// <summary>Languages of several scripts and directions, with and without phrases, and the one that nobody speaks.</summary>
    public static IReadOnlyList<string> SomeLanguages { get; } = ["en", "de", "ja", "ar", "th", "qps-ploc"];

    /// <summary>One that is asked for, one of another script, and none that anybody speaks.</summary>
    public static IReadOnlyList<string> FewLanguages { get; } = ["en", "ja", "qps-ploc"];

    public static async Task<IReadOnlyList<JourneyResult>> GoAsync(
        IEnumerable<Journey> journeys, ApprovedFile approved, Func<JourneyResult, string> textOf, bool provesBrowserLanguage, CancellationToken cancellationToken, Func<IStepRecognizer>? recognizer = null)
    {
        var results = new ConcurrentQueue<JourneyResult>();
        var mute = new ConcurrentQueue<string>();
        await Parallel.ForEachAsync(
            journeys.GroupBy(journey => journey.Language),
            new ParallelOptions { MaxDegreeOfParallelism = 2, CancellationToken = cancellationToken },
            async (group, token) =>
            {
                await using var world = await LanguageWorld.StartAsync(group.Key, recognizer?.Invoke());
                if (provesBrowserLanguage && await world.LanguageWithoutAskingAsync(token) is var shown && shown != group.Key)
                {
                    mute.Enqueue($"A browser set to {group.Key} gets pages in {shown}.");
                }

                foreach (var journey in group)
                {
                    var result = await world.GoAsync(journey, one => approved.Lines.GetValueOrDefault(journey.ToString()) == textOf(one), token);
                    results.Enqueue(result);
                    Console.WriteLine($"{journey}: {textOf(result)}");
                }
            });
        mute.ShouldBeEmpty();
        results.SelectMany(result => result.Faults.Select(fault => $"{result.Journey}: {fault}")).ShouldBeEmpty();
        return [.. results];
    }
}
