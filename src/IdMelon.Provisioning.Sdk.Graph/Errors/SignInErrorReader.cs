using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Identity.Client;

namespace IdMelon.Provisioning.Graph.Errors;

/// <summary>Turns MSAL's exceptions into errors.</summary>
internal sealed partial class SignInErrorReader(ForeignText foreign, TimeProvider time)
{
    public ProvisioningError Read(MsalException refusal)
    {
        var answer = refusal as MsalServiceException;
        var status = answer?.StatusCode ?? 0;
        var told = Told(refusal.Message) ?? Told(answer?.ResponseBody);
        var aadsts = told is null ? null : AadstsNumber().Match(told).Value;
        var serviceCode = aadsts ?? foreign.Name(refusal.ErrorCode);
        var requestId = foreign.Name(refusal.CorrelationId);
        var code = CodeOf(refusal, status, aadsts);
        var remark = code == ErrorCodes.TenantClockSkew ? ClockOf(answer?.Headers?.Date) : SignInNumbers.RemarkOf(aadsts);
        var answered = status == 0 ? "The sign-in failed" : string.Create(CultureInfo.InvariantCulture, $"The sign-in service answered {status}");
        var detail = $"{answered}: {(told is null ? $"{serviceCode}: " : "")}{foreign.Sentence(told ?? refusal.Message)}{(requestId is null ? "" : $" (correlation id {requestId})")}{(remark is null ? "" : $" {remark}")}";
        return ProvisioningError.Of(code, detail) with { HttpStatus = status == 0 ? null : status, ServiceCode = serviceCode, RequestId = requestId };
    }

    private static string CodeOf(MsalException refusal, int status, string? aadsts) => status switch
    {
        407 => ErrorCodes.TenantProxy,
        429 => ErrorCodes.TenantThrottled,
        408 or >= 500 => ErrorCodes.TenantUnreachable,
        _ when SignInNumbers.CodeOf(aadsts) is { } known => known,
        _ when refusal.ErrorCode is MsalError.AuthenticationCanceledError or MsalError.AccessDenied or MsalError.CodeExpired or "authorization_declined" or "expired_token" => ErrorCodes.TenantSignInCancelled,
        >= 400 when aadsts is not null || refusal.ErrorCode is "invalid_client" or "unauthorized_client" or "invalid_request" or "invalid_grant" or "invalid_scope"
            => ErrorCodes.TenantSignInFailed,
        _ when refusal.ErrorCode is MsalError.RequestTimeout or MsalError.ServiceNotAvailable => ErrorCodes.TenantUnreachable,
        _ when refusal.ErrorCode is MsalError.LinuxXdgOpen or MsalError.AuthenticationFailed => ErrorCodes.TenantSignInFailed,
        _ when aadsts is not null => ErrorCodes.TenantSignInFailed,
        _ => ErrorCodes.TenantUnexpected,
    };

    private string? ClockOf(DateTimeOffset? service)
    {
        if (service is not { } theirs)
        {
            return null;
        }

        var ours = time.GetUtcNow();
        return string.Create(CultureInfo.InvariantCulture, $"By the clock of this machine it is {ours:u}, by the service's {theirs:u}.");
    }

    // MSAL puts advice of its own before Entra's sentence, and Entra puts ids and the time behind it.
    private static string? Told(string? text) =>
        text is not null && AadstsNumber().Match(text) is { Success: true } match ? text[match.Index..].Split(["Trace ID:", "\",\"", "\"}"], StringSplitOptions.None)[0] : null;

    [GeneratedRegex("AADSTS[0-9]{4,8}", RegexOptions.CultureInvariant)]
    private static partial Regex AadstsNumber();
}
