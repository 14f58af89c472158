using Microsoft.AspNetCore.Http;

namespace IdMelon.Provisioning.Simulator.Control;

/// <summary>Who may use the control interface: whoever has the token, and no page but its own.</summary>
/// <remarks>A page of somebody else cannot get here by renaming its own host either: the host must be <c>localhost</c>, and TLS is spoken.</remarks>
internal sealed class ControlGuard(ControlToken token)
{
    private const string Scheme = "Bearer ";

    private static readonly string[] TokenParameters = ["token", "access_token", "controlToken", "authorization"];

    /// <summary>Refuses what a page of another origin sends, and tokens in addresses.</summary>
    public ControlError? RefusalOfOrigin(HttpContext http)
    {
        var headers = http.Request.Headers;
        var isForeign = headers.Origin.Count > 0 && !string.Equals(headers.Origin.ToString(), $"https://{http.Request.Host.Value}", StringComparison.OrdinalIgnoreCase);
        if (isForeign || headers["Sec-Fetch-Site"].ToString() is not ("" or "none" or "same-origin"))
        {
            return new(
                StatusCodes.Status403Forbidden, "foreign-page", null, "The control interface does not answer pages of other origins.",
                "Use a program, or the status page itself; type its address instead of following a link.");
        }

        var isInAddress = http.Request.Query.Any(parameter => TokenParameters.Contains(parameter.Key, StringComparer.OrdinalIgnoreCase) || parameter.Value.Any(token.Is));
        return isInAddress
            ? ControlError.Wrong("token-in-address", null, "A token does not belong in an address, which is kept in many places.", "Send it as 'Authorization: Bearer TOKEN'.")
            : null;
    }

    /// <summary>Refuses whoever does not have the token.</summary>
    public ControlError? RefusalOfCaller(HttpContext http)
    {
        var header = http.Request.Headers.Authorization.ToString();
        return !header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)
                ? new(StatusCodes.Status401Unauthorized, "token-missing", null, "The token of the control interface is missing.", "Send it as 'Authorization: Bearer TOKEN'; it is in the connection file.")
            : !token.Is(header[Scheme.Length..].Trim())
                ? new(StatusCodes.Status401Unauthorized, "token-wrong", null, "This is not the token of the control interface.", "It is new at every start; it is in the connection file.")
            : null;
    }
}
