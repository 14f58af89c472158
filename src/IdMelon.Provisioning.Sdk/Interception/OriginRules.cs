using System.Globalization;
using IdMelon.Provisioning.WebAuthn;

namespace IdMelon.Provisioning.Interception;

/// <summary>Which origin may use which rp id (WebAuthn Level 3 §5.1.3 steps 6 to 9, §5.11).</summary>
internal sealed class OriginRules(IRelatedOrigins? relatedOrigins)
{
    private static readonly IdnMapping Idn = new() { UseStd3AsciiRules = true };

    /// <summary>Checks the calling origin alone.</summary>
    public static CallRefusal? Check(CallerOrigin caller, out WebOrigin? origin)
    {
        if (!WebOrigin.TryParse(caller.Origin, out origin))
        {
            return CallRefusal.Foreign("The calling document has no origin that may have passkeys.");
        }

        // A frame is a secure context only in a page that is one.
        return origin.MayHavePasskeys && WebOrigin.TryParse(caller.TopOrigin, out var top) && top.IsSecure ? null : CallRefusal.Foreign("The calling document is no secure context with a name.");
    }

    /// <summary>Checks whether the origin may use the rp id, by its own name or by the relying party's list.</summary>
    public async Task<CallRefusal?> CheckAsync(WebOrigin origin, string relyingPartyId, CancellationToken cancellationToken)
    {
        if (RelyingPartyIds.IsOwn(origin, relyingPartyId))
        {
            return null;
        }

        return relatedOrigins is not null
            && HostOf(relyingPartyId) is { } host
            && await relatedOrigins.FetchAsync(host, cancellationToken).ConfigureAwait(false) is { } list
            && RelatedOriginList.Names(list, origin)
            ? null
            : CallRefusal.Foreign("The relying party's id is no registrable suffix of the calling domain, and its list of related origins does not name the caller.");
    }

    private static string? HostOf(string relyingPartyId)
    {
        try
        {
            var host = Idn.GetAscii(relyingPartyId).ToLowerInvariant();
            return Uri.CheckHostName(host) == UriHostNameType.Dns && !new WebOrigin(Uri.UriSchemeHttps, host, 443).IsAddress ? host : null;
        }
        catch (ArgumentException)
        {
            return null;
        }
    }
}
