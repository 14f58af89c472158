using System.Globalization;
using System.Text.Json;
using IdMelon.Provisioning.Benchmarks.Recording;
using IdMelon.Provisioning.Browsing;
using IdMelon.Provisioning.Simulator;
using IdMelon.Provisioning.Simulator.Directory;
using IdMelon.Provisioning.Simulator.Languages;
using Microsoft.Playwright;

namespace IdMelon.Provisioning.Benchmarks;

/// <summary>Answers the question: how long does the script keep a page busy that captures it?</summary>
/// <remarks>The pages are those of a user with as many passkeys as there may be, in the language with the longest texts; the largest counts.</remarks>
internal static class CaptureReport
{
    private const double AllowedMilliseconds = 3;
    private const int WarmUp = 50;

    // Where the script begins to wait: what is before it captures.
    private const string Waiting = "  return new Promise((resolve, reject) => {";

    /// <summary>Prints a table.</summary>
    /// <returns>Whether a page was measured at all, and whether the largest one stays within what is allowed.</returns>
    public static async Task<(bool IsSound, bool IsSoon)> RunAsync(TextWriter output, int captures, CancellationToken cancellationToken)
    {
        var language = PageLanguages.Embedded.All.MaxBy(one => one.Texts.Sum(text => text.Value.Text.Length))!.Culture;
        using var playwright = await Chromium.PrepareAsync();
        await using var simulator = await EntraSimulator.StartAsync(null, cancellationToken);
        simulator.Pages.Language = language;
        var user = simulator.Directory.AddUser("ada@contoso.example", "Ada Lovelace");
        simulator.Directory.IssueAccessPass(user, TimeSpan.FromHours(1), isUsableOnce: false, code: CorpusRecorder.Pass);
        var scene = Scene.OfOneTenant.Single(one => one.Name == "as many passkeys as there may be");
        scene.Arrange(simulator, user);

        await using var browser = await Chromium.LaunchAsync(playwright, simulator);
        var page = await browser.NewPageAsync();
        var measured = new List<Measured>();
        await scene.Enter(simulator, page);
        await new PageWalker(page, user, CorpusRecorder.Pass) { Words = new CorpusWords(language).Find, Look = async () => measured.Add(await MeasureAsync(page, user, captures)), Patience = 5000 }.WalkAsync();

        await output.WriteLineAsync($"| page in {language} | elements | reduced HTML | median | p95 |\n| --- | ---: | ---: | ---: | ---: |");
        foreach (var one in measured)
        {
            await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"| {one.View} | {one.Elements} | {one.Length} | {one.At(0.5):0.00} ms | {one.At(0.95):0.00} ms |"));
        }

        var largest = measured.MaxBy(one => one.Length);
        await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"Allowed for the largest, at the median: {AllowedMilliseconds:0} ms."));
        return (largest is not null, largest?.At(0.5) <= AllowedMilliseconds);
    }

    // Before each capture the page's layout is made to change, as it has when a run looks: otherwise the browser would answer from what it has computed already.
    private static async Task<Measured> MeasureAsync(IPage page, SimulatedUser user, int captures)
    {
        var end = PageScripts.Step.LastIndexOf(Waiting, StringComparison.Ordinal);
        if (end < 0)
        {
            throw new InvalidOperationException("The script does not wait where it did: measure anew what captures.");
        }

        var script = $$"""
            {{PageScripts.Step[..end]}}
              const times = [];
              let seen;
              for (let i = -{{WarmUp}}; i < {{captures}}; i++) {
                document.body.style.paddingBottom = `${Math.abs(i) % 2}px`;
                const start = performance.now();
                seen = capture(request.account);
                if (i >= 0) times.push(performance.now() - start);
              }
              document.body.style.paddingBottom = '';
              return JSON.stringify({ view: globalThis.page?.where?.() ?? '', elements: document.querySelectorAll('*').length, length: seen.page.html.length, times });
            }
            """;
        using var answer = JsonDocument.Parse(await page.EvaluateAsync<string>(script, StepProtocol.Write([], new CaptureRequest { ExpectedAccount = user.UserPrincipalName })));
        var root = answer.RootElement;
        return new(
            root.GetProperty("view").GetString()!, root.GetProperty("elements").GetInt32(), root.GetProperty("length").GetInt32(), [.. root.GetProperty("times").EnumerateArray().Select(time => time.GetDouble()).Order()]);
    }

    private sealed record Measured(string View, int Elements, int Length, IReadOnlyList<double> Times)
    {
        public double At(double share) => Times[(int)(share * (Times.Count - 1))];
    }
}
