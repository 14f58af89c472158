using IdMelon.Provisioning.Simulator.Events;
using IdMelon.Provisioning.Simulator.Hosting;
using IdMelon.Provisioning.Simulator.Pages;
using Shouldly;
using Xunit;

namespace IdMelon.Provisioning.Simulator.Tests.Weather;

public sealed class StormTests : PagesFixture
{
    private static readonly SimulatorStorm Rough = new() { Failures = 0.2, Throttled = 0.2, DroppedRequests = 0.2, DroppedReplies = 0.2, Slow = 0.1 };

    public static TheoryData<EntraCall> Calls => [.. Enum.GetValues<EntraCall>()];

    [Theory]
    [MemberData(nameof(Calls))]
    public void What_befalls_the_calls_about_one_user_does_not_depend_on_others(EntraCall call)
    {
        var alone = Of(7);
        var among = Of(7);

        var first = Enumerable.Range(0, 40).Select(_ => alone.PlanFor(call, "ada@contoso.example")).ToList();
        var second = Enumerable.Range(0, 40).Select(number =>
        {
            among.PlanFor(call, $"user{number}@contoso.example");
            among.PlanFor(GraphCall.GetUser, "ada@contoso.example");
            return among.PlanFor(call, "ADA@contoso.example");
        }).ToList();

        second.ShouldBe(first);
        first.Distinct().Count().ShouldBeGreaterThan(3);
    }

    [Fact]
    public void Another_seed_is_another_storm()
    {
        var first = Of(7);
        var second = Of(8);

        var same = Enumerable.Range(0, 40).All(_ => first.PlanFor(EntraCall.SignIn, "ada") == second.PlanFor(EntraCall.SignIn, "ada"));

        same.ShouldBeFalse();
    }

    [Fact]
    public async Task A_storm_comes_upon_the_pages_and_tells_whose_they_are()
    {
        await SignInAsync();
        Simulator.Weather.EntraStorm = new() { DroppedReplies = 1 };

        await Should.ThrowAsync<HttpRequestException>(() => Window.AvailableAsync());

        Simulator.Events.Of(SimulatorEventKinds.Weather).ShouldHaveSingleItem().User.ShouldBe(Ada.UserPrincipalName);
    }

    private static CallWeather Of(int seed) => new(new SimulatorWeather(seed) { EntraStorm = Rough, Storm = Rough }, TimeProvider.System);
}
