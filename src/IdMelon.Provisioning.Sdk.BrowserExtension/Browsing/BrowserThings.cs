using System.Text.Json;

namespace IdMelon.Provisioning.BrowserExtension.Browsing;

/// <summary>How things stand in the browser, as the worker tells.</summary>
/// <param name="ExtensionVersion">The extension's version.</param>
/// <param name="Browser">The browser's name.</param>
/// <param name="BrowserVersion">The browser's version.</param>
/// <param name="IsPrivateAllowed">Whether the extension is allowed in private windows.</param>
/// <param name="MissingPermissions">The host patterns of the manifest that were withdrawn.</param>
/// <param name="PrivateWindows">How many private windows are open.</param>
public sealed record BrowserThings(string ExtensionVersion, string Browser, string BrowserVersion, bool IsPrivateAllowed, IReadOnlyList<string> MissingPermissions, int PrivateWindows)
{
    /// <summary>Gets whether the operator has switched the browser's own passkey proxy on.</summary>
    public bool IsProxyOn { get; init; }

    /// <summary>Gets what stands against a run; null if nothing does.</summary>
    public ProvisioningError? Objection =>
        !IsPrivateAllowed ? ProvisioningError.Of(ErrorCodes.ExtensionPrivateDenied)
        : MissingPermissions.Count > 0 ? ProvisioningError.Of(ErrorCodes.ExtensionPermissionMissing, $"It is {string.Join(", ", MissingPermissions)}.")
        : PrivateWindows > 0 ? ProvisioningError.Of(ErrorCodes.ExtensionPrivateWindowOpen)
        : null;

    /// <summary>Reads what the worker tells.</summary>
    public static BrowserThings Of(JsonElement value) => new(
        value.GetProperty("version").GetString()!,
        value.GetProperty("browser").GetString()!,
        value.GetProperty("browserVersion").GetString()!,
        value.GetProperty("isPrivateAllowed").GetBoolean(),
        [.. value.GetProperty("missing").EnumerateArray().Select(item => item.GetString()!)],
        value.GetProperty("privateWindows").GetInt32()) { IsProxyOn = value.GetProperty("isProxyOn").GetBoolean() };
}
