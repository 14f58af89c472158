using System.Net;
using IdMelon.Provisioning.Simulator.Events;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;

namespace IdMelon.Provisioning.Simulator.Hosting;

/// <summary>The first thing every request meets: it must come straight from this machine and name a simulated host.</summary>
internal sealed class LoopbackGuard(CloudHosts hosts, SimulatorEvents events, SimulatorWeather weather)
{
    public Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        if (context.Connection.RemoteIpAddress is not { } peer || !IPAddress.IsLoopback(peer) || IsForwarded(context.Request.Headers))
        {
            events.Add(SimulatorEventKinds.ForwardedRefused, null, "A request that did not come straight from this machine was refused.");
            return RefuseAsync(context, StatusCodes.Status400BadRequest, "The simulator answers programs on this machine only.");
        }

        if (!hosts.IsKnown(context.Request.Host.Host))
        {
            events.Add(SimulatorEventKinds.UnknownHost, null, "A request for a host that is not simulated was refused.");
            return RefuseAsync(context, StatusCodes.Status421MisdirectedRequest, "The simulator does not play this host.");
        }

        if (weather.IsUnreachable(context.Request.Host.Host))
        {
            events.Add(SimulatorEventKinds.Unreachable, null, $"{context.Request.Host.Host} is unreachable.");
            CloseConnection(context);
            return Task.CompletedTask;
        }

        return RunAsync(context, next);
    }

    /// <summary>What cannot be read is the client's fault; a fault of the simulator's own must be noticed: clients only see a status of 500.</summary>
    private async Task RunAsync(HttpContext context, RequestDelegate next)
    {
        try
        {
            await next(context).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is BadHttpRequestException or InvalidDataException or IOException
            && !context.Response.HasStarted && !context.RequestAborted.IsCancellationRequested)
        {
            await RefuseAsync(context, (exception as BadHttpRequestException)?.StatusCode ?? StatusCodes.Status400BadRequest, "The request cannot be read.").ConfigureAwait(false);
        }
        catch (Exception exception) when (!context.RequestAborted.IsCancellationRequested)
        {
            events.Add(SimulatorEventKinds.Fault, null, $"{context.Request.Method} {context.Request.Host.Host}: {exception.GetType().Name} in {exception.TargetSite?.DeclaringType?.Name}.");
            throw;
        }
    }

    /// <summary>Closes the whole connection, not only the one HTTP/2 stream.</summary>
    public static void CloseConnection(HttpContext context)
    {
        if (context.Features.Get<IConnectionLifetimeFeature>() is { } connection)
        {
            connection.Abort();
        }

        context.Abort();
    }

    private static bool IsForwarded(IHeaderDictionary headers) =>
        headers.Keys.Any(name => name.StartsWith("X-Forwarded-", StringComparison.OrdinalIgnoreCase)
            || name.Equals("Forwarded", StringComparison.OrdinalIgnoreCase)
            || name.Equals("Via", StringComparison.OrdinalIgnoreCase)
            || name.Equals("X-Real-IP", StringComparison.OrdinalIgnoreCase));

    private static Task RefuseAsync(HttpContext context, int status, string text)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "text/plain; charset=utf-8";
        return context.Response.WriteAsync(text, context.RequestAborted);
    }
}
