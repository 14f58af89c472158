using System.Globalization;
using IdMelon.Provisioning.Browsers;
using IdMelon.Provisioning.Browsing;
using IdMelon.Provisioning.ConsoleRunner.Hosting;
using IdMelon.Provisioning.Playwright;
using IdMelon.Provisioning.Selenium;
using Microsoft.Extensions.Logging.Abstractions;

namespace IdMelon.Provisioning.Benchmarks;

/// <summary>How much is measured.</summary>
/// <param name="Users">How many users are provisioned, one after the other, after a first one.</param>
/// <param name="Windows">How many windows are open at once in the end.</param>
internal readonly record struct DriverReportSize(int Users, int Windows);

/// <summary>Answers the question: what does a user cost with each driver, in time and in memory?</summary>
internal static class DriverReport
{
    private const double Mebi = 1 << 20;

    private static IEnumerable<(string Name, Func<IReadOnlyList<string>, IBrowserSessionFactory> Open)> Drivers =>
    [
        ("Playwright", arguments => new PlaywrightBrowserFactory(new PlaywrightBrowserOptions { Arguments = arguments })),
        ("Selenium", arguments => new SeleniumBrowserFactory(new SeleniumBrowserOptions { Arguments = arguments })),
        .. PuppeteerDriver.IsBuiltIn
            ? [("Puppeteer", arguments => PuppeteerDriver.Open(options => options.Arguments = arguments, NullLoggerFactory.Instance))]
            : Array.Empty<(string, Func<IReadOnlyList<string>, IBrowserSessionFactory>)>(),
    ];

    /// <summary>Measures one driver after the other.</summary>
    /// <returns>Whether all users have their passkey and no driver has started a second browser.</returns>
    public static async Task<bool> RunAsync(TextWriter output, DriverReportSize size, CancellationToken cancellationToken)
    {
        await output.WriteLineAsync("| driver | first user, start included | further users, median | round trips | memory with one window | each further window |\n| --- | ---: | ---: | ---: | ---: | ---: |");
        var isSound = true;
        foreach (var (name, open) in Drivers)
        {
            isSound &= await MeasureAsync(name, open, output, size, cancellationToken);
        }

        return isSound;
    }

    private static async Task<bool> MeasureAsync(string name, Func<IReadOnlyList<string>, IBrowserSessionFactory> open, TextWriter output, DriverReportSize size, CancellationToken cancellationToken)
    {
        var start = TimeProvider.System.GetTimestamp();
        await using var world = await SimulatedWorld.StartAsync(open, cancellationToken);
        var isSound = (await world.ProvisionAsync("first@contoso.onmicrosoft.com", "en", null, cancellationToken)).IsDone;
        var first = TimeProvider.System.GetElapsedTime(start);
        var records = new List<Running.ProvisioningRecord>();
        for (var i = 0; i < size.Users; i++)
        {
            records.Add(await world.ProvisionAsync($"user{i.ToString(CultureInfo.InvariantCulture)}@contoso.onmicrosoft.com", "en", null, cancellationToken));
        }

        isSound &= records.TrueForAll(record => record.IsDone);
        var windows = new List<IBrowserSession>();
        var alone = 0L;
        try
        {
            for (var i = 0; i < size.Windows; i++)
            {
                windows.Add(await world.Browsers.OpenAsync(new(), cancellationToken));
                await windows[i].StepAsync([new PageAction.Navigate(new Uri("https://mysignins.microsoft.com/security-info"))], new(), cancellationToken);
                alone = i == 0 ? Memory() : alone;
            }

            var all = Memory();
            await output.WriteLineAsync(string.Create(
                CultureInfo.InvariantCulture,
                $"| {name} | {first.TotalMilliseconds:0} ms | {Median([.. records.Select(record => record.Duration.TotalMilliseconds)]):0} ms | {Median([.. records.Select(record => (double)record.RoundTrips)]):0} | {alone / Mebi:0} MiB | {(all - alone) / Mebi / Math.Max(1, size.Windows - 1):0.0} MiB |"));
        }
        finally
        {
            foreach (var window in windows)
            {
                await window.DisposeAsync();
            }
        }

        return isSound;
    }

    // Everything that was started: browser, driver, and what lies between. This process itself holds the simulator and is not counted.
    private static long Memory() => OperatingSystem.IsLinux() ? ProcessMemory.Of(Descendants()) : 0;

    private static List<int> Descendants()
    {
        var parents = Directory.GetDirectories("/proc")
            .Select(folder => int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out var id) ? id : 0)
            .Where(id => id > 0)
            .ToDictionary(id => id, ParentOf);
        var found = new List<int> { Environment.ProcessId };
        for (var i = 0; i < found.Count; i++)
        {
            found.AddRange(parents.Where(pair => pair.Value == found[i]).Select(pair => pair.Key));
        }

        return found[1..];
    }

    private static int ParentOf(int id)
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{id.ToString(CultureInfo.InvariantCulture)}/stat");
            return int.Parse(stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[1], CultureInfo.InvariantCulture);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // It ended between listing and reading.
            return 0;
        }
    }

    private static double Median(double[] values)
    {
        Array.Sort(values);
        return values.Length == 0 ? 0 : values[values.Length / 2];
    }
}
