using System.Diagnostics;
using System.Globalization;
using IdMelon.Provisioning.Browsers;
using OpenQA.Selenium;
using OpenQA.Selenium.Remote;

namespace IdMelon.Provisioning.Selenium;

/// <summary>A WebDriver server: a driver on this machine, or a Grid.</summary>
internal sealed class DriverServer(Uri address, TimeSpan patience) : HttpCommandExecutor(address, patience)
{
    private readonly Uri own = address;

    /// <summary>Gets the driver that ends with its one session; null if the server is somebody else's.</summary>
    public DriverService? Driver { get; init; }

    /// <summary>Gets what is sent with every request, and with the WebSocket. Secret.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    /// <summary>Begins a session, and with it a browser.</summary>
    public async Task<DriverSession> BeginAsync(string browserName, BrowserLaunch launch)
    {
        Response reply;
        try
        {
            reply = await ExecuteAsync(new Command(null, DriverCommand.NewSession, Capabilities(browserName, launch))).ConfigureAwait(false);
        }
        catch
        {
            Dispose();
            throw;
        }

        if (reply is not { Status: WebDriverResult.Success, SessionId: { } id, Value: IReadOnlyDictionary<string, object?> given } || !Uri.TryCreate(given.GetValueOrDefault("webSocketUrl") as string, UriKind.Absolute, out var socket))
        {
            Dispose();
            throw new WebDriverException("session not created");
        }

        // A server names itself as it knows itself; the way that leads to it from here is the one that was given, and the headers are for no other.
        var way = new UriBuilder(own) { Scheme = own.Scheme == Uri.UriSchemeHttps ? Uri.UriSchemeWss : Uri.UriSchemeWs, Path = socket.AbsolutePath }.Uri;
        return new DriverSession(this, new SessionId(id), way) { Browser = Driver is null ? null : Find(given.GetValueOrDefault("goog:processID")) };
    }

    protected override HttpClientHandler CreateHttpClientHandler()
    {
        var handler = base.CreateHttpClientHandler();

        // A redirection could carry the headers somewhere else.
        handler.AllowAutoRedirect = false;
        return handler;
    }

    protected override HttpClient CreateHttpClient()
    {
        var client = base.CreateHttpClient();
        foreach (var (name, value) in Headers)
        {
            client.DefaultRequestHeaders.TryAddWithoutValidation(name, value);
        }

        return client;
    }

    private static Dictionary<string, object?> Capabilities(string browserName, BrowserLaunch launch)
    {
        var browser = new Dictionary<string, object?> { ["args"] = launch.AllArguments };
        if (launch.ExecutablePath is { } path)
        {
            browser["binary"] = path;
        }


        var wanted = new Dictionary<string, object?>
        {
            ["browserName"] = browserName,
            ["acceptInsecureCerts"] = false,
            ["webSocketUrl"] = true,
            [browserName == "MicrosoftEdge" ? "ms:edgeOptions" : "goog:chromeOptions"] = browser,
        };
        return new() { ["capabilities"] = new Dictionary<string, object?> { ["alwaysMatch"] = wanted } };
    }

    private static Process? Find(object? processId)
    {
        try
        {
            return processId is null ? null : Process.GetProcessById(Convert.ToInt32(processId, CultureInfo.InvariantCulture));
        }
        catch (ArgumentException)
        {
            // It has ended already.
            return null;
        }
    }
}
