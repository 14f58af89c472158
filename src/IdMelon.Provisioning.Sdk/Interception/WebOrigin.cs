using System.Diagnostics.CodeAnalysis;
using System.Net;

namespace IdMelon.Provisioning.Interception;

/// <summary>An origin of the web, taken apart.</summary>
/// <param name="Scheme">The scheme: <c>https</c> or <c>http</c>.</param>
/// <param name="Host">The host in its ASCII form, in lower case.</param>
/// <param name="Port">The port, the scheme's own if none is named.</param>
internal sealed record WebOrigin(string Scheme, string Host, int Port)
{
    /// <summary>Gets whether the host is an address instead of a name.</summary>
    public bool IsAddress => Host.StartsWith('[') || IPAddress.TryParse(Host, out _) || EndsInNumber;

    /// <summary>Gets whether pages of this origin are secure contexts on their own (Secure Contexts §3.1).</summary>
    public bool IsSecure => Scheme == Uri.UriSchemeHttps || IsLocalhost || Host == "[::1]" || (IPAddress.TryParse(Host, out var address) && IPAddress.IsLoopback(address));

    /// <summary>Gets whether pages of this origin may have passkeys at all: an address is no relying party.</summary>
    public bool MayHavePasskeys => IsSecure && !IsAddress;

    private bool IsLocalhost => Host == "localhost" || Host.EndsWith(".localhost", StringComparison.Ordinal);

    // Browsers take a name whose last label is a number for a broken address (URL Standard, "ends in a number").
    private bool EndsInNumber => Host.TrimEnd('.').Split('.')[^1] is { Length: > 0 } last && last.All(char.IsAsciiDigit);

    /// <summary>Reads an origin, or the origin of an address.</summary>
    /// <returns>False if it is opaque, of another scheme or no address at all.</returns>
    public static bool TryParse(string? text, [NotNullWhen(true)] out WebOrigin? origin)
    {
        origin = null;
        if (!Uri.TryCreate(text, UriKind.Absolute, out var address) || (address.Scheme != Uri.UriSchemeHttps && address.Scheme != Uri.UriSchemeHttp) || address.Host.Length == 0)
        {
            return false;
        }

        origin = new(address.Scheme, (address.HostNameType is UriHostNameType.IPv6 ? address.Host : address.IdnHost).ToLowerInvariant(), address.Port);
        return true;
    }
}
