using IdMelon.Provisioning.Simulator.Events;
using IdMelon.Provisioning.Simulator.OAuth;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace IdMelon.Provisioning.Simulator.Hosting;

/// <summary>Lets the weather come upon the calls outside of Graph. An endpoint tells which kind of call it takes; the token endpoint is known by its address.</summary>
internal sealed class EntraWeather(SimulatorWeather weather, CallWeather plans, CallUsers users, CloudHosts hosts, SimulatorEvents events)
{
    public Task InvokeAsync(HttpContext http, RequestDelegate next) =>
        !weather.IsCalmForEntra && CallOf(http) is { } call ? AnswerAsync(http, next, call) : next(http);

    private async Task AnswerAsync(HttpContext http, RequestDelegate next, EntraCall call)
    {
        var user = (await users.FindAsync(http, call).ConfigureAwait(false))?.UserPrincipalName;
        var plan = plans.PlanFor(call, user ?? "");
        if (plan.DropsRequest)
        {
            events.Add(SimulatorEventKinds.Weather, user, $"{call}: dropped before it was carried out.");
            LoopbackGuard.Drop(http);
        }
        else if (plan.Failure is { } failure)
        {
            events.Add(SimulatorEventKinds.Weather, user, $"{call}: failed with {failure.Status}.");
            await plans.DelayAsync(plan.Delay, http.RequestAborted).ConfigureAwait(false);
            await FailAsync(http, failure).ConfigureAwait(false);
        }
        else if (plan.DropsReply || plan.Delay > TimeSpan.Zero)
        {
            await HoldAsync(http, next, call, user, plan).ConfigureAwait(false);
        }
        else
        {
            await next(http).ConfigureAwait(false);
        }
    }

    /// <summary>Answers without carrying anything out. That the body is this plain is inferred.</summary>
    private static Task FailAsync(HttpContext http, PlannedFailure failure)
    {
        http.Response.StatusCode = failure.Status;
        http.Response.ContentType = "text/plain; charset=utf-8";
        http.Response.Headers.CacheControl = "no-store";
        if (failure.RetryAfter is { } pause)
        {
            http.Response.Headers.RetryAfter = CallWeather.Seconds(pause);
        }

        return http.Response.WriteAsync("Simulator: this call was to fail.", http.RequestAborted);
    }

    /// <summary>Has a call carried out and holds its reply back, until later or for good.</summary>
    private async Task HoldAsync(HttpContext http, RequestDelegate next, EntraCall call, string? user, CallWeather.Plan plan)
    {
        var way = http.Features.GetRequiredFeature<IHttpResponseBodyFeature>();
        using var held = new MemoryStream();
        var holding = new StreamResponseBodyFeature(held);
        http.Features.Set<IHttpResponseBodyFeature>(holding);
        try
        {
            await next(http).ConfigureAwait(false);
            await holding.CompleteAsync().ConfigureAwait(false);
        }
        finally
        {
            http.Features.Set(way);
        }

        if (plan.DropsReply)
        {
            events.Add(SimulatorEventKinds.Weather, user, $"{call}: carried out with {http.Response.StatusCode}, reply dropped.");
            LoopbackGuard.Drop(http);
            return;
        }

        await plans.DelayAsync(plan.Delay, http.RequestAborted).ConfigureAwait(false);
        await way.Stream.WriteAsync(held.GetBuffer().AsMemory(0, (int)held.Length), http.RequestAborted).ConfigureAwait(false);
    }

    private EntraCall? CallOf(HttpContext http) =>
        http.GetEndpoint()?.Metadata.GetMetadata<WeatheredCall>()?.Call
        ?? (HttpMethods.IsPost(http.Request.Method) && EntraAddresses.TenantIn(hosts, http.Request, EntraAddresses.Token) is not null ? EntraCall.Token : null);
}
