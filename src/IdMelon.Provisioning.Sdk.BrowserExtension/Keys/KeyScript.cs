using System.Runtime.InteropServices;
using System.Runtime.InteropServices.JavaScript;
using System.Runtime.Versioning;

namespace IdMelon.Provisioning.BrowserExtension.Keys;

/// <summary>The functions of <c>keys.js</c>, which must have been loaded into the page that the program runs in.</summary>
[SupportedOSPlatform("browser")]
internal static partial class KeyScript
{
    /// <summary>Gives bytes to the script; private ones are overwritten there once they are used.</summary>
    public static JSObject Give(ReadOnlyMemory<byte> bytes) => Give(MemoryMarshal.AsMemory(bytes).Span);

    [JSImport("globalThis.provisioningKeys.take")]
    public static partial void Take(JSObject exported, [JSMarshalAs<JSType.MemoryView>] Span<byte> destination);

    [JSImport("globalThis.provisioningKeys.create")]
    [return: JSMarshalAs<JSType.Promise<JSType.Object>>]
    public static partial Task<JSObject> CreateAsync(int algorithm);

    [JSImport("globalThis.provisioningKeys.import")]
    [return: JSMarshalAs<JSType.Promise<JSType.Object>>]
    public static partial Task<JSObject> ImportAsync(int algorithm, JSObject pkcs8);

    [JSImport("globalThis.provisioningKeys.sign")]
    [return: JSMarshalAs<JSType.Promise<JSType.Object>>]
    public static partial Task<JSObject> SignAsync(JSObject key, JSObject data);

    [JSImport("globalThis.provisioningKeys.export")]
    [return: JSMarshalAs<JSType.Promise<JSType.Object>>]
    public static partial Task<JSObject> ExportAsync(JSObject key);

    [JSImport("globalThis.provisioningKeys.seal")]
    public static partial Task<string> SealAsync(JSObject pkcs8, JSObject authenticated, string[] recipients);

    // The script copies and writes nothing.
    [JSImport("globalThis.provisioningKeys.give")]
    private static partial JSObject Give([JSMarshalAs<JSType.MemoryView>] Span<byte> bytes);
}
