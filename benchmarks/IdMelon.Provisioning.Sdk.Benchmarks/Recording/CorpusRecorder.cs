using System.Reflection;
using System.Text.Encodings.Web;
using System.Text.Json;
using IdMelon.Provisioning.Browsing;
using IdMelon.Provisioning.Simulator;
using Microsoft.Playwright;

namespace IdMelon.Provisioning.Benchmarks.Recording;

/// <summary>Walks every scene in several languages and records each page once, with the simulator's own word for what it is.</summary>
internal static class CorpusRecorder
{
    public const string Pass = "Walk+er%1";

    private const int Windows = 3;

    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly string[] Languages = ["en", "de", "ja", "ar", "qps-ploc"];
    private static readonly string[] SavedLanguages = ["en", "ar"];

    /// <summary>Records the corpus anew.</summary>
    public static async Task RunAsync(TextWriter output, IReadOnlyList<string> languages, CancellationToken cancellationToken)
    {
        using var playwright = await Chromium.PrepareAsync();
        foreach (var language in languages is [] ? Languages : languages)
        {
            var pages = await WalkAsync(playwright, language, output, cancellationToken);
            await WriteAsync(language, pages, cancellationToken);
            await output.WriteLineAsync($"{language}: {pages.Count} pages");
        }
    }

    private static async Task<IReadOnlyList<CorpusPage>> WalkAsync(IPlaywright playwright, string language, TextWriter output, CancellationToken cancellationToken)
    {
        var scenes = Scene.OfOneTenant.Concat(Scene.OfTheirOwnTenants).Concat(CorpusScenes.OfTheirOwnTenants).Where(scene => language == "en" || CorpusScenes.IsWordy(scene)).Index().ToList();
        var seen = new List<CorpusPage>[scenes.Count];
        await Parallel.ForEachAsync(scenes, new ParallelOptions { MaxDegreeOfParallelism = Windows, CancellationToken = cancellationToken }, async (scene, token) =>
        {
            seen[scene.Index] = await PlayAsync(playwright, scene.Item, language, scene.Index, token);
            await output.WriteLineAsync($"{language}, {scene.Item.Name}: {string.Join(" → ", seen[scene.Index].Select(page => page.View))}");
        });

        // In the order of the scenes, so that a page belongs to the plainest scene that shows it.
        return [.. seen.SelectMany(pages => pages).DistinctBy(page => page.Shape)];
    }

    private static async Task<List<CorpusPage>> PlayAsync(IPlaywright playwright, Scene scene, string language, int number, CancellationToken cancellationToken)
    {
        await using var simulator = await EntraSimulator.StartAsync(new EntraSimulatorOptions { Seed = number + 1 }, cancellationToken);
        simulator.Pages.Language = language;
        var user = simulator.Directory.AddUser($"walker@{scene.Domain}", "Ada Walker");
        simulator.Directory.IssueAccessPass(user, TimeSpan.FromHours(1), isUsableOnce: false, code: Pass);
        scene.Arrange(simulator, user);

        await using var browser = await Chromium.LaunchAsync(playwright, simulator);
        await using var context = await browser.NewContextAsync();
        var page = await context.NewPageAsync();
        var watch = new CorpusWatch(page, scene.Name, language, user.UserPrincipalName);
        if (scene.HasAuthenticator)
        {
            await Simulator.Authenticators.AddAsync(page);
        }

        await scene.Enter(simulator, page);
        await new PageWalker(page, user, Pass, scene.KnowsPassword) { Words = new CorpusWords(language).Find, Look = watch.LookAsync, FirstPatience = 4000, Patience = 1500 }.WalkAsync();
        return watch.Pages;
    }

    private static async Task WriteAsync(string language, IReadOnlyList<CorpusPage> pages, CancellationToken cancellationToken)
    {
        var folder = Empty(Path.Combine(Metadata("Corpus"), language));
        var saved = SavedLanguages.Contains(language) ? Empty(Path.Combine(Metadata("Corpus"), "saved", language)) : null;
        var documents = new HashSet<string>(StringComparer.Ordinal);
        var looks = new HashSet<string>(StringComparer.Ordinal);
        foreach (var group in pages.GroupBy(page => $"{page.Scene.Replace(' ', '-')}.{page.View.Replace(':', '-')}"))
        {
            foreach (var (index, page) in group.Index())
            {
                var name = index == 0 ? group.Key : $"{group.Key}.{index + 1}";
                await File.WriteAllTextAsync(Path.Combine(folder, name + ".json"), page.ToJson().ToJsonString(Readable) + "\n", cancellationToken);

                // They are long: one of each view with its refusal and so many controls is enough.
                var look = $"{page.View} {page.Snapshot.Facts.GetValueOrDefault("sErrorCode")} {page.Label.GetProperty("controls").GetArrayLength()}";
                if (saved is not null && page.Snapshot.SecureHost == "login.microsoftonline.com" && looks.Add(look))
                {
                    await File.WriteAllTextAsync(Path.Combine(saved, name + ".built.html"), page.Built, cancellationToken);
                    if (page.Sent is { } sent && documents.Add(page.Snapshot.DocumentId))
                    {
                        await File.WriteAllTextAsync(Path.Combine(saved, name + ".sent.html"), sent, cancellationToken);
                    }
                }
            }
        }
    }

    private static string Empty(string folder)
    {
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }

        return Directory.CreateDirectory(folder).FullName;
    }

    private static string Metadata(string key) => typeof(CorpusRecorder).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == key).Value!;
}
