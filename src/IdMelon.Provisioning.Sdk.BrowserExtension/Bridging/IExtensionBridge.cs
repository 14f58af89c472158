using System.Text.Json.Nodes;

namespace IdMelon.Provisioning.BrowserExtension.Bridging;

/// <summary>Reaches what only the extension's service worker may call. Its methods are those of <c>calls.js</c>.</summary>
public interface IExtensionBridge
{
    /// <summary>Calls a method of the worker, waking it if it has died.</summary>
    /// <param name="method">The method.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="cancellationToken">Ends the wait; the call itself goes on.</param>
    /// <returns>The answer, or what stood against it.</returns>
    Task<BridgeReply> CallAsync(string method, JsonObject arguments, CancellationToken cancellationToken);

    /// <summary>Sends a text to a page that is connected from outside.</summary>
    void Post(int port, string text);
}
