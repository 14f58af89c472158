using System.Text.Json;
using IdMelon.Provisioning.Browsers;

namespace IdMelon.Provisioning.Puppeteer;

/// <summary>Finds the WebSocket address of a browser's DevTools where only that of its port is known.</summary>
internal static class DevToolsAddress
{
    /// <summary>Asks for it; the driver's own way would follow redirections with our headers.</summary>
    /// <exception cref="ProvisioningException">Nobody answers there, or no browser (<see cref="ErrorCodes.BrowserUnavailable"/>).</exception>
    public static async Task<Uri> OfAsync(RemoteBrowser remote, CancellationToken cancellationToken)
    {
        if (remote.Address.Scheme is "ws" or "wss")
        {
            return remote.Address;
        }

        using var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false });
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri($"{remote.Address.GetLeftPart(UriPartial.Path).TrimEnd('/')}/json/version{remote.Address.Query}"));
        foreach (var (name, value) in remote.Headers)
        {
            request.Headers.TryAddWithoutValidation(name, value.Reveal());
        }

        try
        {
            using var reply = await http.SendAsync(request, cancellationToken).ConfigureAwait(false);
            using var document = JsonDocument.Parse(await reply.Content.ReadAsStringAsync(cancellationToken).ConfigureAwait(false));
            var given = new Uri(document.RootElement.GetProperty("webSocketDebuggerUrl").GetString()!);

            // A browser names itself as it knows itself; the way that leads to it from here is the one that was given.
            return new UriBuilder(remote.Address) { Scheme = remote.Address.Scheme == Uri.UriSchemeHttps ? Uri.UriSchemeWss : Uri.UriSchemeWs, Path = given.AbsolutePath }.Uri;
        }
        catch (HttpRequestException)
        {
            throw BrowserErrors.Unavailable(remote, "it cannot be reached");
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or KeyNotFoundException or UriFormatException or ArgumentNullException)
        {
            throw BrowserErrors.Unavailable(remote, "it does not answer like a browser's DevTools");
        }
    }
}
