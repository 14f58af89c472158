using System.Net;
using IdMelon.Provisioning.Simulator.OAuth;
using IdMelon.Provisioning.Simulator.SecurityInfo;
using IdMelon.Provisioning.Simulator.SignIn;
using IdMelon.Provisioning.Simulator.Tests.Control;
using Shouldly;
using Xunit;

namespace IdMelon.Provisioning.Simulator.Tests.Weather;

/// <summary>How much may be ordered for what comes next.</summary>
public sealed class CountLimitTests : ControlTest
{
    private static readonly Dictionary<string, Action<EntraSimulator, int>> Orders = new()
    {
        ["weather/failures"] = (simulator, count) => simulator.Weather.FailNext(GraphCall.GetUser, 503, count),
        ["pages/failures"] = (simulator, count) => simulator.Pages.FailNext(SecurityInfoCall.New, 20, count),
        ["pages/visits"] = (simulator, count) => simulator.Pages.ExpectVisits(new(), count),
    };

    [Theory]
    [InlineData("weather/failures", """{"call":"getUser","status":503}""")]
    [InlineData("pages/failures", """{"call":"new","errorCode":20}""")]
    [InlineData("pages/visits", "{}")]
    public async Task Too_much_is_refused_at_once_and_in_all(string path, string one)
    {
        var order = Orders[path];

        Should.Throw<ArgumentOutOfRangeException>(() => order(Simulator, 10_001)).ParamName.ShouldBe("count");
        Should.Throw<ArgumentOutOfRangeException>(() => order(Simulator, int.MaxValue));
        Should.Throw<ArgumentOutOfRangeException>(() => order(Simulator, 0));
        for (var number = 0; number < 10; number++)
        {
            order(Simulator, 10_000);
        }

        Should.Throw<ArgumentOutOfRangeException>(() => order(Simulator, 1)).ParamName.ShouldBe("count");
        ShouldRefuse(await PostAsync(path, one), HttpStatusCode.BadRequest, "wrong-value", path.Replace('/', '.') + ".count");
    }
}
