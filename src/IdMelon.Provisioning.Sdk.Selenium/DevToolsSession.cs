using System.Text.Json;
using System.Text.Json.Nodes;
using IdMelon.Provisioning.Browsers;

namespace IdMelon.Provisioning.Selenium;

/// <summary>The DevTools session that the driver itself has with a page; so there is nothing to end.</summary>
internal sealed class DevToolsSession(RunningBrowser browser, string? id, RoundTripCounter counter) : IDevToolsSession
{
    public async Task<JsonElement> SendAsync(string method, JsonObject parameters, CancellationToken cancellationToken)
    {
        try
        {
            counter.Increment();
            return await browser.AskAsync((bidi, token) => bidi.AsModule<ChromiumModule>().SendAsync(id, method, parameters, token)).AbandonableAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (DriverFailure.Read(exception) != DriverProblem.None)
        {
            throw BrowserErrors.Lost($"It refused {method}.");
        }
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
