using System.Text.Json;
using IdMelon.Provisioning.Authenticators;
using IdMelon.Provisioning.Browsing;
using IdMelon.Provisioning.Requests;
using IdMelon.Provisioning.Tenants;

namespace IdMelon.Provisioning.Tests;

public sealed class ValueTests
{
    [Fact]
    public void A_secret_never_shows()
    {
        var secret = new SecretText("hunter2");

        $"{secret}".ShouldBe("***");
        new PageAction.Fill(new ControlReference("s", 1), secret).ToString().ShouldNotContain("hunter2");
        new AccessPass("id", secret, DateTimeOffset.UnixEpoch, TimeSpan.FromHours(1), true).ToString().ShouldNotContain("hunter2");
        JsonSerializer.Serialize(secret).ShouldBe("\"***\"");
        new PrivateKeyBytes([1, 2, 3]).ToString().ShouldBe("***");
    }

    [Theory]
    [InlineData("ada@contoso.com")]
    [InlineData(" Ada@Contoso.com ")]
    [InlineData("o'neil+x#EXT#@contoso.onmicrosoft.com")]
    public void A_user_principal_name_is_read(string text) => UserPrincipalName.TryParse(text, out _).ShouldBeTrue();

    [Theory]
    [InlineData("")]
    [InlineData(null)]
    [InlineData("ada")]
    [InlineData("@contoso.com")]
    [InlineData("ada@")]
    [InlineData("a da@contoso.com")]
    [InlineData("ada\u001b[31m@contoso.com")]
    [InlineData("<b>@contoso.com")]
    [InlineData("../../x@contoso.com")]
    public void What_is_no_user_principal_name_is_refused(string? text) => UserPrincipalName.TryParse(text, out _).ShouldBeFalse();

    [Fact]
    public void User_principal_names_are_compared_without_case_and_logged_masked()
    {
        UserPrincipalName.Parse("ADA@contoso.com").ShouldBe(UserPrincipalName.Parse("ada@CONTOSO.com"));
        UserPrincipalName.Parse("ada.lovelace@contoso.com").Masked.ShouldBe("a…@contoso.com");
    }

    [Theory]
    [InlineData("de", "de")]
    [InlineData("PT-br", "pt-BR")]
    [InlineData("zh-hans", "zh-Hans")]
    public void A_language_tag_is_read_in_canonical_form(string text, string canonical) => LanguageTag.Parse(text).ToString().ShouldBe(canonical);

    [Theory]
    [InlineData("")]
    [InlineData("d")]
    [InlineData("de_DE")]
    [InlineData("de--DE")]
    [InlineData("日本")]
    public void What_is_no_language_tag_is_refused(string text) => LanguageTag.TryParse(text, out _).ShouldBeFalse();

    [Theory]
    [InlineData("")]
    [InlineData("a name that is longer than thirty characters")]
    [InlineData("line\nbreak")]
    public void A_bad_passkey_name_is_refused(string name) => Should.Throw<ArgumentException>(() => new ProvisioningRequest("ada@contoso.com") { PasskeyName = name });

    [Theory]
    [InlineData(9)]
    [InlineData(43_201)]
    public void A_bad_lifetime_is_refused(int minutes) => Should.Throw<ArgumentOutOfRangeException>(() => new AccessPassWish { Lifetime = TimeSpan.FromMinutes(minutes) });

    [Fact]
    public void A_refused_attempt_throws_its_error_only_when_its_value_is_asked_for()
    {
        Attempt<int> attempt = ProvisioningError.Of(ErrorCodes.PageUnknown);

        attempt.Succeeded.ShouldBeFalse();
        Should.Throw<ProvisioningException>(() => attempt.Value).Error.Code.ShouldBe(ErrorCodes.PageUnknown);
    }

    [Fact]
    public void An_error_outside_of_the_catalogue_cannot_be_made() => Should.Throw<ArgumentException>(() => ProvisioningError.Of("no.such"));
}
