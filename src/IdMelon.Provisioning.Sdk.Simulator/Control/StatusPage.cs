using System.Reflection;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace IdMelon.Provisioning.Simulator.Control;

/// <summary>A page for people that shows the tenant live. It holds nothing itself: its script asks the control interface with the token from the address's fragment.</summary>
internal sealed class StatusPage
{
    public const string Address = $"/{ControlInterface.Root}/status";

    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; "
        + "require-trusted-types-for 'script'; trusted-types 'none'";

    private const string Document =
        """
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <title>Simulator status</title>
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <link rel="icon" href="data:,">
        <link rel="stylesheet" href="/_simulator/status.css">
        <script defer src="/_simulator/status.js"></script>
        </head>
        <body>
        <a class="skip" href="#users">Skip to the users</a>
        <aside class="simulator">Simulator</aside>
        <header>
        <h1 id="tenant">Simulated tenant</h1>
        <p id="names"></p>
        <p id="live" role="status">Connecting …</p>
        </header>
        <noscript><p class="notice">This page needs its script.</p></noscript>
        <form id="ask" hidden>
        <label for="token">Token of the control interface</label>
        <div class="line"><input id="token" type="password" autocomplete="off" spellcheck="false" required><button>Connect</button></div>
        <p>It is <code>controlToken</code> in the connection file. Add <code>#token=…</code> to this address to skip the question.</p>
        </form>
        <main id="content" hidden>
        <ul id="counts" aria-label="At a glance"></ul>
        <section aria-labelledby="weather-title"><h2 id="weather-title">Weather</h2><ul id="weather"></ul></section>
        <section aria-labelledby="users-title">
        <div class="head"><h2 id="users-title">Users</h2><label>Find <input id="find" type="search" autocomplete="off"></label></div>
        <table role="table" aria-labelledby="users-title">
        <thead role="rowgroup"><tr role="row"><th role="columnheader" scope="col">User</th><th role="columnheader" scope="col">State</th><th role="columnheader" scope="col">Access pass</th><th role="columnheader" scope="col">Passkeys</th></tr></thead>
        <tbody id="users" role="rowgroup" tabindex="-1"></tbody>
        </table>
        <p id="users-more"></p>
        </section>
        <section aria-labelledby="events-title">
        <div class="head"><h2 id="events-title">Events</h2><label>User <select id="whose"><option value="">All</option></select></label></div>
        <table role="table" aria-labelledby="events-title" class="events">
        <thead role="rowgroup"><tr role="row"><th role="columnheader" scope="col">Time</th><th role="columnheader" scope="col">Kind</th><th role="columnheader" scope="col">User</th><th role="columnheader" scope="col">What happened</th></tr></thead>
        <tbody id="events" role="rowgroup"></tbody>
        </table>
        </section>
        </main>
        </body>
        </html>

        """;

    private readonly Dictionary<string, (string Type, byte[] Content)> files = new(StringComparer.Ordinal)
    {
        ["status"] = ("text/html; charset=utf-8", Encoding.UTF8.GetBytes(Document)),
        ["status.js"] = ("text/javascript; charset=utf-8", Load("status.js")),
        ["status.css"] = ("text/css; charset=utf-8", Load("status.css")),
    };

    /// <summary>Answers if the page or one of its parts is asked for.</summary>
    public async ValueTask<bool> TryAnswerAsync(HttpContext http, string[] path)
    {
        if (path is not [ControlInterface.Root, var name] || !HttpMethods.IsGet(http.Request.Method) || !files.TryGetValue(name, out var file))
        {
            return false;
        }

        http.Response.ContentType = file.Type;
        http.Response.Headers.ContentSecurityPolicy = Policy;
        http.Response.Headers.XFrameOptions = "DENY";
        await http.Response.Body.WriteAsync(file.Content, http.RequestAborted).ConfigureAwait(false);
        return true;
    }

    private static byte[] Load(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("IdMelon.Provisioning.Simulator.Assets." + name)!;
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        return copy.ToArray();
    }
}
