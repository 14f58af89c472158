using System.Net;
using System.Net.Sockets;
using IdMelon.Provisioning.Requests;

namespace IdMelon.Provisioning.Graph.Tests;

public sealed class GraphTenantErrorTests : IDisposable
{
    private const string RequestId = "11111111-2222-3333-4444-555555555555";
    private const string Policy = "Converged UserCredentialPolicy does not allow creating or updating this authentication method for the user. [TemporaryAccessPass]";
    private const string Guest = "Temporary Access Pass cannot be added to an external guest user.";

    private static readonly UserPrincipalName Ada = UserPrincipalName.Parse("ada@contoso.com");

    private readonly CannedService service = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(403, "accessDenied", "Request Authorization failed", ErrorCodes.AccessPassForbidden)]
    [InlineData(403, "Authorization_RequestDenied", "Insufficient privileges to complete the operation.", ErrorCodes.AccessPassForbidden)]
    [InlineData(401, "accessDenied", "No", ErrorCodes.AccessPassForbidden)]
    [InlineData(401, "InvalidAuthenticationToken", "Access token validation failure.", ErrorCodes.TenantSignInFailed)]
    [InlineData(403, "accessDenied", Policy, ErrorCodes.AccessPassPolicy)]
    [InlineData(400, "badRequest", Policy, ErrorCodes.AccessPassPolicy)]
    [InlineData(400, "badRequest", Guest, ErrorCodes.AccessPassPolicy)]
    [InlineData(404, "Request_ResourceNotFound", "Resource 'x' does not exist.", ErrorCodes.UserNotFound)]
    [InlineData(404, "somethingElse", "?", ErrorCodes.TenantUnexpected)]
    [InlineData(400, "badRequest", "Lifetime out of range.", ErrorCodes.AccessPassLifetime)]
    [InlineData(409, "conflict", "Conflict", ErrorCodes.TenantUnexpected)]
    [InlineData(500, "internalServerError", "Oops", ErrorCodes.TenantUnreachable)]
    [InlineData(502, "badGateway", "Oops", ErrorCodes.TenantUnreachable)]
    [InlineData(504, "gatewayTimeout", "Oops", ErrorCodes.TenantUnreachable)]
    public async Task A_refused_issue_names_its_cause(int status, string code, string message, string expected)
    {
        using var tenant = service.Answer(CannedService.Error(status, code, message)).Tenant();

        var error = (await tenant.IssueAsync(Ada, new AccessPassWish(), Token)).Error!;

        error.Code.ShouldBe(expected);
        error.HttpStatus.ShouldBe(status);
        error.ServiceCode.ShouldBe(code);
        error.RequestId.ShouldBe(RequestId);
        error.Message.ShouldContain(message);
        error.Message.ShouldContain(RequestId);
        error.Remedy.ShouldNotBeNullOrWhiteSpace();
        service.GraphRequests.Count().ShouldBe(1);
    }

    [Theory]
    [InlineData(403, "accessDenied", ErrorCodes.TenantForbidden)]
    [InlineData(403, "Authorization_RequestDenied", ErrorCodes.TenantForbidden)]
    [InlineData(401, "unauthorized", ErrorCodes.TenantForbidden)]
    [InlineData(404, "Request_ResourceNotFound", ErrorCodes.UserNotFound)]
    [InlineData(500, "generalException", ErrorCodes.TenantUnreachable)]
    [InlineData(405, "methodNotAllowed", ErrorCodes.TenantUnexpected)]
    public async Task A_refused_listing_names_its_cause(int status, string code, string expected)
    {
        using var tenant = service.Answer(CannedService.Error(status, code, "No."), CannedService.Error(status, code, "No.")).Tenant();

        (await tenant.ListAccessPassesAsync(Ada, Token)).Error!.Code.ShouldBe(expected);
        (await tenant.ListPasskeysAsync(Ada, Token)).Error!.Code.ShouldBe(expected);
    }

    [Fact]
    public async Task A_policy_is_the_cause_of_a_refused_issue_only()
    {
        using var tenant = service.Answer(CannedService.Error(403, "accessDenied", Policy)).Tenant();

        (await tenant.ListAccessPassesAsync(Ada, Token)).Error!.Code.ShouldBe(ErrorCodes.TenantForbidden);
    }

    [Fact]
    public async Task Revoking_what_is_gone_is_no_error()
    {
        using var tenant = service.Answer(CannedService.Error(404, "ResourceNotFound", "Gone.")).Tenant();

        (await tenant.RevokeAsync(Ada, "a", Token)).Value.ShouldBeFalse();
    }

    [Fact]
    public async Task A_gateway_that_finds_nothing_does_not_prove_that_a_pass_is_gone()
    {
        using var tenant = service.Answer(CannedService.Text(404, "<html>Not found</html>", "text/html")).Tenant();

        var error = (await tenant.RevokeAsync(Ada, "a", Token)).Error!;

        error.Code.ShouldBe(ErrorCodes.TenantProxy);
        error.HttpStatus.ShouldBe(404);
    }

    [Fact]
    public async Task A_refused_revocation_names_its_cause()
    {
        using var tenant = service.Answer(CannedService.Error(403, "accessDenied", "No.")).Tenant();

        (await tenant.RevokeAsync(Ada, "a", Token)).Error!.Code.ShouldBe(ErrorCodes.TenantForbidden);
    }

    [Theory]
    [InlineData(502, "text/html", "<html><h1>Bad gateway</h1></html>", ErrorCodes.TenantUnreachable)]
    [InlineData(503, "text/plain", "maintenance", ErrorCodes.TenantUnreachable)]
    [InlineData(407, "text/html", "<html>Proxy</html>", ErrorCodes.TenantProxy)]
    [InlineData(407, "text/plain", "Proxy", ErrorCodes.TenantProxy)]
    [InlineData(403, "text/html", "<html>Filtered by your administrator</html>", ErrorCodes.TenantProxy)]
    public async Task A_page_of_a_proxy_keeps_its_status(int status, string type, string body, string expected)
    {
        using var tenant = service
            .Answer(CannedService.Text(status, body, type, headers => headers.Add("request-id", RequestId)))
            .Tenant(options => options.ThrottlePatience = TimeSpan.Zero);

        var error = (await tenant.IssueAsync(Ada, new AccessPassWish(), Token)).Error!;

        error.Code.ShouldBe(expected);
        error.HttpStatus.ShouldBe(status);
        error.RequestId.ShouldBe(RequestId);
        error.Message.ShouldNotContain("<h");
    }

    public static TheoryData<string, string> Unreadable() => new()
    {
        { "text/html", "<html>Log in to the hotel's network</html>" },
        { "application/json", "{\"id\":\"a\",\"temporaryAccessPass\":" },
        { "application/json", "[]" },
        { "application/json", "{}" },
        { "application/json", "{\"id\":\"a\",\"lifetimeInMinutes\":60}" },
        { "application/json", "{\"temporaryAccessPass\":\"canary+Pass%1\",\"lifetimeInMinutes\":60}" },
        { "application/json", "{\"id\":\"a\",\"temporaryAccessPass\":\"canary+Pass%1\"}" },
        { "application/json", "{\"id\":\"a\",\"temporaryAccessPass\":\"canary+Pass%1\",\"lifetimeInMinutes\":\"long\"}" },
        { "application/json", "\"canary+Pass%1\"" },
        { "application/json", "" },
    };

    [Theory]
    [MemberData(nameof(Unreadable))]
    public async Task An_unreadable_success_of_an_issue_is_an_unknown_result(string type, string body)
    {
        using var tenant = service.Answer(CannedService.Text(201, body, type)).Tenant();

        var error = (await tenant.IssueAsync(Ada, new AccessPassWish(), Token)).Error!;

        error.Code.ShouldBe(ErrorCodes.TenantUnreachable);
        error.ToString().ShouldNotContain("canary");
    }

    [Theory]
    [InlineData("text/html", "<html>Log in to the hotel's network</html>", ErrorCodes.TenantProxy)]
    [InlineData("application/json", "{\"value\":", ErrorCodes.TenantUnexpected)]
    [InlineData("application/json", "{\"value\":[{}]}", ErrorCodes.TenantUnexpected)]
    [InlineData("application/json", "{}", ErrorCodes.TenantUnexpected)]
    public async Task An_unreadable_list_is_no_empty_list(string type, string body, string expected)
    {
        using var tenant = service.Answer(CannedService.Text(200, body, type), CannedService.Text(200, body, type)).Tenant();

        (await tenant.ListAccessPassesAsync(Ada, Token)).Error!.Code.ShouldBe(expected);
        (await tenant.ListPasskeysAsync(Ada, Token)).Error!.Code.ShouldBe(expected);
    }

    [Fact]
    public async Task No_content_is_no_empty_list()
    {
        using var tenant = service.Answer(new HttpResponseMessage(HttpStatusCode.NoContent)).Tenant();

        (await tenant.ListPasskeysAsync(Ada, Token)).Error!.Code.ShouldBe(ErrorCodes.TenantUnexpected);
    }

    public static TheoryData<Exception> Losses() =>
    [
        new HttpRequestException(HttpRequestError.NameResolutionError, "no such host"),
        new HttpRequestException("refused", new SocketException((int)SocketError.ConnectionRefused)),
        new HttpRequestException(HttpRequestError.SecureConnectionError, "broken off", new IOException("end of stream")),
        new HttpIOException(HttpRequestError.ResponseEnded),
        new TaskCanceledException("timed out", new TimeoutException()),
    ];

    [Theory]
    [MemberData(nameof(Losses), DisableDiscoveryEnumeration = true)]
    public async Task A_lost_connection_is_told_as_such_and_not_tried_again(Exception loss)
    {
        using var tenant = service.Answer(_ => throw loss).Tenant();

        var error = (await tenant.IssueAsync(Ada, new AccessPassWish(), Token)).Error!;

        error.Code.ShouldBe(ErrorCodes.TenantUnreachable);
        error.IsTransient.ShouldBeTrue();
        error.HttpStatus.ShouldBeNull();
        service.GraphRequests.Count().ShouldBe(1);
    }

    [Theory]
    [MemberData(nameof(Losses), DisableDiscoveryEnumeration = true)]
    public async Task A_lost_sign_in_is_told_as_such(Exception loss)
    {
        using var tenant = service.AnswerSignIn(_ => throw loss).Tenant();

        (await tenant.IssueAsync(Ada, new AccessPassWish(), Token)).Error!.Code.ShouldBe(ErrorCodes.TenantUnreachable);
        service.Requests.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData(401, "invalid_client", "AADSTS7000215: Invalid client secret provided.", 7000215, ErrorCodes.TenantSecretWrong)]
    [InlineData(401, "invalid_client", "AADSTS7000222: The provided client secret keys are expired.", 7000222, ErrorCodes.TenantSecretExpired)]
    [InlineData(400, "invalid_request", "AADSTS90002: Tenant 'x' not found.", 90002, ErrorCodes.TenantUnknown)]
    [InlineData(400, "unauthorized_client", "AADSTS700016: Application not found in the directory.", 700016, ErrorCodes.TenantApplicationUnknown)]
    [InlineData(401, "invalid_client", "AADSTS700027: The certificate is not registered.", 700027, ErrorCodes.TenantCertificateRefused)]
    [InlineData(401, "invalid_client", "AADSTS700024: Client assertion is not within its valid time range.", 700024, ErrorCodes.TenantClockSkew)]
    [InlineData(400, "invalid_grant", "AADSTS65001: Nobody has consented.", 65001, ErrorCodes.TenantConsentMissing)]
    [InlineData(400, "invalid_client", "AADSTS650056: Misconfigured application.", 650056, ErrorCodes.TenantConsentMissing)]
    [InlineData(400, "invalid_client", "AADSTS650057: Invalid resource.", 650057, ErrorCodes.TenantConsentMissing)]
    [InlineData(400, "invalid_request", "AADSTS900023: The tenant identifier is wrong.", 900023, ErrorCodes.TenantUnknown)]
    [InlineData(401, "invalid_client", "AADSTS7000112: The application is disabled.", 7000112, ErrorCodes.TenantSignInFailed)]
    [InlineData(400, "interaction_required", "AADSTS53003: Blocked by Conditional Access.", 53003, ErrorCodes.TenantSignInFailed)]
    [InlineData(429, "temporarily_unavailable", "AADSTS90033: A transient error.", 90033, ErrorCodes.TenantThrottled)]
    [InlineData(503, "temporarily_unavailable", "AADSTS90033: A transient error.", 90033, ErrorCodes.TenantUnreachable)]
    public async Task A_refused_sign_in_names_its_number(int status, string code, string description, int number, string expected)
    {
        using var tenant = service.AnswerSignIn(_ => CannedService.Json(
            status,
            $$"""{"error":"{{code}}","error_description":"{{description}} Trace ID: t Correlation ID: c","error_codes":[{{number}}],"trace_id":"t","correlation_id":"{{RequestId}}"}""")).Tenant();

        var error = (await tenant.ListPasskeysAsync(Ada, Token)).Error!;

        error.Code.ShouldBe(expected);
        error.HttpStatus.ShouldBe(status);
        error.ServiceCode.ShouldBe($"AADSTS{number}");
        error.RequestId.ShouldNotBeNull();
        error.Message.ShouldContain(description);
        service.Requests.Count.ShouldBe(1, "a sign-in is not tried again");
    }

    [Theory]
    [InlineData(407, ErrorCodes.TenantProxy)]
    [InlineData(502, ErrorCodes.TenantUnreachable)]
    [InlineData(200, ErrorCodes.TenantProxy)]
    public async Task A_page_of_a_proxy_instead_of_a_token_is_told_as_such(int status, string expected)
    {
        using var tenant = service.AnswerSignIn(_ => CannedService.Text(status, "<html>Proxy</html>", "text/html")).Tenant();

        var error = (await tenant.ListPasskeysAsync(Ada, Token)).Error!;

        error.Code.ShouldBe(expected);
        service.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_sign_in_is_tried_anew_by_the_next_call()
    {
        using var tenant = service
            .AnswerSignIn(_ => CannedService.Json(401, """{"error":"invalid_client","error_description":"AADSTS7000215: Invalid."}"""))
            .Answer(CannedService.Json(200, """{"value":[]}""")).Tenant();

        (await tenant.ListPasskeysAsync(Ada, Token)).Succeeded.ShouldBeFalse();
        (await tenant.ListPasskeysAsync(Ada, Token)).Succeeded.ShouldBeTrue();
    }

    [Fact]
    public async Task Text_of_the_service_is_made_harmless()
    {
        var nasty = "\u001b]0;owned\u0007\u001b[31mred\r\n\tnext\u202Eesrever\u2028line" + new string('x', 5000);
        using var tenant = service.Answer(CannedService.Error(400, "bad\u001b[31m code\n", nasty)).Tenant();

        var error = (await tenant.IssueAsync(Ada, new AccessPassWish(), Token)).Error!;

        error.ServiceCode.ShouldBe("bad31mcode");
        error.Message.ShouldNotContain(c => char.IsControl(c) || c == '\u202E' || c == '\u2028');
        error.Message.ShouldContain("red next");
        error.Message.Length.ShouldBeLessThan(600);
    }

    [Fact]
    public async Task A_client_secret_that_a_service_echoes_does_not_show()
    {
        using var tenant = service.Answer(CannedService.Error(400, "bad", "You sent client_secret=canary~secret.5Zw, which is odd.")).Tenant();

        var error = (await tenant.IssueAsync(Ada, new AccessPassWish(), Token)).Error!;

        error.Message.ShouldContain("client_secret=***");
        error.ToString().ShouldNotContain("canary");
    }

    [Fact]
    public async Task Cancellation_passes_through()
    {
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(Token);
        using var tenant = service.Answer(_ =>
        {
            cancel.Cancel();
            throw new HttpRequestException("the connection went with it");
        }).Tenant();

        await Should.ThrowAsync<OperationCanceledException>(() => tenant.IssueAsync(Ada, new AccessPassWish(), cancel.Token));
    }

    [Fact]
    public async Task Cancellation_during_sign_in_passes_through()
    {
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(Token);
        using var tenant = service.AnswerSignIn(_ =>
        {
            cancel.Cancel();
            throw new OperationCanceledException(cancel.Token);
        }).Tenant();

        await Should.ThrowAsync<OperationCanceledException>(() => tenant.IssueAsync(Ada, new AccessPassWish(), cancel.Token));
    }

    public void Dispose() => service.Dispose();
}
