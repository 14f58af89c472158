using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Http;

namespace IdMelon.Provisioning.Simulator.OAuth;

/// <summary>Sends the browser back to the application, with a code or with a refusal.</summary>
internal static class AuthorizeAnswer
{
    public static Task SendAsync(HttpContext http, AuthorizeReturn to, params IEnumerable<(string Name, string? Value)> values)
    {
        http.Response.Headers.CacheControl = "no-store, no-cache";
        if (to.Mode == ResponseMode.FormPost)
        {
            return PostAsync(http, to.RedirectUri, Given(to, values));
        }

        http.Response.Redirect(AddressOf(to, values));
        return Task.CompletedTask;
    }

    /// <summary>The address that carries an answer.</summary>
    public static string AddressOf(AuthorizeReturn to, params IEnumerable<(string Name, string? Value)> values)
    {
        var text = string.Join('&', Given(to, values).Select(pair => $"{pair.Name}={Uri.EscapeDataString(pair.Value)}"));
        var joint = to.Mode == ResponseMode.Fragment ? "#" : to.RedirectUri.Contains('?', StringComparison.Ordinal) ? "&" : "?";
        return to.RedirectUri + joint + text;
    }

    public static Task RefuseAsync(HttpContext http, AuthorizeReturn to, EntraError error, TimeProvider time)
    {
        var refusal = EntraRefusal.Of(error, http.Request, time);
        return SendAsync(http, to, ("error", error.Error), ("error_description", refusal.Description), ("error_uri", refusal.Address), ("suberror", error.Suberror));
    }

    private static List<(string Name, string Value)> Given(AuthorizeReturn to, IEnumerable<(string Name, string? Value)> values) =>
        [.. values.Append(("state", to.State)).Where(pair => pair.Item2 is not null).Select(pair => (pair.Item1, pair.Item2!))];

    /// <summary>The page that relays an answer by posting it.</summary>
    private static Task PostAsync(HttpContext http, string address, List<(string Name, string Value)> values)
    {
        var nonce = Convert.ToBase64String(RandomNumberGenerator.GetBytes(16));
        var html = HtmlEncoder.Default;
        var fields = new StringBuilder();
        foreach (var (name, value) in values)
        {
            fields.Append($"<input type=\"hidden\" name=\"{html.Encode(name)}\" value=\"{html.Encode(value)}\">");
        }

        http.Response.ContentType = "text/html; charset=utf-8";
        http.Response.Headers.XContentTypeOptions = "nosniff";
        http.Response.Headers.XFrameOptions = "DENY";
        http.Response.Headers.ContentSecurityPolicy =
            $"default-src 'none'; script-src 'nonce-{nonce}'; style-src 'nonce-{nonce}'; base-uri 'none'; frame-ancestors 'none'; form-action {RedirectUris.SourceOf(address)}";
        return http.Response.WriteAsync(
            $"""
            <!DOCTYPE html>
            <html>
            <head>
            <meta charset="utf-8">
            <title>Working...</title>
            <style nonce="{nonce}">aside {"{ background: #f2c230; text-align: center; }"}</style>
            </head>
            <body>
            <aside>Simulator</aside>
            <form method="POST" name="hiddenform" action="{html.Encode(address)}">{fields}<noscript><input type="submit" value="Submit"></noscript></form>
            <script nonce="{nonce}">document.forms[0].submit();</script>
            </body>
            </html>

            """,
            http.RequestAborted);
    }
}
