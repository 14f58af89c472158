using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using IdMelon.Provisioning.Simulator.Events;
using IdMelon.Provisioning.Simulator.Hosting;
using IdMelon.Provisioning.Simulator.SecurityInfo;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace IdMelon.Provisioning.Simulator.SignIn;

/// <summary>The scripts and the style sheet of the pages, and the channel by which pages are told to change, on every host that has pages.</summary>
internal static partial class PageAssets
{
    private const string Prefix = "IdMelon.Provisioning.Simulator.Assets.";

    public static void MapPageAssets(this WebApplication app)
    {
        var files = Load();
        var weather = app.Services.GetRequiredService<PageWeather>();
        var stopping = app.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;
        var events = app.Services.GetRequiredService<SimulatorEvents>();
        var shell = app.Services.GetRequiredService<PageShell>();
        var sessions = app.Services.GetRequiredService<BrowserSessions>();
        var securityInfo = app.Services.GetRequiredService<SecurityInfoSessions>();
        var languages = app.Services.GetRequiredService<Languages.LanguageChoice>();
        var assets = app.MapGroup("/simulator-assets").RequireHost(app.Services.GetRequiredService<CloudHosts>().Pages);

        assets.MapGet("/weather", (RequestDelegate)(http => ListenAsync(http, weather, stopping)));
        assets.MapPost("/weather", (RequestDelegate)(http => TakeAsync(http, weather)));
        assets.MapPost("/shown", (RequestDelegate)(http => CountAsync(http, events, sessions, securityInfo)));
        assets.MapPost("/used", (RequestDelegate)(http => NoteUseAsync(http, events, sessions, securityInfo)));
        assets.MapGet("/elsewhere", (RequestDelegate)(http => shell.WritePlainPageAsync(http, languages.Of(http.Request), "Elsewhere")));
        assets.MapGet("/{file}", (RequestDelegate)(http => SendAsync(http, files)));
    }

    private static Dictionary<string, byte[]> Load()
    {
        var assembly = Assembly.GetExecutingAssembly();
        return assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))
            .ToDictionary(
                name => name[Prefix.Length..],
                name =>
                {
                    using var stream = assembly.GetManifestResourceStream(name)!;
                    using var copy = new MemoryStream();
                    stream.CopyTo(copy);
                    return copy.ToArray();
                },
                StringComparer.Ordinal);
    }

    private static Task SendAsync(HttpContext http, Dictionary<string, byte[]> files)
    {
        var name = (string)http.GetRouteValue("file")!;
        if (!files.TryGetValue(name, out var content))
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        }

        http.Response.ContentType = Path.GetExtension(name) switch
        {
            ".css" => "text/css; charset=utf-8",
            ".svg" => "image/svg+xml",
            _ => "text/javascript; charset=utf-8",
        };
        http.Response.Headers.CacheControl = "public, max-age=3600";
        http.Response.Headers.XContentTypeOptions = "nosniff";
        return http.Response.Body.WriteAsync(content, http.RequestAborted).AsTask();
    }

    private static async Task ListenAsync(HttpContext http, PageWeather weather, CancellationToken stopping)
    {
        using var gone = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, stopping);
        try
        {
            var change = await weather.Changes.NextAsync(http.Request.Query.ContainsKey("again"), gone.Token).ConfigureAwait(false);
            await AnswerAsync(http, change).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // The page has gone, or the simulator stops: nobody waits for an answer.
            http.Abort();
        }
    }

    private static Task CountAsync(HttpContext http, SimulatorEvents events, BrowserSessions sessions, SecurityInfoSessions securityInfo)
    {
        events.Add(SimulatorEventKinds.ViewShown, UserOf(http, sessions, securityInfo), "A view has come up.");
        http.Response.StatusCode = StatusCodes.Status204NoContent;
        return Task.CompletedTask;
    }

    private static async Task NoteUseAsync(HttpContext http, SimulatorEvents events, BrowserSessions sessions, SecurityInfoSessions securityInfo)
    {
        var form = await RequestReader.ReadFormAsync(http).ConfigureAwait(false);
        var (use, view, control) = (form["use"].ToString(), form["view"].ToString(), form["control"].ToString());

        // Nothing but names goes into an event, whatever is sent.
        if (use is not ("clicked" or "filled") || !Names().IsMatch(view) || !Names().IsMatch(control))
        {
            http.Response.StatusCode = StatusCodes.Status400BadRequest;
            return;
        }

        events.Add(SimulatorEventKinds.ControlUsed, UserOf(http, sessions, securityInfo), $"The control '{control}' of the view '{view}' was {use}.");
        http.Response.StatusCode = StatusCodes.Status204NoContent;
    }

    private static string? UserOf(HttpContext http, BrowserSessions sessions, SecurityInfoSessions securityInfo) =>
        (sessions.Find(http)?.User ?? securityInfo.Find(http)?.User)?.UserPrincipalName;

    private static Task TakeAsync(HttpContext http, PageWeather weather) =>
        AnswerAsync(http, int.TryParse(http.Request.Query["view"], NumberStyles.None, CultureInfo.InvariantCulture, out var view) ? weather.TakePlanned(view) : null);

    private static Task AnswerAsync(HttpContext http, PageChange? change)
    {
        http.Response.ContentType = "application/json";
        http.Response.Headers.CacheControl = "no-store";
        return http.Response.WriteAsync(change is null ? "null" : $"\"{change}\"", http.RequestAborted);
    }

    [GeneratedRegex(@"^[A-Za-z0-9._\-]{1,40}(?: [A-Za-z0-9._\-]{1,40}){0,19}$")]
    private static partial Regex Names();
}
