using System.Globalization;

namespace IdMelon.Provisioning.BrowserExtension.Tests.Journeys;

/// <summary>Answers the question: what does a user cost in the extension? The table of the benchmarks' results is what this prints.</summary>
[Trait("Duration", "Long")]
public sealed class CostTests(PublishedExtension extension)
{
    private const int Users = 7;

    [Fact]
    public async Task A_user_costs_a_window_and_a_few_round_trips()
    {
        await using var world = await ExtensionWorld.StartAsync(extension);
        var first = (await world.ProvisionAsync(world.AddUser())).Value;
        var further = new List<Running.ProvisioningRecord>();
        for (var i = 0; i < Users; i++)
        {
            further.Add((await world.ProvisionAsync(world.AddUser(string.Create(CultureInfo.InvariantCulture, $"user{i}")))).Value);
        }

        further.ShouldAllBe(record => record.IsDone);
        further.ShouldAllBe(record => record.RoundTrips <= record.PageChanges + 3);
        var times = further.Select(record => record.Duration.TotalMilliseconds).Order().ToList();
        TestContext.Current.TestOutputHelper!.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"| {world.FirstAnswer.TotalMilliseconds:0} ms | {first.Duration.TotalMilliseconds:0} ms | {times[Users / 2]:0} ms | {times[0]:0} to {times[^1]:0} ms | {further[0].RoundTrips} |"));
    }
}
