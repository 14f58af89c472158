using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace IdMelon.Provisioning.Browsers;

/// <summary>A browser that a Selenium Grid 4 has started, for drivers that speak the DevTools protocol: made by the WebDriver protocol, driven at the address that the Grid gives.</summary>
/// <remarks>Disposing gives the browser back to the Grid. Source: https://www.selenium.dev/documentation/grid/ and https://www.w3.org/TR/webdriver2/#new-session.</remarks>
public sealed class GridSession : IAsyncDisposable
{
    private static readonly TimeSpan EndingLimit = TimeSpan.FromSeconds(10);

    private readonly HttpClient http;
    private readonly string path;

    private GridSession(HttpClient http, string id, string path, Uri devTools)
    {
        this.http = http;
        this.path = path;
        (Id, DevToolsAddress) = (id, devTools);
    }

    /// <summary>Gets the session's id.</summary>
    public string Id { get; }

    /// <summary>Gets the WebSocket address of the browser's DevTools, at the same host and with the same headers as the Grid.</summary>
    public Uri DevToolsAddress { get; }

    /// <summary>Gets a browser from the Grid, and waits for one as long as <see cref="RemoteBrowser.Patience"/> lasts.</summary>
    /// <exception cref="ProvisioningException">The Grid cannot be reached, or has no browser free in time (<see cref="ErrorCodes.BrowserUnavailable"/>).</exception>
    public static async Task<GridSession> StartAsync(RemoteBrowser remote, BrowserLaunch launch, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(remote);
        ArgumentNullException.ThrowIfNull(launch);
        var http = Client(remote);
        try
        {
            var prefix = remote.Address.AbsolutePath.TrimEnd('/');
            using var content = new StringContent(Capabilities(remote, launch).ToJsonString(), Encoding.UTF8, "application/json");
            using var reply = await http.PostAsync($"{prefix}/session", content, cancellationToken).ConfigureAwait(false);
            var text = await reply.Content.ReadAsStringAsync(cancellationToken).ConfigureAwait(false);
            return Read(http, remote, prefix, text);
        }
        catch (Exception exception)
        {
            http.Dispose();
            throw exception switch
            {
                HttpRequestException => BrowserErrors.Unavailable(remote, "it cannot be reached"),
                OperationCanceledException when !cancellationToken.IsCancellationRequested => BrowserErrors.Unavailable(remote, "it had no browser free in time"),
                JsonException or InvalidOperationException or KeyNotFoundException or FormatException => BrowserErrors.Unavailable(remote, "it does not answer like a Selenium Grid 4"),
                _ => exception,
            };
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        using var soon = new CancellationTokenSource(EndingLimit, TimeProvider.System);
        try
        {
            using var reply = await http.DeleteAsync(path, soon.Token).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is HttpRequestException or OperationCanceledException)
        {
            // The Grid or its node is gone, and the browser with it; or the Grid ends the session by itself after some idle time.
            return;
        }
        finally
        {
            http.Dispose();
        }
    }

    private static HttpClient Client(RemoteBrowser remote)
    {
        // A redirection could carry the headers somewhere else.
        var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = new Uri(remote.Address.GetLeftPart(UriPartial.Authority)), Timeout = remote.Patience };
        foreach (var (name, value) in remote.Headers)
        {
            http.DefaultRequestHeaders.TryAddWithoutValidation(name, value.Reveal());
        }

        return http;
    }

    private static JsonObject Capabilities(RemoteBrowser remote, BrowserLaunch launch) => new()
    {
        ["capabilities"] = new JsonObject
        {
            ["alwaysMatch"] = new JsonObject
            {
                ["browserName"] = remote.BrowserName,
                ["acceptInsecureCerts"] = false,
                [remote.BrowserName == "MicrosoftEdge" ? "ms:edgeOptions" : "goog:chromeOptions"] = new JsonObject { ["args"] = new JsonArray([.. launch.AllArguments.Select(argument => (JsonNode)argument)]) },
            },
        },
    };

    private static GridSession Read(HttpClient http, RemoteBrowser remote, string prefix, string text)
    {
        using var document = JsonDocument.Parse(text);
        var value = document.RootElement.GetProperty("value");
        if (!value.TryGetProperty("sessionId", out var id))
        {
            // Such as "session not created" when nobody gave a place back in time.
            var error = value.GetProperty("error").GetString() ?? "";
            throw BrowserErrors.Unavailable(remote, error.All(letter => letter is ' ' or (>= 'a' and <= 'z')) ? error : "it gave no browser");
        }

        var path = $"{prefix}/session/{Uri.EscapeDataString(id.GetString() ?? "")}";
        var given = new Uri(value.GetProperty("capabilities").GetProperty("se:cdp").GetString()!);

        // A Grid names itself as it knows itself; the way that leads to it from here is the one that was given.
        var devTools = new UriBuilder(remote.Address) { Scheme = remote.Address.Scheme == Uri.UriSchemeHttps ? Uri.UriSchemeWss : Uri.UriSchemeWs, Path = given.AbsolutePath }.Uri;
        return new GridSession(http, id.GetString()!, path, devTools);
    }
}
