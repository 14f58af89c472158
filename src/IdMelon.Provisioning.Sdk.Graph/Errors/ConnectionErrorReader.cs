using System.Net;
using System.Security.Authentication;

namespace IdMelon.Provisioning.Graph.Errors;

/// <summary>Tells apart why no connection came about.</summary>
internal static class ConnectionErrorReader
{
    public static ProvisioningError Read(HttpRequestException lost, ForeignText foreign)
    {
        if (lost.StatusCode == HttpStatusCode.ProxyAuthenticationRequired)
        {
            return ProvisioningError.Of(ErrorCodes.TenantProxy, "It wants to know who asks (407).") with { HttpStatus = 407 };
        }

        if (lost.HttpRequestError == HttpRequestError.ProxyTunnelError)
        {
            return ProvisioningError.Of(ErrorCodes.TenantProxy, "It did not open a tunnel.") with { HttpStatus = (int?)lost.StatusCode };
        }

        // A handshake that merely breaks off has another cause inside.
        return lost is { HttpRequestError: HttpRequestError.SecureConnectionError, InnerException: null or AuthenticationException }
            ? ProvisioningError.Of(ErrorCodes.TenantTlsUntrusted, foreign.Sentence(lost.InnerException?.Message))
            : ProvisioningError.Of(ErrorCodes.TenantUnreachable, $"The connection failed ({lost.HttpRequestError}).");
    }
}
