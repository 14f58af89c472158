using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json.Nodes;
using IdMelon.Provisioning.Simulator.Events;
using IdMelon.Provisioning.Simulator.Hosting;
using IdMelon.Provisioning.Simulator.Languages;
using IdMelon.Provisioning.Simulator.OAuth;
using Microsoft.AspNetCore.Http;

namespace IdMelon.Provisioning.Simulator.SignIn;

/// <summary>Writes documents: head, banner, the data that the page's script reads, and the script that builds the rest.</summary>
internal sealed class PageShell(EntraSimulatorOptions options, PageWeather weather, CloudHosts hosts, SimulatorEvents events, SimulatorApplications applications)
{
    // In the order in which they build on each other.
    private static readonly string[] SecurityInfoScripts =
    [
        "security-info-eras.js", "security-info-look.js", "security-info-calls.js", "security-info-dialogs.js", "security-info-list.js", "security-info-registration.js",
        "security-info-picker.js", "security-info.js",
    ];

    /// <summary>Writes a page in the shell of the sign-in service.</summary>
    /// <param name="http">The request that is answered.</param>
    /// <param name="language">The language of the page.</param>
    /// <param name="pageId">The untranslated name of the page; null where no name is known, then the page has none.</param>
    /// <param name="config">The page's data, shown to scripts as <c>$Config</c>.</param>
    /// <param name="script">The file name of the script.</param>
    /// <param name="groups">The groups of texts that the script needs.</param>
    /// <param name="carriers">Values in elements of their own: id and content.</param>
    public Task WriteSignInPageAsync(
        HttpContext http, PageLanguage language, string? pageId, JsonObject config, string script, string[] groups, params (string Id, string Content)[] carriers)
    {
        var data = $"$Config={config.ToJsonString()};var ServerData=$Config;";
        return WriteAsync(http, language, language["shell.title"], SignInHead(language, pageId), data, [script], ["shell", .. groups], carriers);
    }

    /// <summary>Writes a page of the WebAuthn host: no name is known for it, and how it carries its data is not known either, so the data is the simulator's own, <c>$Page</c>.</summary>
    public Task WriteWebAuthnPageAsync(HttpContext http, PageLanguage language, JsonObject config, JsonObject page, string[] scripts, string[] groups)
    {
        var data = $"$Config={config.ToJsonString()};var ServerData=$Config;globalThis.$Page={page.ToJsonString()};";
        return WriteAsync(http, language, language["shell.title"], SignInHead(language, null), data, scripts, ["shell", .. groups], []);
    }

    /// <summary>Writes a page of Security info.</summary>
    public Task WriteSecurityInfoPageAsync(HttpContext http, PageLanguage language, JsonObject config) =>
        WriteAsync(
            http, language, language["info.title"], "", $"globalThis.$Page={config.ToJsonString()};", SecurityInfoScripts,
            ["common", "info", "picker", "keytype", "keyready", "front", "naming", "finished", "failed"], []);

    /// <summary>Writes a page that only shows a text.</summary>
    public Task WritePlainPageAsync(HttpContext http, PageLanguage language, string text) =>
        WriteAsync(http, language, text, "", "", ["plain.js"], [], [("text", text)]);

    private async Task WriteAsync(
        HttpContext http, PageLanguage language, string title, string head, string data, string[] scripts, string[] groups, (string Id, string Content)[] carriers)
    {
        var nonce = Convert.ToBase64String(RandomNumberGenerator.GetBytes(16));
        var settings = weather.Current;
        var simulator = new JsonObject
        {
            ["likely"] = options.LikelyMarks,
            ["slow"] = (int)settings.SlowScript.TotalMilliseconds,
            ["listens"] = settings.Changeable,
            ["planned"] = settings.ChangeByItself?.View,
            ["leaves"] = settings.StaySignedInLeavesByItself,
            ["waits"] = settings.CeremonyWaitsForNext,
        };
        var headers = http.Response.Headers;
        headers.CacheControl = "no-store, no-cache";
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers["Referrer-Policy"] = "strict-origin-when-cross-origin";
        headers.ContentSecurityPolicy =
            $"default-src 'none'; script-src 'self' 'nonce-{nonce}'; style-src 'self' 'nonce-{nonce}'; connect-src 'self'; img-src data:; base-uri 'none'; frame-ancestors 'none'; "
            + $"form-action 'self' {string.Join(' ', hosts.SignIn.Select(host => "https://" + host))} {hosts.SecurityInfoOrigin} {hosts.WebAuthnOrigin} "
            + string.Join(' ', applications.RedirectSources);
        http.Response.ContentType = "text/html; charset=utf-8";

        events.Add(SimulatorEventKinds.DocumentSent, PageUser.Of(http)?.UserPrincipalName, $"A document was sent for {http.Request.Host}{http.Request.Path}.");
        var body = new StringBuilder();
        foreach (var (id, content) in carriers)
        {
            body.Append(CultureInfo.InvariantCulture, $"<div id=\"{id}\" data-content=\"{HtmlEncoder.Default.Encode(content)}\"></div>\n");
        }

        await http.Response.WriteAsync(
            $"""
            <!DOCTYPE html>
            <html dir="{language.Direction}" lang="{language.Tag}">
            <head>
            <meta charset="utf-8">
            <title>{HtmlEncoder.Default.Encode(title)}</title>
            <meta name="viewport" content="width=device-width, initial-scale=1">
            {head}
            <link rel="icon" href="data:,">
            <style nonce="{nonce}">body{"{display:none}"}</style>
            <link rel="stylesheet" href="/simulator-assets/pages.css">
            <script nonce="{nonce}">{data}globalThis.$Strings={language.Select(groups).ToJsonString()};globalThis.$Simulator={simulator.ToJsonString()};</script>
            <script defer src="/simulator-assets/page.js"></script>
            {string.Join('\n', scripts.Select(script => $"<script defer src=\"/simulator-assets/{script}\"></script>"))}
            </head>
            <body>
            <aside class="simulator">Simulator</aside>
            {body}</body>
            </html>

            """,
            http.RequestAborted).ConfigureAwait(false);
    }

    private static string SignInHead(PageLanguage language, string? pageId)
    {
        var metas = new StringBuilder();
        if (pageId is not null)
        {
            metas.Append(Meta("PageID", pageId));
        }

        return metas.Append(Meta("SiteID", ""))
            .Append(Meta("ReqLC", language.Lcid.ToString(CultureInfo.InvariantCulture)))
            .Append(Meta("LocLC", language.Culture))
            .Append(Meta("robots", "none"))
            .Append(Meta("format-detection", "telephone=no"))
            .Append("<noscript><meta http-equiv=\"Refresh\" content=\"0; URL=/jsdisabled\"></noscript>")
            .ToString();
    }

    private static string Meta(string name, string content) => $"<meta name=\"{name}\" content=\"{HtmlEncoder.Default.Encode(content)}\">\n";
}
