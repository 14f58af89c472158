using System.Text.Json;
using IdMelon.Provisioning.Browsing;
using IdMelon.Provisioning.Recognition;
using IdMelon.Provisioning.Tests.Recognition.Hostile;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Playwright;

namespace IdMelon.Provisioning.Playwright.Tests.Hostile;

/// <summary>Live pages that are changed by chance, read by the real script, and every target then asked about in the page itself.</summary>
public sealed class MutatedLivePageTests
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Hostile");
    private static readonly string Mutate = File.ReadAllText(Path.Combine(Folder, "mutate.js"));
    private static readonly string Inspect = File.ReadAllText(Path.Combine(Folder, "inspect.js"));
    private static readonly PackRecognizer Recognizer = new(EntraCloud.Public);

    private static readonly (string Name, string Address)[] Pages =
    [
        ("username", "https://login.microsoftonline.com/common/oauth2/v2.0/authorize"),
        ("access-pass", "https://login.microsoftonline.com/common/oauth2/v2.0/authorize"),
        ("password", "https://login.microsoftonline.com/common/oauth2/v2.0/authorize"),
        ("stay-signed-in", "https://login.microsoftonline.com/common/login"),
        ("list", "https://mysignins.microsoft.com/security-info"),
        ("method-picker", "https://mysignins.microsoft.com/security-info"),
        ("introduction", "https://mysignins.microsoft.com/security-info"),
        ("passkey-name", "https://mysignins.microsoft.com/security-info"),
        ("ceremony", "https://login.microsoft.com/{id}/fido/create"),
    ];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_live_page_is_recognized_before_it_is_changed()
    {
        var seen = new List<string>();

        await VisitAsync([null], (name, step, _, _) => seen.AddRange(step.Targets.Count > 0 ? [name] : []));

        seen.ShouldBe(Pages.Select(page => page.Name));
    }

    [Fact]
    public Task Whatever_happens_to_a_live_page_its_targets_may_be_used() => TryAsync(Enumerable.Range(1, 16));

    [Fact]
    [Trait("Duration", "Long")]
    public Task Whatever_happens_to_a_live_page_its_targets_may_be_used_however_long_one_tries() => TryAsync(Enumerable.Range(1000, 223));

    private static async Task TryAsync(IEnumerable<int> seeds)
    {
        var wrong = new List<string>();
        var unreached = new SortedDictionary<string, int>(StringComparer.Ordinal);
        var targets = 0;

        await VisitAsync(
            [.. seeds.Select(seed => (int?)seed)],
            (name, step, change, answers) =>
            {
                targets += answers.Count;
                wrong.AddRange(answers.SelectMany(answer => answer.Found.Select(found => $"{name} ({change}): {ActedSteps.Describe(step)}: {found}")));
                foreach (var reason in answers.SelectMany(answer => answer.Unreached))
                {
                    unreached[reason] = unreached.GetValueOrDefault(reason) + 1;
                }
            });

        TestContext.Current.TestOutputHelper?.WriteLine($"{targets} targets; a person could not have reached {string.Join(", ", unreached.Select(reason => $"{reason.Value} ({reason.Key})"))}");
        wrong.ShouldBeEmpty();
        targets.ShouldBeGreaterThan(0);
    }

    private static async Task VisitAsync(IReadOnlyList<int?> seeds, Action<string, PageStep, string, IReadOnlyList<(string[] Found, string[] Unreached)>> visit)
    {
        await using var running = (RunningBrowser)await new LocalHost(new(), NullLogger.Instance).StartAsync(Token);
        await using var context = await running.Browser.NewContextAsync();
        var html = "";
        await context.RouteAsync("**/*", route => route.FulfillAsync(new() { ContentType = "text/html; charset=utf-8", Body = html }));
        var page = await context.NewPageAsync();
        foreach (var (name, address) in Pages)
        {
            html = await File.ReadAllTextAsync(Path.Combine(Folder, "LivePages", name + ".html"), Token);
            foreach (var seed in seeds)
            {
                await page.GotoAsync(address, new() { WaitUntil = WaitUntilState.DOMContentLoaded }).WaitAsync(Token);
                var change = seed is null ? "" : await page.EvaluateAsync<string>(Mutate, (seed * Pages.Length) + Array.FindIndex(Pages, other => other.Name == name));
                var reply = await page.EvaluateAsync<string>(PageScripts.Step, StepProtocol.Write([], new CaptureRequest { Patience = TimeSpan.FromSeconds(1) })).WaitAsync(Token);
                var snapshot = StepProtocol.Read(reply).Snapshot;
                var step = Recognizer.Recognize(snapshot);
                var answers = new List<(string[], string[])>();
                foreach (var target in step.Targets.Values)
                {
                    var answer = await page.EvaluateAsync<JsonElement>(Inspect, target.Number);
                    answers.Add((Texts(answer, "found"), Texts(answer, "unreached")));
                }

                var complaints = TargetOracle.Complaints(snapshot, step);
                visit(name, step, $"seed {seed}: {change}", complaints.Count > 0 ? [.. answers, ([.. complaints], [])] : answers);
            }
        }
    }

    private static string[] Texts(JsonElement answer, string name) => [.. answer.GetProperty(name).EnumerateArray().Select(item => item.GetString() ?? "")];
}
