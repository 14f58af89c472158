using System.Collections.Concurrent;
using IdMelon.Provisioning.Recognition;

namespace IdMelon.Provisioning.EndToEnd.Tests.Languages;

/// <summary>Goes many journeys: a tenant and a browser for each language, two languages at a time.</summary>
internal static class Journeys
{
    /// <summary>Languages of several scripts and directions, with and without phrases, and the one that nobody speaks.</summary>
    public static IReadOnlyList<string> SomeLanguages { get; } = ["en", "de", "ja", "ar", "th", "qps-ploc"];

    public static async Task<IReadOnlyList<JourneyResult>> GoAsync(
        IEnumerable<Journey> journeys, Func<JourneyResult, bool> isExpected, bool provesBrowserLanguage, CancellationToken cancellationToken, Func<IStepRecognizer>? recognizer = null)
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

                var own = new List<JourneyResult>();
                foreach (var journey in group)
                {
                    own.Add(await world.GoAsync(journey, isExpected, token));
                    results.Enqueue(own[^1]);
                }

                Console.WriteLine($"{group.Key}: {own.Count(result => result.Record.IsDone)} of {own.Count} done");
            });
        mute.ShouldBeEmpty();
        results.SelectMany(result => result.Faults.Select(fault => $"{result.Journey}: {fault}")).ShouldBeEmpty();
        return [.. results];
    }
}
