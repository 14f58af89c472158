using System.Text.Encodings.Web;

namespace IdMelon.Provisioning.AdminPanel.SignIn;

/// <summary>A page with one message, for whoever is not signed in.</summary>
internal static class PlainPage
{
    public static IResult Of(string title, string message, string link, string to = "/")
    {
        var html = HtmlEncoder.Default;
        return Results.Content(
            $"""
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>{html.Encode(title)} · Provisioning panel</title>
            <link rel="stylesheet" href="/css/panel.css">
            </head>
            <body>
            <main class="plain">
            <h1>{html.Encode(title)}</h1>
            <p>{html.Encode(message)}</p>
            <p><a href="{html.Encode(to)}">{html.Encode(link)}</a></p>
            </main>
            </body>
            </html>

            """,
            "text/html; charset=utf-8");
    }
}
