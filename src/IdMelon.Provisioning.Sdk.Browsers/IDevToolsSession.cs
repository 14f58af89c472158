using System.Text.Json;
using System.Text.Json.Nodes;

namespace IdMelon.Provisioning.Browsers;

/// <summary>A driver's DevTools session with one page. Disposing ends the session, not the page, and never throws.</summary>
public interface IDevToolsSession : IAsyncDisposable
{
    /// <summary>Sends a command.</summary>
    /// <exception cref="ProvisioningException">The page or the browser is gone, or refuses (<see cref="ErrorCodes.BrowserLost"/>); without the driver's words.</exception>
    Task<JsonElement> SendAsync(string method, JsonObject parameters, CancellationToken cancellationToken);
}
