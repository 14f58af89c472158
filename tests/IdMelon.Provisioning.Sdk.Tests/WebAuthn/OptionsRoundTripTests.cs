using System.Text;
using System.Text.Json;
using CsCheck;
using IdMelon.Provisioning.WebAuthn;

namespace IdMelon.Provisioning.Tests.WebAuthn;

public sealed class OptionsRoundTripTests
{
    [Fact]
    public void Any_creation_options_come_back_as_they_were() => WebAuthnSamples.Creation.Sample(options =>
    {
        var text = CreationOptionsJson.Write(options).ToJsonString();

        CreationOptionsJson.Write(CreationOptionsJson.Read(Encoding.UTF8.GetBytes(text)).Value).ToJsonString().ShouldBe(text);
    });

    [Fact]
    public void Any_request_options_come_back_as_they_were() => WebAuthnSamples.Request.Sample(options =>
    {
        var text = RequestOptionsJson.Write(options).ToJsonString();

        RequestOptionsJson.Write(RequestOptionsJson.Read(Encoding.UTF8.GetBytes(text)).Value).ToJsonString().ShouldBe(text);
    });

    [Fact]
    public void Every_member_of_creation_options_is_read()
    {
        var options = Create("""
            {"@odata.context":"x","rp":{"id":"login.microsoft.com","name":"Microsoft"},"user":{"id":"AQID","name":"ada@contoso.com","displayName":"Ada"},"challenge":"-_8",
             "pubKeyCredParams":[{"type":"public-key","alg":-7},{"type":"other","alg":-8},{"type":"public-key","alg":-257}],"timeout":60000,
             "excludeCredentials":[{"id":"+/8=","type":"public-key","transports":["usb"]},{"id":"!","type":"public-key"},{"id":"AAAA0","type":"public-key"}],
             "authenticatorSelection":{"authenticatorAttachment":"cross-platform","requireResidentKey":true,"userVerification":"required"},"attestation":"direct","hints":["security-key"],
             "extensions":{"hmacCreateSecret":true,"enforceCredentialProtectionPolicy":true,"credentialProtectionPolicy":"userVerificationOptional","credProps":true,"prf":{"eval":{"first":"AQ"}}}}
            """);

        options.RelyingPartyId.ShouldBe("login.microsoft.com");
        options.RelyingPartyName.ShouldBe("Microsoft");
        options.UserId.ToArray().ShouldBe([1, 2, 3]);
        options.UserName.ShouldBe("ada@contoso.com");
        options.UserDisplayName.ShouldBe("Ada");
        options.Challenge.ToArray().ShouldBe([251, 255]);
        options.Algorithms.ShouldBe([-7, -257]);
        options.Timeout.ShouldBe(TimeSpan.FromMinutes(1));
        options.Excluded.Select(excluded => Convert.ToHexString(excluded.Id.Span)).ShouldBe(["FBFF", "000000"]);
        options.Excluded[0].Transports.ShouldBe(["usb"]);
        options.UnreadableExcluded.ShouldBe(1);
        options.Attachment.ShouldBe("cross-platform");
        options.ResidentKey.ShouldBe(ResidentKeyWish.Required);
        options.UserVerification.ShouldBe(UserVerificationWish.Required);
        options.Attestation.ShouldBe("direct");
        options.Hints.ShouldBe(["security-key"]);
        options.Extensions.ShouldBe(new() { CredProps = true, HmacCreateSecret = true, EnforceProtection = true, Protection = CredentialProtection.UserVerificationOptional, Prf = true, PrfInputs = options.Extensions.PrfInputs });
        options.Extensions.PrfInputs!.First.ToArray().ShouldBe([1]);
        options.ToString().ShouldNotContain("ada");
    }

    [Theory]
    [InlineData("""[]""", "not an object")]
    [InlineData("""{"challenge":"AQ"}""", "'user' is missing")]
    [InlineData("""{"user":{"name":"a"},"challenge":"AQ"}""", "'user.id'")]
    [InlineData("""{"user":{"id":"%","name":"a"},"challenge":"AQ"}""", "'user.id'")]
    [InlineData("""{"user":{"id":"AQ"},"challenge":"AQ"}""", "'user.name'")]
    [InlineData("""{"user":{"id":"AQ","name":"\ud800"},"challenge":"AQ"}""", "'user.name'")]
    [InlineData("""{"user":{"id":"AQ","name":"a"}}""", "'challenge'")]
    [InlineData("""{"user":{"id":"AQ","name":"a"},"challenge":""}""", "'challenge'")]
    [InlineData("""{"user":""", "not JSON")]
    public void What_makes_a_credential_impossible_is_named(string json, string part)
    {
        var error = CreationOptionsJson.Read(Encoding.UTF8.GetBytes(json)).Error.ShouldNotBeNull();

        error.Code.ShouldBe(ErrorCodes.WebAuthnMalformed);
        error.Message.ShouldContain(part);
    }

    [Fact]
    public void Words_that_are_not_known_are_the_defaults_of_the_standard()
    {
        var options = Create("""
            {"rp":5,"user":{"id":"AQ","name":"a"},"challenge":"AQ","pubKeyCredParams":"x","timeout":"soon","excludeCredentials":{},"hints":[1,"x"],
             "authenticatorSelection":{"authenticatorAttachment":"both","residentKey":"perhaps","userVerification":"perhaps"},"attestation":"much","extensions":[]}
            """);

        options.RelyingPartyId.ShouldBeNull();
        options.Algorithms.ShouldBeEmpty();
        options.Timeout.ShouldBeNull();
        options.Excluded.ShouldBeEmpty();
        options.Attachment.ShouldBeNull();
        options.ResidentKey.ShouldBe(ResidentKeyWish.Discouraged);
        options.UserVerification.ShouldBe(UserVerificationWish.Preferred);
        options.Attestation.ShouldBe("none");
        options.Hints.ShouldBe(["x"]);
        options.Extensions.ShouldBe(new());
    }

    [Fact]
    public void A_list_of_credentials_of_which_none_can_be_read_does_not_allow_all()
    {
        using var json = JsonDocument.Parse("""{"challenge":"AQ","allowCredentials":[{"type":"public-key","id":"!"}]}""");

        RequestOptionsJson.Read(json.RootElement).Error!.Code.ShouldBe(ErrorCodes.WebAuthnMalformed);
    }

    private static PasskeyCreationOptions Create(string json) => CreationOptionsJson.Read(Encoding.UTF8.GetBytes(json)).Value;
}
