using System.Buffers.Text;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;
using IdMelon.Provisioning.Simulator.Events;
using Microsoft.Identity.Client;
using Microsoft.IdentityModel.JsonWebTokens;

namespace IdMelon.Provisioning.Simulator.Tests.OAuth;

/// <summary>Applications that prove who they are by signing.</summary>
public sealed class CertificateTests : OAuthTest
{
    private const string Scope = SimulatorClients.GraphScope;

    private readonly X509Certificate2 certificate = SelfSigned();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_registered_certificate_is_proof(bool sendsChain)
    {
        Web.AddCertificate(certificate);
        Web.Roles = [GraphRoles.UserRead];

        var result = await WebClient().WithCertificate(certificate, sendsChain).Build().AcquireTokenForClient([Scope]).ExecuteAsync(Cancellation);

        var token = new JsonWebToken(result.AccessToken);
        token.GetClaim("appidacr").Value.ShouldBe("2");
        token.Claims.Where(claim => claim.Type == "roles").Select(claim => claim.Value).ShouldBe([GraphRoles.UserRead]);
    }

    [Fact]
    public async Task A_certificate_that_is_not_registered_is_no_proof()
    {
        Web.AddCertificate(certificate);
        Web.RemoveCertificate(certificate).ShouldBeTrue();

        var refused = await Should.ThrowAsync<MsalServiceException>(() => WebClient().WithCertificate(certificate).Build().AcquireTokenForClient([Scope]).ExecuteAsync(Cancellation));

        refused.StatusCode.ShouldBe(401);
        refused.ErrorCodes().ShouldBe([700027]);
    }

    [Fact]
    public async Task An_assertion_counts_once()
    {
        Web.AddCertificate(certificate);
        var assertion = Assertion();

        (await AskAsync(assertion)).ShouldBe(("", 0));
        (await AskAsync(assertion)).ShouldBe(("invalid_client", 50013));
    }

    [Theory]
    [InlineData("RS256", "x5t", "")]
    [InlineData("PS256", "x5t#S256", "")]
    [InlineData("RS512", "x5t", "700027")]
    public async Task Only_some_algorithms_are_taken(string algorithm, string thumbprint, string number)
    {
        Web.AddCertificate(certificate);

        var (_, refused) = await AskAsync(Assertion(algorithm: algorithm, thumbprint: thumbprint));

        (refused == 0 ? "" : refused.ToString(System.Globalization.CultureInfo.InvariantCulture)).ShouldBe(number);
    }

    [Theory]
    [InlineData("aud", "https://login.microsoftonline.com/9f3b0c52-0d5e-4c43-bb1f-1e6b6d7b6f11/oauth2/v2.0/token", 700023)]
    [InlineData("aud", "https://login.elsewhere.example/{tenant}/oauth2/v2.0/token", 700023)]
    [InlineData("aud", "nonsense", 700023)]
    [InlineData("iss", "somebody", 700021)]
    [InlineData("sub", "somebody", 700021)]
    [InlineData("jti", null, 90014)]
    [InlineData("exp", null, 90014)]
    [InlineData("exp", "1000", 700024)]
    [InlineData("nbf", "33000000000", 700024)]
    public async Task What_an_assertion_says_must_hold(string claim, string? value, int number)
    {
        Web.AddCertificate(certificate);
        JsonNode? said = long.TryParse(value, out var time) ? time : value?.Replace("{tenant}", Simulator.TenantId.ToString(), StringComparison.Ordinal);

        (await AskAsync(Assertion(claims => { claims.Remove(claim); if (said is not null) { claims[claim] = said; } }))).Number.ShouldBe(number);
    }

    [Theory]
    [InlineData("exp", "-1")]
    [InlineData("exp", "0")]
    [InlineData("exp", "253402300799")]
    [InlineData("exp", "253402300800")]
    [InlineData("exp", "9223372036854775807")]
    [InlineData("exp", "-9223372036854775808")]
    [InlineData("exp", "99999999999999999999999")]
    [InlineData("exp", "1e300")]
    [InlineData("exp", "\"soon\"")]
    [InlineData("exp", "[]")]
    [InlineData("exp", "true")]
    [InlineData("nbf", "253402300800")]
    [InlineData("nbf", "9223372036854775807")]
    [InlineData("nbf", "1e300")]
    public async Task A_time_beyond_all_sense_is_refused_and_no_fault(string claim, string value)
    {
        Web.AddCertificate(certificate);

        var refused = await AskAsync(Assertion(claims => claims[claim] = JsonNode.Parse(value)));

        refused.Number.ShouldBeOneOf(700024, 90014, 50027);
        Simulator.Events.Count(SimulatorEventKinds.Fault).ShouldBe(0);
    }

    [Fact]
    public async Task An_assertion_may_be_good_for_a_year_but_not_for_ever()
    {
        Web.AddCertificate(certificate);

        (await AskAsync(Assertion(claims => claims["exp"] = Time.GetUtcNow().AddDays(365).ToUnixTimeSeconds()))).Number.ShouldBe(0);
        (await AskAsync(Assertion(claims => claims["exp"] = Time.GetUtcNow().AddDays(367).ToUnixTimeSeconds()))).Number.ShouldBe(700024);
    }

    [Fact]
    public async Task An_assertion_is_good_by_the_tenants_clock()
    {
        Web.AddCertificate(certificate);
        var assertion = Assertion();

        Time.Advance(TimeSpan.FromMinutes(16));

        (await AskAsync(assertion)).Number.ShouldBe(700024);
    }

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("..")]
    [InlineData("a.b.c")]
    [InlineData("eyJhbGciOiJub25lIn0.e30.")]
    [InlineData("eyJhbGciOiJub25lIn0.bnVsbA.")]
    [InlineData("eyJhbGciOiJSUzI1NiIsIng1dCI6MX0.eyJhdWQiOjF9.AAAA")]
    [InlineData("eyJhbGciOiJSUzI1NiJ9.W10.AAAA")]
    [InlineData("a.b.c.d.e")]
    public async Task What_is_no_assertion_is_refused(string assertion)
    {
        Web.AddCertificate(certificate);

        (await AskAsync(assertion)).Error.ShouldBeOneOf("invalid_request", "invalid_client");
        Simulator.Events.Count(SimulatorEventKinds.Fault).ShouldBe(0);
    }

    [Fact]
    public async Task An_unsigned_assertion_with_a_known_thumbprint_is_refused()
    {
        Web.AddCertificate(certificate);
        var signed = Assertion().Split('.');
        var header = Encode(new JsonObject { ["alg"] = "none", ["x5t"] = Base64Url.EncodeToString(certificate.GetCertHash()) });

        (await AskAsync($"{header}.{signed[1]}.")).Number.ShouldBe(700027);
        (await AskAsync($"{signed[0]}.{signed[1]}.")).Error.ShouldBeOneOf("invalid_request", "invalid_client");
        (await AskAsync(Assertion(key: RSA.Create(2048)))).Number.ShouldBe(700027);
    }

    [Fact]
    public async Task A_huge_assertion_is_refused()
    {
        (await AskAsync(new string('a', 100_000))).Number.ShouldBe(50027);
        (await AskAsync(Assertion(claims => claims["more"] = new string('a', 100_000)))).Number.ShouldBe(50027);
    }

    [Fact]
    public void A_certificate_without_an_rsa_key_is_no_use()
    {
        using var key = ECDsa.Create();
        using var other = new CertificateRequest("CN=Other", key, HashAlgorithmName.SHA256).CreateSelfSigned(DateTimeOffset.UtcNow, DateTimeOffset.UtcNow.AddDays(1));

        Should.Throw<ArgumentException>(() => Web.AddCertificate(other));
    }

    private static X509Certificate2 SelfSigned()
    {
        using var key = RSA.Create(2048);
        return new CertificateRequest("CN=Web application", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            .CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(30));
    }

    private string Assertion(Action<JsonObject>? change = null, string algorithm = "RS256", string thumbprint = "x5t", RSA? key = null)
    {
        var now = Time.GetUtcNow();
        var claims = new JsonObject
        {
            ["aud"] = $"https://login.microsoftonline.com/{Simulator.TenantId}/oauth2/v2.0/token",
            ["iss"] = Web.ClientId,
            ["sub"] = Web.ClientId,
            ["jti"] = Guid.NewGuid().ToString(),
            ["nbf"] = now.ToUnixTimeSeconds(),
            ["exp"] = now.AddMinutes(10).ToUnixTimeSeconds(),
        };
        change?.Invoke(claims);
        var hash = certificate.GetCertHash(thumbprint == "x5t" ? HashAlgorithmName.SHA1 : HashAlgorithmName.SHA256);
        var header = new JsonObject { ["alg"] = algorithm, ["typ"] = "JWT", [thumbprint] = Base64Url.EncodeToString(hash) };
        var content = $"{Encode(header)}.{Encode(claims)}";
        using var signer = key ?? certificate.GetRSAPrivateKey()!;
        return $"{content}.{Base64Url.EncodeToString(signer.SignData(
            Encoding.ASCII.GetBytes(content),
            algorithm == "RS512" ? HashAlgorithmName.SHA512 : HashAlgorithmName.SHA256,
            algorithm == "PS256" ? RSASignaturePadding.Pss : RSASignaturePadding.Pkcs1))}";
    }

    private static string Encode(JsonObject part) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(part.ToJsonString()));

    private async Task<(string Error, int Number)> AskAsync(string assertion)
    {
        var (_, body) = await Http.AskAsync(
            Simulator,
            ("grant_type", "client_credentials"),
            ("client_id", Web.ClientId),
            ("scope", Scope),
            ("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"),
            ("client_assertion", assertion));
        return body.ContainsKey("access_token") ? ("", 0) : body.Refusal();
    }
}
