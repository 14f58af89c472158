using System.Text.RegularExpressions;

namespace IdMelon.Provisioning.Browsers;

/// <summary>The errors that all adapters report in the same words. What drivers say goes into none of them: it may quote what was typed.</summary>
public static partial class BrowserErrors
{
    /// <summary>Finds the network error's name in a driver's text, such as <c>net::ERR_NAME_NOT_RESOLVED</c>.</summary>
    public static string? NetworkError(string? text) => text is not null && NetworkErrorName().Match(text) is { Success: true } match ? match.Value : null;

    /// <summary>Makes the error for a host that the browser could not reach.</summary>
    public static ProvisioningException Unreachable(string host, string reason) => new(ProvisioningError.Of(ErrorCodes.PageUnreachable, $"{host}: {reason}."));

    /// <summary>Makes the error for a browser that is gone or does not do what is asked.</summary>
    public static ProvisioningException Lost(string? detail = null) => new(ProvisioningError.Of(ErrorCodes.BrowserLost, detail));

    /// <summary>Makes the error for a remote place that gives no browser.</summary>
    public static ProvisioningException Unavailable(RemoteBrowser remote, string reason)
    {
        ArgumentNullException.ThrowIfNull(remote);
        return new(ProvisioningError.Of(ErrorCodes.BrowserUnavailable, $"{remote}: {reason}."));
    }

    /// <summary>Tells whether a browser that has just been started, or whose machine has just changed networks, broke a connection off because of a change in itself. The same address is to be opened again.</summary>
    internal static bool IsOwnChange(string? networkError) => networkError is "net::ERR_CERT_VERIFIER_CHANGED" or "net::ERR_NETWORK_CHANGED";

    [GeneratedRegex("net::ERR_[A-Z0-9_]{1,60}", RegexOptions.CultureInvariant)]
    private static partial Regex NetworkErrorName();
}
