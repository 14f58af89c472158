namespace IdMelon.Provisioning.Simulator.OAuth;

/// <summary>Compares the redirect URI of a request with those an application registered.</summary>
internal static class RedirectUris
{
    public static bool IsUsable(string? uri) =>
        uri is not null && IsWritten(uri) && Uri.TryCreate(uri, UriKind.Absolute, out var address) && address.UserInfo.Length == 0 && !uri.Contains('#', StringComparison.Ordinal)
        && address.Scheme is not ("javascript" or "data" or "file" or "blob" or "about");

    public static bool Match(string registered, string asked) => IsWritten(asked) && (registered == asked || IsSameLoopback(registered, asked));

    /// <summary>What a policy for contents calls the place that a redirect URI leads to.</summary>
    public static string SourceOf(string registered)
    {
        var uri = new Uri(registered);
        return uri.Scheme is not ("https" or "http") ? uri.Scheme + ":" : IsLoopback(uri) ? $"http://{uri.Host}:*" : uri.GetLeftPart(UriPartial.Authority);
    }

    /// <summary>Tells whether every sign is one that an address is written with: a reader that forgives the others would let them into the reply's header.</summary>
    private static bool IsWritten(string uri) => uri.All(sign => sign is > ' ' and < '\u007f' and not ('\\' or '"' or '<' or '>' or '^' or '`' or '{' or '|' or '}'));

    /// <summary>A program listens on whatever port is free. That 127.0.0.1 is treated as localhost is inferred.</summary>
    private static bool IsSameLoopback(string registered, string asked) =>
        Uri.TryCreate(registered, UriKind.Absolute, out var known) && IsLoopback(known)
        && Uri.TryCreate(asked, UriKind.Absolute, out var wanted) && IsLoopback(wanted)
        && known.Host == wanted.Host && known.PathAndQuery == wanted.PathAndQuery
        && wanted.UserInfo.Length == 0 && !asked.Contains('#', StringComparison.Ordinal);

    private static bool IsLoopback(Uri uri) => uri.Scheme == Uri.UriSchemeHttp && uri.Host is ("localhost" or "127.0.0.1");
}
