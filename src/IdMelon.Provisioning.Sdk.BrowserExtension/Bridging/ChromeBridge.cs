using System.Runtime.InteropServices.JavaScript;
using System.Runtime.Versioning;
using System.Text.Json.Nodes;

namespace IdMelon.Provisioning.BrowserExtension.Bridging;

/// <summary>The bridge of a real extension: <c>bridge.js</c> must have been loaded into the page that the program runs in.</summary>
[SupportedOSPlatform("browser")]
public sealed partial class ChromeBridge : IExtensionBridge
{
    /// <inheritdoc/>
    public async Task<BridgeReply> CallAsync(string method, JsonObject arguments, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        var reply = await Script.CallAsync(method, arguments.ToJsonString()).WaitAsync(cancellationToken).ConfigureAwait(false);
        return BridgeReply.Read(reply);
    }

    /// <inheritdoc/>
    public void Post(int port, string text) => Script.Post(port, text);

    private static partial class Script
    {
        [JSImport("globalThis.provisioningBridge.call")]
        public static partial Task<string> CallAsync(string method, string arguments);

        [JSImport("globalThis.provisioningBridge.post")]
        public static partial void Post(int port, string text);
    }
}
