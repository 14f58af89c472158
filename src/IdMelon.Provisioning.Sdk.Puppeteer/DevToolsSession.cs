using System.Text.Json;
using System.Text.Json.Nodes;
using IdMelon.Provisioning.Browsers;
using PuppeteerSharp;

namespace IdMelon.Provisioning.Puppeteer;

/// <summary>A page's DevTools session, lent out: it ends with the page.</summary>
internal sealed class DevToolsSession(ICDPSession session, RoundTripCounter? counter) : IDevToolsSession
{
    public async Task<JsonElement> SendAsync(string method, JsonObject parameters, CancellationToken cancellationToken)
    {
        try
        {
            counter?.Increment();
            return await session.SendAsync(method, parameters).AbandonableAsync(cancellationToken).ConfigureAwait(false) ?? default;
        }
        catch (Exception exception) when (DriverFailure.IsOfDriver(exception))
        {
            throw BrowserErrors.Lost($"It refused {method}.");
        }
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
