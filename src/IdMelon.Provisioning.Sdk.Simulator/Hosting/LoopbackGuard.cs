using System.Collections.Frozen;
using System.Net;
using IdMelon.Provisioning.Simulator.Events;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;

namespace IdMelon.Provisioning.Simulator.Hosting;

/// <summary>The first thing every request meets: it must come straight from this machine and name a simulated host.</summary>
internal sealed class LoopbackGuard(CloudHosts hosts, SimulatorEvents events, SimulatorWeather weather)
{
    private static readonly string[] ForwardedPrefixes = ["X-Forwarded", "X-Original-", "X-Envoy-", "CF-", "Fastly-", "X-Azure-", "X-ARR-", "X-Amzn-", "X-Amz-Cf-", "CloudFront-", "Ngrok-"];

    /// <summary>What proxies, tunnels and content networks add to the requests they pass on.</summary>
    private static readonly FrozenSet<string> ForwardedNames = new[]
    {
        "Forwarded", "Forwarded-For", "Via", "X-Via", "X-Forward-For", "X-Proxied-For", "X-Real-IP", "X-Real-Port", "X-Client-IP", "Client-IP", "True-Client-IP", "X-True-Client-IP",
        "X-Cluster-Client-IP", "X-ProxyUser-IP", "X-Remote-IP", "X-Remote-Addr", "Remote-Addr", "X-Originating-IP", "X-Host", "X-HTTP-Host-Override", "X-Rewrite-URL", "Proxy-Client-IP",
        "WL-Proxy-Client-IP", "X-Appengine-User-IP", "X-Vercel-Forwarded-For", "X-NF-Client-Connection-IP", "X-Sucuri-ClientIP", "Incap-Client-IP", "Fly-Client-IP", "DO-Connecting-IP",
        "Akamai-Origin-Hop", "CDN-Loop", "Surrogate-Capability", "X-Cloud-Trace-Context",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    public Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        if (context.Connection.RemoteIpAddress is not { } peer || !IPAddress.IsLoopback(peer) || IsForwarded(context.Request.Headers))
        {
            events.Add(SimulatorEventKinds.ForwardedRefused, null, "A request that did not come straight from this machine was refused.");
            return RefuseAsync(context, StatusCodes.Status400BadRequest, "The simulator answers programs on this machine only.");
        }

        if (!hosts.IsKnown(context.Request.Host.Host))
        {
            events.Add(SimulatorEventKinds.UnknownHost, null, $"A request for {Shown(context.Request.Host.Host)}, which is not simulated, was refused.");
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

    /// <summary>Breaks a call off without an answer. Where calls share a connection, as in HTTP/2, the others go on; in HTTP/1.1 the connection is closed.</summary>
    public static void Drop(HttpContext context) => context.Abort();

    private static void CloseConnection(HttpContext context)
    {
        context.Features.Get<IConnectionLifetimeFeature>()?.Abort();
        context.Abort();
    }

    private static bool IsForwarded(IHeaderDictionary headers) =>
        headers.Keys.Any(name => ForwardedPrefixes.Any(prefix => name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase)) || ForwardedNames.Contains(name));

    // Most often it is the browser itself that asks for something of its maker's.
    private static string Shown(string host) => host.Length <= 100 && Uri.CheckHostName(host) != UriHostNameType.Unknown ? host : "something that is no host";

    private static Task RefuseAsync(HttpContext context, int status, string text)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "text/plain; charset=utf-8";
        return context.Response.WriteAsync(text, context.RequestAborted);
    }
}
