using System.Text.Json;
using System.Text.Json.Nodes;

namespace IdMelon.Provisioning.BrowserExtension.Bridging;

/// <summary>Calls that may be repeated: what a dead worker has done or not done already does not matter.</summary>
internal static class BridgeCalls
{
    private const int Attempts = 3;

    /// <summary>Calls until the worker lives through it.</summary>
    /// <exception cref="ProvisioningException">It did not, or the browser does not do it.</exception>
    public static async Task<JsonElement> RepeatableAsync(this IExtensionBridge bridge, string method, JsonObject arguments, string errorCode, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            var reply = await bridge.CallAsync(method, arguments, cancellationToken).ConfigureAwait(false);
            if (reply.Problem == BridgeProblem.None)
            {
                return reply.Value;
            }

            if (reply.Problem != BridgeProblem.WorkerLost || attempt == Attempts)
            {
                throw new ProvisioningException(ProvisioningError.Of(errorCode, $"The browser did not do '{method}'."));
            }
        }
    }
}
