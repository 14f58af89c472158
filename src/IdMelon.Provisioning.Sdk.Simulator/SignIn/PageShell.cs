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

/// <summary>Writes documents: head, banner, the data that the page's script reads, and the scripts that build the rest.</summary>
internal sealed class PageShell(
    EntraSimulatorOptions options, PageWeather weather, PageLanguages languages, PageDocuments documents, BrowserSessions sessions, SimulatorApplications applications, CloudHosts hosts,
    SimulatorEvents events)
{
    // In the order in which they build on each other.
    private static readonly string[] SecurityInfoScripts =
    [
        "security-info-eras.js", "security-info-look.js", "security-info-calls.js", "security-info-dialogs.js", "security-info-list.js", "security-info-registration.js",
        "security-info-picker.js", "security-info.js",
    ];

    /// <summary>Writes a page in the shell of the sign-in service.</summary>
    public Task WriteSignInPageAsync(HttpContext http, PageLanguage language, SignInDocument document) => WriteSignInPageAsync(http, language, document, "");

    /// <summary>Writes a page of the WebAuthn host: no name is known for it, and how it carries its data is not known either, so the data is the simulator's own, <c>$Page</c>.</summary>
    public Task WriteWebAuthnPageAsync(HttpContext http, PageLanguage language, JsonObject config, JsonObject page, string[] scripts, string[] groups) =>
        WriteSignInPageAsync(http, language, new(null, config, groups) { Scripts = scripts }, $"globalThis.$Page={page.ToJsonString()};");

    private Task WriteSignInPageAsync(HttpContext http, PageLanguage language, SignInDocument document, string ownData)
    {
        language = LanguageOf(http, language);
        var config = document.Config;
        config["locale"] = new JsonObject { ["mkt"] = language.Culture, ["lcid"] = language.Lcid };
        config["country"] = language.Culture.Split('-')[^1];
        var metas = new StringBuilder();
        if (document.PageId is not null)
        {
            metas.Append(Meta("PageID", document.PageId));
        }

        metas.Append(Meta("SiteID", ""))
            .Append(Meta("ReqLC", language.AskedLcid.ToString(CultureInfo.InvariantCulture)))
            .Append(Meta("LocLC", language.Culture))
            .Append(Meta("robots", "none"))
            .Append(Meta("format-detection", "telephone=no"))
            .Append("<noscript><meta http-equiv=\"Refresh\" content=\"0; URL=/jsdisabled\"></noscript>");
        var data = $"$Config={config.ToJsonString()};var ServerData=$Config;{ownData}";
        return WriteAsync(http, language, language["shell.title"], metas.ToString(), data, document with { Texts = ["shell", .. document.Texts] });
    }

    /// <summary>Writes a page of Security info.</summary>
    public Task WriteSecurityInfoPageAsync(HttpContext http, PageLanguage language, JsonObject config) =>
        WriteAppPageAsync(
            http, language, "info.title", config, SecurityInfoScripts, ["common", "info", "picker", "keytype", "keyready", "front", "naming", "finished", "failed"]);

    /// <summary>Writes a page that has nothing of the sign-in service; its data are shown to scripts as <c>$Page</c>.</summary>
    public Task WriteAppPageAsync(HttpContext http, PageLanguage language, string titleKey, JsonObject config, string[] scripts, string[] groups)
    {
        language = LanguageOf(http, language);
        return WriteAsync(http, language, language[titleKey].Replace("{0}", options.TenantDisplayName, StringComparison.Ordinal), "", $"globalThis.$Page={config.ToJsonString()};", new(null, config, groups) { Scripts = scripts });
    }

    /// <summary>Writes a page that only shows a text, whatever its script does then.</summary>
    public Task WritePlainPageAsync(HttpContext http, PageLanguage language, string text, string script = "plain.js") =>
        WriteAsync(http, LanguageOf(http, language), text, "", "", new(null, [], []) { Scripts = [script], PlainText = text });

    private static string Meta(string name, string content) => $"<meta name=\"{name}\" content=\"{HtmlEncoder.Default.Encode(content)}\">\n";

    /// <summary>The language of the next document of a window: midway means every second one.</summary>
    private PageLanguage LanguageOf(HttpContext http, PageLanguage chosen) =>
        weather.Current.LanguageMidway is { } midway
        && (sessions.Find(http) ?? (object?)PageUser.Of(http)) is { } window
        && documents.NumberIn(window) % 2 == 0
            ? languages.Find(midway)!.AskedAs(chosen.AskedLcid)
            : chosen;

    private JsonObject Simulator(HttpContext http, SignInDocument document)
    {
        var settings = weather.Current;
        var elsewhere = string.Equals(http.Request.Host.Host, hosts.SecurityInfo, StringComparison.OrdinalIgnoreCase) ? hosts.WebAuthnOrigin
            : hosts.SecurityInfo is null ? "https://" + CloudHosts.PersonalAccounts
            : hosts.SecurityInfoOrigin;
        return new()
        {
            ["likely"] = options.LikelyMarks,
            ["seed"] = documents.DrawSeed(PageUser.Of(http), sessions.Find(http)),
            ["slow"] = (int)settings.SlowScript.TotalMilliseconds,
            ["listens"] = settings.Changeable,
            ["planned"] = settings.ChangeByItself?.View,
            ["leaves"] = settings.StaySignedInLeavesByItself,
            ["waits"] = settings.CeremonyWaitsForNext,
            ["era"] = settings.Era.ToString(),
            ["elsewhere"] = elsewhere,
            ["view"] = document.View,
            ["picture"] = document.Picture,
        };
    }

    private async Task WriteAsync(HttpContext http, PageLanguage language, string title, string head, string data, SignInDocument document)
    {
        var nonce = Convert.ToBase64String(RandomNumberGenerator.GetBytes(16));
        var headers = http.Response.Headers;
        headers.CacheControl = "no-store, no-cache";
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers["Referrer-Policy"] = "strict-origin-when-cross-origin";
        headers.ContentSecurityPolicy =
            $"default-src 'none'; script-src 'self' 'nonce-{nonce}'; style-src 'self' 'nonce-{nonce}'; connect-src 'self'; img-src 'self' data:; base-uri 'none'; frame-ancestors 'none'; "
            + $"form-action 'self' {string.Join(' ', hosts.SignIn.Select(host => "https://" + host))} {hosts.SecurityInfoOrigin} {hosts.WebAuthnOrigin} "
            + string.Join(' ', applications.RedirectSources);
        http.Response.ContentType = "text/html; charset=utf-8";

        events.Add(SimulatorEventKinds.DocumentSent, PageUser.Of(http)?.UserPrincipalName, $"A document was sent for {http.Request.Host}{http.Request.Path}.");
        var scripts = new StringBuilder();
        foreach (var script in document.Scripts.Prepend("uses.js").Prepend("page.js"))
        {
            scripts.Append(CultureInfo.InvariantCulture, $"<script defer src=\"/simulator-assets/{script}\"></script>\n");
        }

        var body = new StringBuilder();
        foreach (var (id, content) in document.Carriers)
        {
            body.Append(CultureInfo.InvariantCulture, $"<div id=\"{id}\" data-content=\"{HtmlEncoder.Default.Encode(content)}\"></div>\n");
        }

        if (document.PlainText is { } plain)
        {
            body.Append(CultureInfo.InvariantCulture, $"<main class=\"sim-card\"><h1 class=\"sim-title\">{HtmlEncoder.Default.Encode(plain)}</h1></main>\n");
        }

        // A page that its script builds is hidden until then; one that needs no script, or gets none, shows itself, the banner above all.
        var look = document.PlainText is null ? $"<style nonce=\"{nonce}\">body{"{display:none}"}</style>\n<noscript><style nonce=\"{nonce}\">body{"{display:block}"}</style></noscript>\n" : "";

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
            {look}<link rel="stylesheet" href="/simulator-assets/pages.css">
            <script nonce="{nonce}">{data}globalThis.$Strings={language.Select(document.Texts).ToJsonString()};globalThis.$Simulator={Simulator(http, document).ToJsonString()};</script>
            {scripts}</head>
            <body>
            <aside class="sim-banner">Simulator</aside>
            {body}</body>
            </html>

            """,
            http.RequestAborted).ConfigureAwait(false);
    }
}
