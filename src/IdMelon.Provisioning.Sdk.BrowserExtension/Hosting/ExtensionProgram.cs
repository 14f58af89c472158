using System.Runtime.InteropServices.JavaScript;
using System.Runtime.Versioning;
using IdMelon.Provisioning.BrowserExtension.Bridging;
using IdMelon.Provisioning.BrowserExtension.Keys;
using IdMelon.Provisioning.Browsing;

namespace IdMelon.Provisioning.BrowserExtension.Hosting;

/// <summary>What <c>offscreen.js</c> calls.</summary>
[SupportedOSPlatform("browser")]
internal static partial class ExtensionProgram
{
    private static readonly ExtensionHost Host = new(new ChromeBridge(), TimeProvider.System, new ExtensionKeys(new WebCryptoKeys(), new WebCryptoSealer()));

    [JSExport]
    internal static void Connect(int port, string origin) => Host.Connect(port, origin);

    [JSExport]
    internal static Task ReceiveAsync(int port, string text) => Host.ReceiveAsync(port, text, CancellationToken.None);

    [JSExport]
    internal static void Disconnect(int port) => Host.Disconnect(port);

    [JSExport]
    internal static Task<string> AnswerAsync(int tab, string origin, string topOrigin, bool isBelowForeign, string message) =>
        Host.Tabs.AnswerAsync(tab, new PasskeyCall(origin, topOrigin, message) { IsCrossOrigin = isBelowForeign }, CancellationToken.None);

    [JSExport]
    internal static void OnTabClosed(int tab) => Host.Tabs.OnClosed(tab);

    [JSExport]
    internal static void OnTabMoved(int tab, string address) => Host.Tabs.OnMoved(tab, address);

    [JSExport]
    internal static void Decide(string questionId, bool isYes) => Host.Decide(questionId, isYes);

    [JSExport]
    internal static void EndWindow() => Host.EndWindow();

    [JSExport]
    internal static Task RefreshAsync() => Host.RefreshAsync(CancellationToken.None);
}
