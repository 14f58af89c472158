using System.Text;
using System.Text.Json;
using IdMelon.Provisioning.Requests;
using IdMelon.Provisioning.WebAuthn;

namespace IdMelon.Provisioning.Graph.Tests.Direct;

/// <summary>What goes over the wire in direct mode, byte for byte, and the answers in every form in which they were seen.</summary>
public sealed class RegistrationRequestTests : IDisposable
{
    private const string Methods = "https://graph.microsoft.com/v1.0/users/ada%40contoso.com/authentication/fido2Methods";

    // In the form of the documentation's sample, with what was seen in real answers.
    private const string Options = """
        {"@odata.context":"https://graph.microsoft.com/v1.0/$metadata#microsoft.graph.webauthnCredentialCreationOptions","challengeTimeoutDateTime":"2026-01-31T09:35:00Z",
        "publicKey":{"@odata.type":"#x","challenge":"Y2hhbGxlbmdlLWNoYWxsZW5nZQ","timeout":60000,"attestation":"direct",
        "rp":{"@odata.etag":"1","id":"login.microsoft.com","name":"Microsoft"},"user":{"id":"AQIDBA","name":"ada@contoso.com","displayName":"Ada"},
        "pubKeyCredParams":[{"type":"public-key","alg":-7},{"type":"public-key","alg":-257}],
        "excludeCredentials":[{"id":"AAECAwQFBgcICQoLDA0ODw2","type":"public-key","transports":[]},{"id":"pgIfj2fnom8rJdb4/h1gKqDkq+gxHFksI+m2aR5T+PNNycBfENAM4ksEBvoXky6d","type":"public-key","transports":["usb"]},{"id":"%%%","type":"public-key"}],
        "authenticatorSelection":{"authenticatorAttachment":"cross-platform","requireResidentKey":true,"userVerification":"required"},
        "extensions":{"hmacCreateSecret":true,"enforceCredentialProtectionPolicy":true,"credentialProtectionPolicy":"userVerificationOptional"}}}
        """;

    private const string Registered = """{"id":"AQIDBAUGBwgJCgsMDQ4PEA2","displayName":"Ada's key","createdDateTime":"2026-01-31T09:31:00Z","aaGuid":"820d89ed-d65a-409e-85cb-f73f0578f82a"}""";

    private static readonly UserPrincipalName Ada = UserPrincipalName.Parse("ada@contoso.com");

    private static readonly PasskeyRegistration Registration = new()
    {
        CredentialId = new byte[] { 0xFB, 0xFF, 0xFE, 1 },
        ClientDataJson = Encoding.UTF8.GetBytes("""{"type":"webauthn.create"}"""),
        AttestationObject = new byte[] { 0xA0, 0xFF, 0xFB },
        AuthenticatorData = new byte[37],
        SubjectPublicKeyInfo = default,
        Algorithm = -7,
        Transports = ["usb"],
        Attachment = "cross-platform",
        HasHmacSecret = true,
    };

    private readonly CannedService service = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_offer_is_asked_for_as_documented()
    {
        using var tenant = service.Answer(CannedService.Json(200, Options)).Tenant();

        (await tenant.OfferAsync(Ada, Token)).Succeeded.ShouldBeTrue();

        var request = service.GraphRequests.ShouldHaveSingleItem();
        request.Method.ShouldBe("GET");
        request.Address.AbsoluteUri.ShouldBe($"{Methods}/creationOptions");
        request.Body.ShouldBeEmpty();
        request.Authorization.ShouldBe($"Bearer {CannedService.Token}");
    }

    [Fact]
    public async Task A_longer_challenge_is_asked_for_at_the_beta()
    {
        using var tenant = service.Answer(CannedService.Json(200, Options)).Tenant(options => options.PasskeyChallengeTimeout = TimeSpan.FromDays(1));

        (await tenant.OfferAsync(Ada, Token)).Succeeded.ShouldBeTrue();

        service.GraphRequests.Single().Address.AbsoluteUri.ShouldBe($"{Methods.Replace("v1.0", "beta", StringComparison.Ordinal)}/creationOptions(challengeTimeoutInMinutes=1440)");
    }

    [Fact]
    public async Task A_registration_is_exactly_the_documented_members()
    {
        using var tenant = service.Answer(CannedService.Json(201, Registered)).Tenant();

        var passkey = (await tenant.RegisterAsync(Ada, "Ada's key", Registration, Token)).Value;

        var request = service.GraphRequests.ShouldHaveSingleItem();
        request.Method.ShouldBe("POST");
        request.Address.AbsoluteUri.ShouldBe(Methods);
        request.Body.ShouldBe("""{"displayName":"Ada\u0027s key","publicKeyCredential":{"id":"-__-AQ","response":{"clientDataJSON":"eyJ0eXBlIjoid2ViYXV0aG4uY3JlYXRlIn0","attestationObject":"oP_7"}}}""");
        passkey.ShouldBe(new("AQIDBAUGBwgJCgsMDQ4PEA2", "Ada's key", new DateTimeOffset(2026, 1, 31, 9, 31, 0, TimeSpan.Zero), Guid.Parse("820d89ed-d65a-409e-85cb-f73f0578f82a")));
    }

    [Fact]
    public async Task An_offer_is_read_with_all_that_was_seen_in_real_ones()
    {
        using var tenant = service.Answer(CannedService.Json(200, Options)).Tenant();

        var offer = (await tenant.OfferAsync(Ada, Token)).Value;

        offer.Expires.ShouldBe(new DateTimeOffset(2026, 1, 31, 9, 35, 0, TimeSpan.Zero));
        var options = offer.Options;
        options.RelyingPartyId.ShouldBe("login.microsoft.com");
        options.UserName.ShouldBe("ada@contoso.com");
        options.UserId.ToArray().ShouldBe([1, 2, 3, 4]);
        Encoding.ASCII.GetString(options.Challenge.Span).ShouldBe("challenge-challenge");
        options.Algorithms.ShouldBe([-7, -257]);
        options.Attachment.ShouldBe("cross-platform");
        options.ResidentKey.ShouldBe(ResidentKeyWish.Required);
        options.UserVerification.ShouldBe(UserVerificationWish.Required);
        options.Attestation.ShouldBe("direct");
        options.Extensions.HmacCreateSecret.ShouldBeTrue();
        options.Extensions.Protection.ShouldBe(CredentialProtection.UserVerificationOptional);
        options.UnreadableExcluded.ShouldBe(1);
        options.Excluded.ShouldContain(id => id.Id.Length == 16);
        options.Excluded.ShouldContain(id => id.Id.Length == 48);
    }

    [Fact]
    public async Task Options_wrapped_in_value_are_read_as_well()
    {
        using var tenant = service.Answer(CannedService.Json(200, $$"""{"@odata.context":"x","value":{{Options}}}""")).Tenant();

        (await tenant.OfferAsync(Ada, Token)).Value.Options.RelyingPartyId.ShouldBe("login.microsoft.com");
    }

    [Fact]
    public async Task A_challenge_of_many_kilobytes_is_read()
    {
        using var tenant = service.Answer(CannedService.Json(200, Options.Replace("Y2hhbGxlbmdlLWNoYWxsZW5nZQ", new string('A', 400_000), StringComparison.Ordinal))).Tenant();

        (await tenant.OfferAsync(Ada, Token)).Value.Options.Challenge.Length.ShouldBe(300_000);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("""{"publicKey":null}""")]
    [InlineData("""{"value":{"publicKey":"no"}}""")]
    [InlineData("""{"publicKey":{"rp":{"name":"nobody"},"user":{"id":"AQ","name":"ada@contoso.com"},"challenge":"AAAA"}}""")]
    [InlineData("""{"publicKey":{"rp":{"id":"login.microsoft.com"},"user":{"name":"ada@contoso.com"},"challenge":"AAAA"}}""")]
    public async Task Options_that_lack_what_it_takes_are_malformed(string json)
    {
        using var tenant = service.Answer(CannedService.Json(200, json)).Tenant();

        (await tenant.OfferAsync(Ada, Token)).Error!.Code.ShouldBe(ErrorCodes.WebAuthnMalformed);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("<html>")]
    public async Task Options_that_are_no_JSON_are_unexpected(string body)
    {
        using var tenant = service.Answer(CannedService.Json(200, body)).Tenant();

        (await tenant.OfferAsync(Ada, Token)).Error!.Code.ShouldBe(ErrorCodes.TenantUnexpected);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("{")]
    [InlineData("""{"id":7}""")]
    public async Task A_created_passkey_without_id_is_a_lost_reply(string body)
    {
        using var tenant = service.Answer(CannedService.Json(201, body)).Tenant();

        (await tenant.RegisterAsync(Ada, "Ada's key", Registration, Token)).Error!.Code.ShouldBe(ErrorCodes.TenantUnreachable);
    }

    [Theory]
    [InlineData(400, "BadRequest", "The passkey could not be registered.", ErrorCodes.PasskeyRefused)]
    [InlineData(409, "Conflict", "Something is there already.", ErrorCodes.PasskeyRefused)]
    [InlineData(400, "BadRequest", "Converged UserCredentialPolicy does not allow creating or updating this authentication method [Fido2].", ErrorCodes.PasskeyPolicy)]
    [InlineData(403, "accessDenied", "Request Authorization failed", ErrorCodes.TenantForbidden)]
    [InlineData(403, "Authorization_RequestDenied", "Insufficient privileges to complete the operation.", ErrorCodes.TenantForbidden)]
    [InlineData(404, "Request_ResourceNotFound", "Resource 'x' does not exist.", ErrorCodes.UserNotFound)]
    [InlineData(405, "methodNotAllowed", "Specified HTTP method is not allowed.", ErrorCodes.PasskeyProvisioningUnavailable)]
    [InlineData(418, "teapot", "Short and stout.", ErrorCodes.TenantUnexpected)]
    [InlineData(500, "InternalServerError", "Internal.", ErrorCodes.TenantUnreachable)]
    public async Task A_refusal_keeps_status_code_message_and_request_id(int status, string serviceCode, string message, string code)
    {
        using var tenant = service.Answer(CannedService.Error(status, serviceCode, message)).Tenant();

        var error = (await tenant.RegisterAsync(Ada, "Ada's key", Registration, Token)).Error!;

        error.Code.ShouldBe(code, error.ToString());
        error.Message.ShouldContain(message);
        error.HttpStatus.ShouldBe(status);
        error.ServiceCode.ShouldBe(serviceCode);
        error.RequestId.ShouldBe("11111111-2222-3333-4444-555555555555");
        error.Remedy.ShouldNotBeEmpty();
    }

    [Fact]
    public async Task A_registration_is_not_sent_again_behind_a_gateways_time_out()
    {
        using var tenant = service.Answer(CannedService.Error(504, "gatewayTimeout", "Late."), CannedService.Json(201, Registered)).Tenant();

        (await tenant.RegisterAsync(Ada, "Ada's key", Registration, Token)).Error!.Code.ShouldBe(ErrorCodes.TenantUnreachable);

        service.GraphRequests.Count().ShouldBe(1);
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("A name of more than thirty characters")]
    public async Task A_name_that_Graph_would_not_take_is_refused_before(string name)
    {
        using var tenant = service.Tenant();

        await Should.ThrowAsync<ArgumentException>(() => tenant.RegisterAsync(Ada, name, Registration, Token));
        service.GraphRequests.ShouldBeEmpty();
    }

    public void Dispose() => service.Dispose();
}
