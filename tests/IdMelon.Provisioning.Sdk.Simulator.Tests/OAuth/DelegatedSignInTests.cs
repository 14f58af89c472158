using IdMelon.Provisioning.Simulator.Events;
using Microsoft.Identity.Client;
using Microsoft.Identity.Client.Extensibility;
using Microsoft.IdentityModel.JsonWebTokens;

namespace IdMelon.Provisioning.Simulator.Tests.OAuth;

/// <summary>MSAL signs users in, unchanged.</summary>
public sealed class DelegatedSignInTests : OAuthTest
{
    private const string UserRead = "https://graph.microsoft.com/User.Read";

    [Fact]
    public async Task A_person_signs_in_to_a_desktop_program()
    {
        Ada.Roles = ["Authentication Administrator", "Something else"];

        var result = await SignInAsync(DesktopClient(), "User.Read", GraphRoles.PasskeyWrite, "Mail.Send");

        result.Account.Username.ShouldBe(Ada.UserPrincipalName);
        result.UniqueId.ShouldBe(Ada.Id.ToString());
        result.TenantId.ShouldBe(Simulator.TenantId.ToString());
        result.Account.HomeAccountId.Identifier.ShouldBe($"{Ada.Id}.{Simulator.TenantId}");
        var token = new JsonWebToken(result.AccessToken);
        token.Issuer.ShouldBe($"https://sts.windows.net/{Simulator.TenantId}/");
        token.GetClaim("scp").Value.Split(' ').ShouldBe(["User.Read", GraphRoles.PasskeyWrite, "openid", "profile"], ignoreOrder: true);
        token.GetClaim("upn").Value.ShouldBe(Ada.UserPrincipalName);
        token.GetClaim("name").Value.ShouldBe("Ada Lovelace");
        token.GetClaim("oid").Value.ShouldBe(Ada.Id.ToString());
        token.GetClaim("appidacr").Value.ShouldBe("0");
        Values(token, "wids").ShouldBe(["c4e39bd9-1100-46d3-8c65-fb160da0071f"]);
        Values(token, "amr").ShouldContain("mfa");
        Values(token, "roles").ShouldBeEmpty();
        token.TryGetClaim("scope", out _).ShouldBeFalse();
        var id = new JsonWebToken(result.IdToken);
        id.Issuer.ShouldBe($"https://login.microsoftonline.com/{Simulator.TenantId}/v2.0");
        id.Audiences.ShouldBe([Desktop.ClientId]);
        id.GetClaim("preferred_username").Value.ShouldBe(Ada.UserPrincipalName);
        id.GetClaim("ver").Value.ShouldBe("2.0");
        Simulator.Events.Count(SimulatorEventKinds.TokenIssued, Ada.UserPrincipalName).ShouldBe(1);
    }

    [Fact]
    public async Task A_refresh_token_gives_the_next_access_token()
    {
        var client = DesktopClient();
        var first = await SignInAsync(client, UserRead);

        var second = await client.AcquireTokenSilent([UserRead], first.Account).WithForceRefresh(true).ExecuteAsync(Cancellation);

        second.AuthenticationResultMetadata.TokenSource.ShouldBe(TokenSource.IdentityProvider);
        second.AccessToken.ShouldNotBe(first.AccessToken);
        second.Account.Username.ShouldBe(Ada.UserPrincipalName);
    }

    [Fact]
    public async Task A_second_silent_request_is_answered_from_the_cache()
    {
        var client = DesktopClient();
        var first = await SignInAsync(client, UserRead);

        var second = await client.AcquireTokenSilent([UserRead], first.Account).ExecuteAsync(Cancellation);

        second.AuthenticationResultMetadata.TokenSource.ShouldBe(TokenSource.Cache);
    }

    [Fact]
    public async Task A_scope_that_was_not_granted_needs_consent()
    {
        var client = DesktopClient();
        var first = await SignInAsync(client, UserRead);

        var refused = await Should.ThrowAsync<MsalUiRequiredException>(() => client.AcquireTokenSilent(["Mail.Send"], first.Account).ExecuteAsync(Cancellation));

        refused.ErrorCodes().ShouldBe([65001]);
        refused.Classification.ShouldBe(UiRequiredExceptionClassification.ConsentRequired);
    }

    [Fact]
    public async Task A_person_signs_in_to_a_web_application()
    {
        var client = WebClient().WithClientSecret(WebSecret).Build();
        var address = await client.GetAuthorizationRequestUrl(["User.Read"]).WithPkce(out var verifier).ExecuteAsync(Cancellation);

        var back = await Window.SignInAsync(address.AbsoluteUri, Ada);
        var result = await client.AcquireTokenByAuthorizationCode(["User.Read"], Query(back)["code"]).WithPkceCodeVerifier(verifier).ExecuteAsync(Cancellation);

        back!.AbsoluteUri.ShouldStartWith(WebRedirect + "&code=");
        result.Account.Username.ShouldBe(Ada.UserPrincipalName);
        new JsonWebToken(result.AccessToken).GetClaim("appidacr").Value.ShouldBe("1");
    }

    [Fact]
    public async Task A_person_lets_a_device_in()
    {
        var result = await DesktopClient("common").AcquireTokenWithDeviceCode(["User.Read"], async code =>
            (await Window.LetInAsync(code.VerificationUrl, code.UserCode.ToLowerInvariant(), Ada)).ShouldBeTrue()).ExecuteAsync(Cancellation);

        result.Account.Username.ShouldBe(Ada.UserPrincipalName);
        new JsonWebToken(result.AccessToken).GetClaim("scp").Value.ShouldContain("User.Read");
    }

    [Fact]
    public async Task A_person_keeps_a_device_out()
    {
        var refused = await Should.ThrowAsync<MsalServiceException>(() => DesktopClient().AcquireTokenWithDeviceCode(["User.Read"], async code =>
            (await Window.LetInAsync(code.VerificationUrl, code.UserCode, Ada, accepts: false)).ShouldBeTrue()).ExecuteAsync(Cancellation));

        refused.ErrorCode.ShouldBe("authorization_declined");
    }

    [Fact]
    public async Task A_token_does_not_outlive_the_access_pass()
    {
        Simulator.Directory.IssueAccessPass(Ada, TimeSpan.FromMinutes(20), isUsableOnce: false, code: SignInWindow.Pass);
        var client = DesktopClient();

        var result = await SignInAsync(client, UserRead);
        Time.Advance(TimeSpan.FromMinutes(20));

        new JsonWebToken(result.AccessToken).ValidTo.ShouldBeLessThanOrEqualTo((Ada.AccessPass!.StartDateTime + Ada.AccessPass.Lifetime).UtcDateTime);
        var refused = await Should.ThrowAsync<MsalUiRequiredException>(() => client.AcquireTokenSilent([UserRead], result.Account).WithForceRefresh(true).ExecuteAsync(Cancellation));
        refused.ErrorCodes().ShouldBe([50173]);
    }

    private Task<AuthenticationResult> SignInAsync(IPublicClientApplication client, params string[] scopes) =>
        client.AcquireTokenInteractive(scopes).WithCustomWebUi(new PersonInAWindow(Window, Ada)).ExecuteAsync(Cancellation);

    private static string[] Values(JsonWebToken token, string type) => [.. token.Claims.Where(claim => claim.Type == type).Select(claim => claim.Value)];

    private static Dictionary<string, string> Query(Uri? address) =>
        Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(address!.Query).ToDictionary(pair => pair.Key, pair => pair.Value.ToString());
}
