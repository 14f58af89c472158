using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using IdMelon.Provisioning.Graph.Http;
using Microsoft.Graph.Models.ODataErrors;
using Microsoft.Identity.Client;
using Microsoft.Kiota.Abstractions;

namespace IdMelon.Provisioning.Graph.Errors;

/// <summary>Turns what the client libraries throw into errors with a code, the HTTP status, the service's code and the request id.</summary>
internal sealed class ErrorReader
{
    private static readonly string[] PolicySigns =
    [
        "does not allow creating or updating this authentication method",
        "external guest",
    ];

    private static readonly string[] NotFoundCodes = ["Request_ResourceNotFound", "ResourceNotFound", "itemNotFound", "userNotFound", "notFound"];

    private readonly ForeignText foreign;
    private readonly SignInErrorReader signIn;

    /// <param name="secret">What must not show; null if nothing is known.</param>
    /// <param name="time">The clock that is compared with the service's.</param>
    public ErrorReader(SecretText? secret, TimeProvider time)
    {
        foreign = new(secret is null ? [] : [secret]);
        signIn = new(foreign, time);
    }

    /// <summary>Tells whether an exception is an answer, or the lack of one, rather than a fault of the program.</summary>
    public static bool Knows(Exception exception) =>
        exception is ApiException or MsalException or ProvisioningException or GatewayPageException or CryptographicException or HttpRequestException or OperationCanceledException or IOException or JsonException or FormatException
        or (InvalidOperationException and not ObjectDisposedException);

    /// <summary>Tells whether Graph itself, and not some gateway before it, says that a thing is not there.</summary>
    public static bool IsGone(ODataError answer) => answer.ResponseStatusCode == 404 && !string.IsNullOrEmpty(answer.Error?.Code);

    /// <summary>Tells whether it is the user that is not there, rather than a thing of theirs.</summary>
    public static bool IsUserGone(ODataError answer) => answer.Error?.Code is "Request_ResourceNotFound" or "userNotFound";

    public ProvisioningError Read(TenantCall call, Exception exception) => exception switch
    {
        ApiException answer => ReadAnswer(call, answer),
        MsalException refusal => signIn.Read(refusal),
        ProvisioningException told => told.Error,
        GatewayPageException page => ReadPage(call, page),
        CryptographicException => ProvisioningError.Of(ErrorCodes.TenantCertificateRefused, "Its private key could not sign: this account may not be allowed to use it."),
        HttpRequestException lost => ConnectionErrorReader.Read(lost, foreign),
        IOException => ProvisioningError.Of(ErrorCodes.TenantUnreachable, "The connection broke."),
        OperationCanceledException => ProvisioningError.Of(ErrorCodes.TenantUnreachable, "No answer came in time."),
        _ => Unreadable(call, $"({exception.GetType().Name})"),
    };

    /// <summary>A success that does not say what it must. If it was to make something, that may exist, so the result is as unknown as without a reply.</summary>
    public static ProvisioningError Unreadable(TenantCall call, string why) =>
        ProvisioningError.Of(IsCreation(call) ? ErrorCodes.TenantUnreachable : ErrorCodes.TenantUnexpected, $"The answer could not be read. {why}");

    private static bool IsCreation(TenantCall call) => call is TenantCall.IssueAccessPass or TenantCall.RegisterPasskey;

    private ProvisioningError ReadPage(TenantCall call, GatewayPageException page)
    {
        var id = foreign.Name(page.RequestId);

        // Who says "created" may have asked the service after all.
        var code = page.Status < 300 && IsCreation(call) ? ErrorCodes.TenantUnreachable : ErrorCodes.TenantProxy;
        return ProvisioningError.Of(code, string.Create(CultureInfo.InvariantCulture, $"A web page came instead of data, with HTTP status {page.Status}.")) with { HttpStatus = page.Status, RequestId = id };
    }

    private ProvisioningError ReadAnswer(TenantCall call, ApiException answer)
    {
        var status = answer.ResponseStatusCode;
        var told = (answer as ODataError)?.Error;
        var code = foreign.Name(told?.Code);
        var message = foreign.Sentence(told?.Message);
        var requestId = foreign.Name(told?.InnerError?.RequestId) ?? foreign.Name(HeaderOf(answer, "request-id"));
        return ProvisioningError.Of(CodeOf(call, status, code, message), DetailOf(status, code, message, requestId)) with
        {
            HttpStatus = status == 0 ? null : status,
            ServiceCode = code,
            RequestId = requestId,
        };
    }

    private static string CodeOf(TenantCall call, int status, string? code, string? message) => status switch
    {
        407 => ErrorCodes.TenantProxy,
        429 => ErrorCodes.TenantThrottled,
        408 or >= 500 => ErrorCodes.TenantUnreachable,
        >= 400 when call == TenantCall.IssueAccessPass && IsPolicy(message) => ErrorCodes.AccessPassPolicy,

        // What Graph says of these two is not documented; where it is worded otherwise, the answer stays an unknown one with its words.
        400 when call == TenantCall.IssueAccessPass && Says(message, "lifetime") => ErrorCodes.AccessPassLifetime,
        400 when call == TenantCall.IssueAccessPass && Says(message, "one-time") => ErrorCodes.AccessPassOneTimeRequired,
        401 when code == "InvalidAuthenticationToken" => ErrorCodes.TenantSignInFailed,
        401 or 403 => call == TenantCall.IssueAccessPass ? ErrorCodes.AccessPassForbidden : ErrorCodes.TenantForbidden,
        404 when NotFoundCodes.Contains(code, StringComparer.OrdinalIgnoreCase) => ErrorCodes.UserNotFound,
        _ => ErrorCodes.TenantUnexpected,
    };

    private static bool Says(string? message, string words) => message?.Contains(words, StringComparison.OrdinalIgnoreCase) == true;

    private static bool IsPolicy(string? message) => message is not null && Array.Exists(PolicySigns, sign => message.Contains(sign, StringComparison.OrdinalIgnoreCase));

    private static string DetailOf(int status, string? code, string? message, string? requestId)
    {
        var detail = $"Graph answered {status}{(code is null ? "" : $" {code}")}{(message is null ? "." : $": {message}")}";
        return requestId is null ? detail : $"{detail} (request id {requestId})";
    }

    private static string? HeaderOf(ApiException answer, string name) =>
        answer.ResponseHeaders is { } headers && headers.TryGetValue(name, out var values) ? values.FirstOrDefault() : null;
}
