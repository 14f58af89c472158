using IdMelon.Provisioning.Simulator.Control.Fields;
using IdMelon.Provisioning.Simulator.Hosting;
using Microsoft.AspNetCore.Http;

namespace IdMelon.Provisioning.Simulator.Control;

/// <summary>What goes wrong between a client and the tenant.</summary>
internal sealed class WeatherResource(SimulatorWeather weather, CloudHosts hosts) : IControlResource
{
    private readonly FieldTable<SimulatorWeather> fields = WeatherFields.Of(hosts);

    public IEnumerable<ControlRoute> Routes =>
    [
        new(HttpMethods.Get, "weather", _ => new(ControlReply.Ok(fields.Write(weather)))),
        new(HttpMethods.Patch, "weather", async call => (await call.ChangeAsync(fields, weather).ConfigureAwait(false)).ToReply(fields)),
        new(HttpMethods.Delete, "weather", _ => new(Clear())),
        new(HttpMethods.Post, "weather/failures", call => PlanAsync(call, WeatherFields.NextFailures, new(), plan => weather.Planned.Fail(plan.Call, plan.Status, plan.Count, plan.RetryAfter))),
        new(HttpMethods.Post, "weather/droppedReplies", call => PlanAsync(call, WeatherFields.NextDrops, new(), plan => weather.Planned.Drop(plan.Call!, before: 0, after: plan.Count))),
        new(HttpMethods.Post, "weather/droppedRequests", call => PlanAsync(call, WeatherFields.NextDrops, new(), plan => weather.Planned.Drop(plan.Call!, before: plan.Count, after: 0))),
    ];

    /// <summary>Carries out what the body asks for and answers without content.</summary>
    public static async ValueTask<ControlReply> PlanAsync<T>(ControlCall call, FieldTable<T> table, T blank, Action<T> carryOut)
    {
        var plan = await call.ReadBodyAsync(table, blank).ConfigureAwait(false);
        if (plan.Error is { } error)
        {
            return error;
        }

        try
        {
            carryOut(plan.Value);
        }
        catch (ArgumentOutOfRangeException exception) when (exception.ParamName == "count")
        {
            return ControlError.Wrong("wrong-value", call.Resource + ".count", $"No more than {CountLimits.MostWaiting} may be waiting.", "Let some of them happen, or DELETE what waits.");
        }

        return ControlReply.NoContent;
    }

    private ControlReply Clear()
    {
        weather.Clear();
        return ControlReply.NoContent;
    }
}
