using System.Net;
using System.Text.RegularExpressions;
using IdMelon.Provisioning.Simulator.Events;
using Microsoft.AspNetCore.WebUtilities;

namespace IdMelon.Provisioning.Simulator.Tests.OAuth;

/// <summary>What the authorize endpoint takes, and to whom it says what is wrong.</summary>
public sealed partial class AuthorizeTests : OAuthTest
{
    private const string Challenge = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

    [Theory]
    [InlineData("client_id", null, 900144)]
    [InlineData("client_id", "19db86c3-0000-0000-0000-000000000000", 700016)]
    [InlineData("redirect_uri", "https://evil.example/", 50011)]
    [InlineData("redirect_uri", "http://localhost:80@evil.example/", 50011)]
    [InlineData("redirect_uri", "http://localhost:1234/other", 50011)]
    [InlineData("redirect_uri", "https://localhost:1234", 50011)]
    [InlineData("redirect_uri", "http://127.0.0.1:1234", 50011)]
    [InlineData("redirect_uri", "http://localhost:1\r\nSet-Cookie: a=b", 50011)]
    [InlineData("redirect_uri", "http://localhost:1\n", 50011)]
    [InlineData("redirect_uri", " http://localhost:1", 50011)]
    [InlineData("redirect_uri", "http://localhost:1 ", 50011)]
    [InlineData("redirect_uri", "http:\\\\localhost:1", 50011)]
    [InlineData("redirect_uri", "http://localhost:1\\", 50011)]
    [InlineData("redirect_uri", "http://localhost:1\t", 50011)]
    [InlineData("redirect_uri", "http://localhost:1\u0001", 50011)]
    [InlineData("redirect_uri", "http://localhost:1/\u202e", 50011)]
    [InlineData("redirect_uri", "http://l\u00f6calhost:1", 50011)]
    [InlineData("response_mode", "web_message", 90023)]
    public async Task Whoever_cannot_be_trusted_with_an_answer_gets_none(string name, string? value, int number)
    {
        await Window.Page.GetAsync(Address((name, value)));

        Window.Page.Status.ShouldBe(HttpStatusCode.OK);
        Window.Page.Text("pgid").ShouldBe("ConvergedError");
        Window.Page.Text("strServiceExceptionMessage").ShouldStartWith($"AADSTS{number}:");
        Simulator.Events.Count(SimulatorEventKinds.Fault).ShouldBe(0);
    }

    [Theory]
    [InlineData("https://app.contoso.example/a b")]
    [InlineData("https://app.contoso.example/\r\n")]
    [InlineData("https:\\\\app.contoso.example")]
    [InlineData("https://app.contoso.example/\u00e4")]
    public void An_address_that_could_not_go_into_a_header_is_not_registered(string address)
    {
        Should.Throw<ArgumentException>(() => Web.RedirectUris = [address]);
    }

    [Theory]
    [InlineData("response_type", null, "invalid_request", 900144)]
    [InlineData("response_type", "id_token", "unsupported_response_type", 700054)]
    [InlineData("response_type", "code token", "unsupported_response_type", 700051)]
    [InlineData("response_type", "nonsense", "unsupported_response_type", 90023)]
    [InlineData("code_challenge", null, "invalid_request", 9002325)]
    [InlineData("code_challenge", "short", "invalid_request", 50147)]
    [InlineData("code_challenge_method", "S512", "invalid_request", 90023)]
    [InlineData("prompt", "nonsense", "invalid_request", 90023)]
    [InlineData("prompt", "none", "login_required", 50058)]
    [InlineData("scope", null, "invalid_request", 900144)]
    [InlineData("scope", "Mail.Send", "consent_required", 65001)]
    [InlineData("scope", "https://other.example/Some.Thing", "invalid_resource", 500011)]
    [InlineData("scope", "https://graph.microsoft.com", "invalid_scope", 70011)]
    [InlineData("scope", ".default User.Read", "invalid_scope", 70011)]
    public async Task An_application_is_told_by_redirect(string name, string? value, string error, int number)
    {
        await Window.Page.GetAsync(Address((name, value)));

        Window.Page.Location.ShouldNotBeNull().AbsoluteUri.ShouldStartWith("http://localhost:50123/?error=");
        var answer = Query(Window.Page.Location);
        answer["error"].ShouldBe(error);
        answer["error_description"].ShouldStartWith($"AADSTS{number}:");
        answer["state"].ShouldBe("the state & more");
    }

    [Fact]
    public async Task A_parameter_that_comes_twice_is_refused()
    {
        await Window.Page.GetAsync(Address() + "&redirect_uri=" + Uri.EscapeDataString("http://localhost:1"));

        Window.Page.Text("strServiceExceptionMessage").ShouldStartWith("AADSTS9000411:");
    }

    [Fact]
    public async Task An_unknown_tenant_is_refused()
    {
        await Window.Page.GetAsync(Address().Replace("common", "elsewhere.example", StringComparison.Ordinal));

        Window.Page.Text("strServiceExceptionMessage").ShouldStartWith("AADSTS90002:");
    }

    [Fact]
    public async Task A_refusal_may_go_into_the_fragment()
    {
        await Window.Page.GetAsync(Address(("prompt", "none"), ("response_mode", "fragment")));

        Window.Page.Fragment()["error"].ShouldBe("login_required");
        Window.Page.Location!.Query.ShouldBeEmpty();
    }

    [Fact]
    public async Task An_answer_may_be_posted_by_a_page()
    {
        await Window.SignInAsync(Address(("response_mode", "form_post"), ("state", "\"><script>alert(1)</script>")), Ada);

        Window.Page.Html.ShouldContain("<title>Working...</title>");
        Window.Page.Html.ShouldContain("<form method=\"POST\" name=\"hiddenform\" action=\"http://localhost:50123/\">");
        Window.Page.Html.ShouldContain("Simulator");
        Window.Page.Html.ShouldNotContain("alert(1)</script>");
        Fields().Keys.ShouldBe(["code", "session_state", "state"]);
        Fields()["state"].ShouldBe("\"><script>alert(1)</script>");
    }

    [Fact]
    public async Task Without_state_none_comes_back()
    {
        var back = await Window.SignInAsync(Address(("state", null), ("client_info", "1")), Ada);

        Query(back).Keys.ShouldBe(["code", "client_info", "session_state"]);
    }

    [Fact]
    public async Task Whoever_is_signed_in_needs_no_page()
    {
        await Window.SignInAsync(Address(), Ada);

        await Window.Page.GetAsync(Address(("prompt", "none")));

        Query(Window.Page.Location)["code"].ShouldNotBeEmpty();
        Simulator.Events.Count(SimulatorEventKinds.SignedIn, Ada.UserPrincipalName).ShouldBe(2);
    }

    [Theory]
    [InlineData("ada@contoso.example", null)]
    [InlineData("grace@contoso.example", "login_required")]
    public async Task A_hint_says_who_is_meant(string hint, string? error)
    {
        await Window.SignInAsync(Address(), Ada);

        await Window.Page.GetAsync(Address(("prompt", "none"), ("login_hint", hint)));

        Query(Window.Page.Location).GetValueOrDefault("error").ShouldBe(error);
    }

    [Fact]
    public async Task Of_several_people_none_is_chosen_silently()
    {
        var grace = Simulator.Directory.AddUser("grace@contoso.example", "Grace Hopper");
        Simulator.Directory.IssueAccessPass(grace, TimeSpan.FromHours(1), code: SignInWindow.Pass);
        await Window.SignInAsync(Address(), Ada);
        await Window.SignInAsync(Address(("prompt", "login")), grace);

        await Window.Page.GetAsync(Address(("prompt", "none")));

        Query(Window.Page.Location)["error"].ShouldBe("interaction_required");
    }

    [Fact]
    public async Task Signing_out_forgets_who_was_signed_in()
    {
        await Window.SignInAsync(Address(), Ada);

        await Window.Page.GetAsync($"https://login.microsoftonline.com/common/oauth2/v2.0/logout?state=s&post_logout_redirect_uri={Uri.EscapeDataString(DesktopRedirect)}");
        Window.Page.Location.ShouldNotBeNull().OriginalString.ShouldBe(DesktopRedirect + "?state=s");
        await Window.Page.GetAsync(Address(("prompt", "none")));

        Query(Window.Page.Location)["error"].ShouldBe("login_required");
    }

    [Fact]
    public async Task Signing_out_leads_to_no_foreign_address()
    {
        await Window.Page.GetAsync("https://login.microsoftonline.com/common/oauth2/v2.0/logout?post_logout_redirect_uri=https%3A%2F%2Fevil.example");

        Window.Page.Status.ShouldBe(HttpStatusCode.OK);
        Window.Page.Location.ShouldBeNull();
    }

    [Fact]
    public async Task Whoever_gives_up_goes_back_to_the_application()
    {
        await Window.Page.GetAsync(Address());

        var back = new Uri(Window.Page.Text("urlCancel"));
        back.Authority.ShouldBe("localhost:50123");
        Query(back)["error"].ShouldBe("access_denied");
        Query(back)["state"].ShouldBe("the state & more");
    }

    [Fact]
    public async Task The_redirect_uri_that_was_registered_first_is_the_usual_one()
    {
        await Window.Page.GetAsync(Address(("redirect_uri", null), ("prompt", "none")));

        Window.Page.Location.ShouldNotBeNull().OriginalString.ShouldStartWith(DesktopRedirect + "?error=login_required");
    }

    private string Address(params (string Name, string? Value)[] changes)
    {
        var query = new Dictionary<string, string?>
        {
            ["client_id"] = Desktop.ClientId,
            ["redirect_uri"] = "http://localhost:50123/",
            ["response_type"] = "code",
            ["scope"] = "openid offline_access User.Read",
            ["state"] = "the state & more",
            ["code_challenge"] = Challenge,
            ["code_challenge_method"] = "S256",
        };
        foreach (var (name, value) in changes)
        {
            query[name] = value;
        }

        return QueryHelpers.AddQueryString("https://login.microsoftonline.com/common/oauth2/v2.0/authorize", query.Where(pair => pair.Value is not null));
    }

    private Dictionary<string, string> Fields() =>
        FieldPattern().Matches(Window.Page.Html).ToDictionary(match => match.Groups[1].Value, match => WebUtility.HtmlDecode(match.Groups[2].Value));

    [GeneratedRegex("<input type=\"hidden\" name=\"([^\"]*)\" value=\"([^\"]*)\">")]
    private static partial Regex FieldPattern();

    private static Dictionary<string, string> Query(Uri? address) => QueryHelpers.ParseQuery(address!.Query).ToDictionary(pair => pair.Key, pair => pair.Value.ToString());
}
