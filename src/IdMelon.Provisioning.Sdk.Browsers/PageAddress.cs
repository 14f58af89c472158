namespace IdMelon.Provisioning.Browsers;

/// <summary>Reads the addresses that browsers show.</summary>
public static class PageAddress
{
    /// <summary>The origin of a document that has none of its own, or whose origin is not known.</summary>
    public const string Opaque = "null";

    /// <summary>Tells whether a document of this address has the origin of the frame around it.</summary>
    public static bool IsInherited(string address) => address is "about:srcdoc" or "about:blank" or "";

    /// <summary>Tells whether this is the browser's own page about an error.</summary>
    public static bool IsErrorPage(string address)
    {
        ArgumentNullException.ThrowIfNull(address);
        return address.StartsWith("chrome-error:", StringComparison.Ordinal);
    }

    /// <summary>Gets the origin as scripts see it, such as <c>https://login.microsoft.com</c>.</summary>
    /// <param name="address">A document's address.</param>
    /// <returns><see cref="Opaque"/> for anything but http and https.</returns>
    public static string OriginOf(string address)
    {
        ArgumentNullException.ThrowIfNull(address);

        // The address of a blob holds that of the document that made it.
        return Uri.TryCreate(address.StartsWith("blob:", StringComparison.Ordinal) ? address[5..] : address, UriKind.Absolute, out var uri) && (uri.Scheme == Uri.UriSchemeHttps || uri.Scheme == Uri.UriSchemeHttp)
            ? $"{uri.Scheme}://{(uri.HostNameType is UriHostNameType.IPv6 ? uri.Host : uri.IdnHost)}{(uri.IsDefaultPort ? "" : $":{uri.Port}")}"
            : Opaque;
    }
}
