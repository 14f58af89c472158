using System.Net;
using IdMelon.Provisioning.Simulator.Directory;
using IdMelon.Provisioning.Simulator.Pages;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.IdentityModel.JsonWebTokens;

namespace IdMelon.Provisioning.Simulator.Tests.OAuth;

/// <summary>What tokens and Security info say about how somebody signed in.</summary>
public sealed class SignInStrengthTests : OAuthTest
{
    private const string Password = "Correct horse 7";

    [Fact]
    public async Task A_password_alone_is_no_second_factor()
    {
        var code = await SignInAsync(() => EnterPasswordAsync());

        (await MethodsAsync(code)).ShouldBe(["pwd"]);
    }

    [Fact]
    public async Task An_access_pass_is()
    {
        var code = await SignInAsync(() => Window.Page.EnterPassAsync(SignInWindow.Pass));

        (await MethodsAsync(code)).ShouldContain("mfa");
        (await MethodsAsync(await SilentlyAsync())).ShouldContain("ngcmfa");
    }

    [Fact]
    public async Task A_session_is_worth_what_it_was_opened_with()
    {
        await SignInAsync(() => EnterPasswordAsync());

        (await MethodsAsync(await SilentlyAsync())).ShouldBe(["pwd"]);
    }

    [Fact]
    public async Task Tokens_of_a_session_end_with_the_access_pass_that_opened_it()
    {
        Simulator.Directory.IssueAccessPass(Ada, TimeSpan.FromMinutes(30), isUsableOnce: false, code: SignInWindow.Pass);
        await SignInAsync(() => Window.Page.EnterPassAsync(SignInWindow.Pass));

        var (_, body) = await RedeemAsync(await SilentlyAsync());

        ((int)body["expires_in"]!).ShouldBeLessThanOrEqualTo(1800);
    }

    [Fact]
    public async Task A_pass_for_the_end_of_all_days_does_not_spoil_a_sign_in_under_way()
    {
        var code = await SignInAsync(() => Window.Page.EnterPassAsync(SignInWindow.Pass), beforeStaying: () =>
            Simulator.Directory.IssueAccessPass(Ada, TimeSpan.FromDays(30), isUsableOnce: false, start: DateTimeOffset.MaxValue));

        (await MethodsAsync(code)).ShouldContain("mfa");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Security_info_says_whether_there_was_a_second_factor(bool hasPass)
    {
        Ada.Password = Password;
        await Window.Page.AuthorizeAsync();
        await Window.Page.AskForCredentialAsync(Ada.UserPrincipalName);
        await (hasPass ? Window.Page.EnterPassAsync(SignInWindow.Pass) : EnterPasswordAsync());
        await Window.Page.AnswerStaySignedInAsync();

        ((bool)(await Window.Page.OpenSecurityInfoAsync())["hasMfaClaim"]!).ShouldBe(hasPass);
    }

    [Fact]
    public async Task A_password_is_no_fresh_proof_for_security_info()
    {
        Ada.Password = Password;
        Ada.NeedsFreshSignInForSecurityInfo = true;
        bool demands = false;
        for (var turn = 0; turn < 2; turn++)
        {
            await Window.Page.AuthorizeAsync(("prompt", "login"), ("login_hint", Ada.UserPrincipalName));
            await EnterPasswordAsync();
            await Window.Page.AnswerStaySignedInAsync();
            demands = (bool)(await Window.Page.OpenSecurityInfoAsync())["requireNgcMfaForSecurityInfo"]!;
        }

        demands.ShouldBeTrue();
    }

    private Task EnterPasswordAsync() => Window.Page.PostFormAsync(Window.Page.Text("urlPost"), Window.Page.Fields("2", "passwd", Password));

    private async Task<string> SignInAsync(Func<Task> enterCredential, Action? beforeStaying = null)
    {
        Ada.Password = Password;
        await Window.Page.GetAsync(Address());
        await Window.Page.AskForCredentialAsync(Ada.UserPrincipalName);
        await enterCredential();
        beforeStaying?.Invoke();
        await Window.Page.AnswerStaySignedInAsync();
        return CodeIn(Window.Page.Location);
    }

    private async Task<string> SilentlyAsync()
    {
        await Window.Page.GetAsync(Address() + "&prompt=none");
        return CodeIn(Window.Page.Location);
    }

    private string Address() => "https://login.microsoftonline.com/common/oauth2/v2.0/authorize?response_type=code&scope=User.Read"
        + $"&client_id={Web.ClientId}&redirect_uri={Uri.EscapeDataString(WebRedirect)}";

    private static string CodeIn(Uri? location) => QueryHelpers.ParseQuery(location.ShouldNotBeNull().Query)["code"].ToString();

    private Task<(HttpStatusCode Status, System.Text.Json.Nodes.JsonObject Body)> RedeemAsync(string code) => Http.AskAsync(
        Simulator, ("grant_type", "authorization_code"), ("client_id", Web.ClientId), ("client_secret", WebSecret), ("redirect_uri", WebRedirect), ("code", code));

    private async Task<string[]> MethodsAsync(string code)
    {
        var (_, body) = await RedeemAsync(code);
        return [.. new JsonWebToken((string)body["access_token"]!).Claims.Where(claim => claim.Type == "amr").Select(claim => claim.Value)];
    }
}
