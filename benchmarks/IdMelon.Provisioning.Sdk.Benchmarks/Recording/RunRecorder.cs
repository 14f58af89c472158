using System.Reflection;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using IdMelon.Provisioning.Browsing;

namespace IdMelon.Provisioning.Benchmarks.Recording;

/// <summary>Records the pages of whole runs, as the shared page script replies them, for the fixtures of tests and benchmarks.</summary>
internal static class RunRecorder
{
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Provisions a user per language and writes the pages that were seen, in their order.</summary>
    public static async Task RunAsync(TextWriter output, CancellationToken cancellationToken)
    {
        var folder = typeof(RunRecorder).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == "RecordedPages").Value!;
        await using var world = await SimulatedWorld.StartAsync(cancellationToken);
        foreach (var language in new[] { "en", "de", "ja" })
        {
            var pages = new List<RecordedPage>();
            var record = await world.ProvisionAsync($"user-{language}@contoso.onmicrosoft.com", language, browsers => new RecordingBrowsers(browsers, pages), cancellationToken);
            if (!record.IsDone)
            {
                throw new InvalidOperationException($"The run in {language} ended with {record.Error?.Code}.");
            }

            var target = Directory.CreateDirectory(Path.Combine(folder, language));
            foreach (var old in target.GetFiles("*.json"))
            {
                old.Delete();
            }

            foreach (var (number, seen) in pages.Index())
            {
                await File.WriteAllTextAsync(Path.Combine(target.FullName, $"{number + 1:00}.json"), Reply(seen).ToJsonString(Readable) + "\n", cancellationToken);
            }

            await output.WriteLineAsync($"{language}: {pages.Count} pages");
        }
    }

    private static JsonObject Reply(RecordedPage recorded)
    {
        var (seen, isAfterPasskeyCall) = recorded;
        var page = seen.Snapshot;
        return new JsonObject
        {
            // Not of the reply: the page called for a passkey on the way here.
            ["afterPasskeyCall"] = isAfterPasskeyCall,
            ["acted"] = seen.Acted,
            ["changed"] = seen.Changed,
            ["page"] = new JsonObject
            {
                ["id"] = page.Id,
                ["document"] = page.DocumentId,
                ["origin"] = page.Origin,
                ["path"] = page.Path,
                ["fragment"] = List(page.FragmentKeys),
                ["language"] = page.Language,
                ["direction"] = page.Direction,
                ["facts"] = new JsonObject(page.Facts.Select(fact => KeyValuePair.Create(fact.Key, (JsonNode?)fact.Value))),
                ["html"] = page.Html,
                ["frames"] = List(page.ForeignFrames),
                ["account"] = page.Account.ToString().ToLowerInvariant(),
                ["building"] = page.IsBuilding,
                ["fingerprint"] = page.Fingerprint,
            },
        };
    }

    private static JsonArray List(IReadOnlyList<string> items) => new([.. items.Select(item => (JsonNode)item)]);

    private sealed record RecordedPage(PageObservation.Seen Seen, bool IsAfterPasskeyCall);

    private sealed class RecordingBrowsers(IBrowserSessionFactory inner, List<RecordedPage> pages) : IBrowserSessionFactory
    {
        public async Task<IBrowserSession> OpenAsync(BrowserSessionOptions options, CancellationToken cancellationToken)
        {
            var calls = new CountedCalls(options.PasskeyCalls!);
            return new RecordingSession(await inner.OpenAsync(options with { PasskeyCalls = calls }, cancellationToken), calls, pages);
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }

    private sealed class CountedCalls(IPasskeyCallHandler inner) : IPasskeyCallHandler
    {
        private int count;

        public bool Take() => Interlocked.Exchange(ref count, 0) > 0;

        public async Task<string> HandleAsync(PasskeyCall call, CancellationToken cancellationToken)
        {
            var answer = await inner.HandleAsync(call, cancellationToken);
            Interlocked.Increment(ref count);
            return answer;
        }
    }

    private sealed class RecordingSession(IBrowserSession inner, CountedCalls calls, List<RecordedPage> pages) : IBrowserSession
    {
        public int RoundTrips => inner.RoundTrips;

        public async Task<PageObservation> StepAsync(IReadOnlyList<PageAction> actions, CaptureRequest until, CancellationToken cancellationToken)
        {
            var observation = await inner.StepAsync(actions, until, cancellationToken);
            if (observation is PageObservation.Seen seen)
            {
                pages.Add(new RecordedPage(seen, calls.Take()));
            }

            return observation;
        }

        public ValueTask DisposeAsync() => inner.DisposeAsync();
    }
}
