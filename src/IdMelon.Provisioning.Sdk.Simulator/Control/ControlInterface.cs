using IdMelon.Provisioning.Simulator.Events;
using IdMelon.Provisioning.Simulator.Hosting;
using Microsoft.AspNetCore.Http;

namespace IdMelon.Provisioning.Simulator.Control;

/// <summary>Answers everything that is asked of the host <c>localhost</c>: the control interface and its status page. No other host leads here.</summary>
internal sealed class ControlInterface(IEnumerable<IControlResource> resources, ControlGuard guard, StatusPage page, SimulatorEvents events)
{
    public const string Root = "_simulator";

    private readonly ControlRoute[] routes = [.. resources.SelectMany(resource => resource.Routes)];

    public IReadOnlyList<ControlRoute> Routes => routes;

    public Task InvokeAsync(HttpContext http, RequestDelegate next) =>
        string.Equals(http.Request.Host.Host, CloudHosts.Control, StringComparison.OrdinalIgnoreCase) ? AnswerAsync(http) : next(http);

    private async Task AnswerAsync(HttpContext http)
    {
        var headers = http.Response.Headers;
        headers.CacheControl = "no-store";
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        if (guard.RefusalOfOrigin(http) is { } foreign)
        {
            await RefuseAsync(http, foreign).ConfigureAwait(false);
            return;
        }

        var path = (http.Request.Path.Value ?? "").Split('/', StringSplitOptions.RemoveEmptyEntries);
        if (await page.TryAnswerAsync(http, path).ConfigureAwait(false))
        {
            return;
        }

        if (guard.RefusalOfCaller(http) is { } stranger)
        {
            await RefuseAsync(http, stranger).ConfigureAwait(false);
            return;
        }

        await WriteAsync(http, await RouteAsync(http, path).ConfigureAwait(false)).ConfigureAwait(false);
    }

    private async ValueTask<ControlReply> RouteAsync(HttpContext http, string[] path)
    {
        var matches = path is [Root, .. var below]
            ? routes.Select(route => (Route: route, Values: route.Match(below))).Where(match => match.Values is not null).ToList()
            : [];
        if (matches.Count == 0)
        {
            return ControlError.Unknown("address", $"GET /{Root} names the addresses there are.");
        }

        if (matches.Find(match => match.Route.Method == http.Request.Method) is not { Values: { } values, Route: var route })
        {
            var allowed = string.Join(", ", matches.Select(match => match.Route.Method));
            http.Response.Headers.Allow = allowed;
            return new ControlError(StatusCodes.Status405MethodNotAllowed, "wrong-method", null, "This address does not take this method.", $"It takes {allowed}.");
        }

        if (http.Request.Query.Keys.FirstOrDefault(name => !route.Parameters.Contains(name)) is { } surplus)
        {
            return ControlError.Wrong(
                "unknown-parameter", $"{route.Resource}?{ControlError.Echo(surplus)}", "There is no such parameter.",
                route.Parameters.Length == 0 ? "Leave it out." : "There are " + string.Join(", ", route.Parameters) + ".");
        }

        var call = new ControlCall(http, route.Resource, values);
        var reply = await route.AnswerAsync(call).ConfigureAwait(false);
        if (reply.Error is null && !HttpMethods.IsGet(route.Method))
        {
            events.Add(SimulatorEventKinds.ControlChanged, call.User, $"{route.Method} {route.Template}.");
        }

        return reply;
    }

    private Task RefuseAsync(HttpContext http, ControlError error)
    {
        events.Add(SimulatorEventKinds.ControlRefused, null, $"A request to the control interface was refused with {error.Status}: {error.Code}.");
        return WriteAsync(http, error);
    }

    private static Task WriteAsync(HttpContext http, ControlReply reply)
    {
        http.Response.StatusCode = reply.Status;
        http.Response.Headers.ContentSecurityPolicy = "default-src 'none'; frame-ancestors 'none'";
        if (reply.Status == StatusCodes.Status401Unauthorized)
        {
            http.Response.Headers.WWWAuthenticate = "Bearer";
        }

        return reply.Body is { } body ? Json.WriteAsync(http, body) : Task.CompletedTask;
    }
}
