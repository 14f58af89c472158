using Microsoft.Playwright;
using Shouldly;
using Xunit;

namespace IdMelon.Provisioning.Simulator;

/// <summary>Every mark that any page shows has a row in the table, and what is only likely is off unless it is asked for.</summary>
public sealed class MarkTests(PlaywrightDriver driver) : IClassFixture<PlaywrightDriver>
{
    private const int Windows = 3;

    // Each scene is a window and a journey.
    [Fact]
    public Task Marks_of_some_scenes_are_in_the_table_and_none_is_on_that_is_only_likely() => NoneIsUnknownAsync(oneOf: 6);

    [Fact]
    [Trait("Duration", "Long")]
    public Task Every_mark_is_in_the_table_and_none_is_on_that_is_only_likely() => NoneIsUnknownAsync(oneOf: 1);

    [Fact]
    [Trait("Duration", "Long")]
    public async Task What_is_only_likely_shows_when_it_is_asked_for_and_no_row_of_the_table_is_idle()
    {
        var table = MarkTable.Read();

        var marks = await HarvestAsync(table, likely: true, oneOf: 1);

        this.ShouldSatisfyAllConditions(
            () => marks.Where(mark => table.Find(mark) is null).ShouldBeEmpty(),
            () => table.Rows.Where(row => row.Confidence is "A" or "B" or "C" && !marks.Any(row.Means)).Select(row => row.Mark).ShouldBeEmpty());
    }

    private async Task NoneIsUnknownAsync(int oneOf)
    {
        var table = MarkTable.Read();

        var marks = await HarvestAsync(table, likely: false, oneOf);

        marks.ShouldNotBeEmpty();

        marks.Where(mark => table.Find(mark) is null).ShouldBeEmpty();
        marks.Where(mark => table.Find(mark)!.Confidence is not ("A" or "B" or "own" or "random")).ShouldBeEmpty();
    }

    private async Task<IReadOnlyCollection<string>> HarvestAsync(MarkTable table, bool likely, int oneOf)
    {
        var harvest = new MarkHarvest(table);
        await using (var simulator = await StartAsync(likely))
        {
            await using var browser = await driver.LaunchAsync(simulator);
            await Parallel.ForEachAsync(
                Scene.OfOneTenant.Where((_, index) => index % oneOf == 0), new ParallelOptions { MaxDegreeOfParallelism = Windows, CancellationToken = TestContext.Current.CancellationToken },
                async (scene, _) => await PlayAsync(simulator, browser, scene, harvest));
        }

        foreach (var scene in Scene.OfTheirOwnTenants.Where((_, index) => index % oneOf == 0))
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
