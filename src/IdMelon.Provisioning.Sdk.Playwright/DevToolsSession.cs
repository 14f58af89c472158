using System.Text.Json;
using System.Text.Json.Nodes;
using IdMelon.Provisioning.Browsers;
using Microsoft.Playwright;

namespace IdMelon.Provisioning.Playwright;

/// <summary>A DevTools session of the driver.</summary>
internal sealed class DevToolsSession(ICDPSession session, RoundTripCounter? counter) : IDevToolsSession
{
    public static async Task<IDevToolsSession> AttachAsync(IPage page, RoundTripCounter counter, CancellationToken cancellationToken)
    {
        try
        {
            counter.Increment();
            return new DevToolsSession(await page.Context.NewCDPSessionAsync(page).AbandonableAsync(cancellationToken).ConfigureAwait(false), counter);
        }
        catch (Exception exception) when (DriverFailure.IsOfDriver(exception))
        {
            throw BrowserErrors.Lost();
        }
    }

    public async Task<JsonElement> SendAsync(string method, JsonObject parameters, CancellationToken cancellationToken)
    {
        try
        {
            counter?.Increment();
            var arguments = parameters.ToDictionary(parameter => parameter.Key, parameter => (object)parameter.Value!);
            return await session.SendAsync(method, arguments).AbandonableAsync(cancellationToken).ConfigureAwait(false) ?? default;
        }
        catch (Exception exception) when (DriverFailure.IsOfDriver(exception))
        {
            throw BrowserErrors.Lost($"It refused {method}.");
        }
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            await session.DetachAsync().ConfigureAwait(false);
        }
        catch (Exception exception) when (DriverFailure.IsOfDriver(exception))
        {
            // It went with its page.
            return;
        }
    }
}
