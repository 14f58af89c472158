using Microsoft.Playwright;
using Shouldly;
using Xunit;

namespace IdMelon.Provisioning.Simulator;

/// <summary>Every mark that any page shows has a row in the table, and what is only likely is off unless it is asked for.</summary>
public sealed class MarkTests(PlaywrightDriver driver) : IClassFixture<PlaywrightDriver>
{
    private const int Windows = 3;

    [Fact]
    public async Task Every_mark_is_in_the_table_and_none_is_on_that_is_only_likely()
    {
        var table = MarkTable.Read();

        var marks = await HarvestAsync(table, likely: false);

        marks.Where(mark => table.Find(mark) is null).ShouldBeEmpty();
        marks.Where(mark => table.Find(mark)!.Confidence is not ("A" or "B" or "own" or "random")).ShouldBeEmpty();
    }

    [Fact]
    [Trait("Duration", "Long")]
    public async Task What_is_only_likely_shows_when_it_is_asked_for_and_no_row_of_the_table_is_idle()
    {
        var table = MarkTable.Read();

        var marks = await HarvestAsync(table, likely: true);

        this.ShouldSatisfyAllConditions(
            () => marks.Where(mark => table.Find(mark) is null).ShouldBeEmpty(),
            () => table.Rows.Where(row => row.Confidence is "A" or "B" or "C" && !marks.Any(row.Means)).Select(row => row.Mark).ShouldBeEmpty());
    }

    private async Task<IReadOnlyCollection<string>> HarvestAsync(MarkTable table, bool likely)
    {
        var harvest = new MarkHarvest(table);
        await using (var simulator = await StartAsync(likely))
        {
            await using var browser = await driver.LaunchAsync(simulator);
            await Parallel.ForEachAsync(
                Scene.OfOneTenant, new ParallelOptions { MaxDegreeOfParallelism = Windows, CancellationToken = TestContext.Current.CancellationToken },
                async (scene, _) => await PlayAsync(simulator, browser, scene, harvest));
        }

        foreach (var scene in Scene.OfTheirOwnTenants)
        {
            await using var simulator = await StartAsync(likely);
            await using var browser = await driver.LaunchAsync(simulator);
            await PlayAsync(simulator, browser, scene, harvest);
        }

        return harvest.Marks;
    }

    private static Task<EntraSimulator> StartAsync(bool likely) =>
        EntraSimulator.StartAsync(new EntraSimulatorOptions { LikelyMarks = likely }, TestContext.Current.CancellationToken);

    private static async Task PlayAsync(EntraSimulator simulator, IBrowser browser, Scene scene, MarkHarvest harvest)
    {
        const string pass = "Walk+er%1";
        var user = simulator.Directory.AddUser($"{Guid.NewGuid():N}@{scene.Domain}", scene.Name);
        simulator.Directory.IssueAccessPass(user, TimeSpan.FromHours(1), isUsableOnce: false, code: pass);
        scene.Arrange(simulator, user);
        await using var context = await browser.NewContextAsync(new() { Locale = "en-US" });
        await harvest.AttachAsync(context);
        var page = await context.NewPageAsync();
        if (scene.HasAuthenticator)
        {
            await Authenticators.AddAsync(page);
        }

        await scene.Enter(simulator, page);
        var done = await new PageWalker(page, user, pass, scene.KnowsPassword).WalkAsync();

        TestContext.Current.TestOutputHelper?.WriteLine($"{scene.Name}: {page.Url.Split('?')[0]} after {string.Join(" → ", done)}");
    }
}
