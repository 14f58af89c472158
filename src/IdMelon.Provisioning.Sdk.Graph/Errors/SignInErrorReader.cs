using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Identity.Client;

namespace IdMelon.Provisioning.Graph.Errors;

/// <summary>Turns MSAL's exceptions into errors.</summary>
internal sealed partial class SignInErrorReader(ForeignText foreign)
{
    public ProvisioningError Read(MsalException refusal)
    {
        var answer = refusal as MsalServiceException;
        var status = answer?.StatusCode ?? 0;
        var told = Told(refusal.Message) ?? Told(answer?.ResponseBody);
        var aadsts = told is null ? null : AadstsNumber().Match(told).Value;
        var serviceCode = aadsts ?? foreign.Name(refusal.ErrorCode);
        var requestId = foreign.Name(refusal.CorrelationId);
        var code = status switch
        {
            429 => ErrorCodes.TenantThrottled,
            408 or >= 500 => ErrorCodes.TenantUnreachable,
            >= 400 when aadsts is not null || refusal.ErrorCode is "invalid_client" or "unauthorized_client" or "invalid_request" or "invalid_grant" or "invalid_scope"
                => ErrorCodes.TenantSignInFailed,
            _ when refusal.ErrorCode is MsalError.RequestTimeout or MsalError.ServiceNotAvailable => ErrorCodes.TenantUnreachable,
            _ => ErrorCodes.TenantUnexpected,
        };
        var answered = status == 0 ? "The sign-in failed" : string.Create(CultureInfo.InvariantCulture, $"The sign-in service answered {status}");
        var detail = $"{answered}: {(told is null ? $"{serviceCode}: " : "")}{foreign.Sentence(told ?? refusal.Message)}{(requestId is null ? "" : $" (correlation id {requestId})")}";
        return ProvisioningError.Of(code, detail) with { HttpStatus = status == 0 ? null : status, ServiceCode = serviceCode, RequestId = requestId };
    }

    // MSAL puts advice of its own before Entra's sentence, and Entra puts ids and the time behind it.
    private static string? Told(string? text) =>
        text is not null && AadstsNumber().Match(text) is { Success: true } match ? text[match.Index..].Split(["Trace ID:", "\",\"", "\"}"], StringSplitOptions.None)[0] : null;

    [GeneratedRegex("AADSTS[0-9]{4,8}", RegexOptions.CultureInvariant)]
    private static partial Regex AadstsNumber();
}
