using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using IdMelon.Provisioning.Simulator.Directory;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Playwright;
using Shouldly;
using Xunit;

namespace IdMelon.Provisioning.Simulator;

/// <summary>The page that signs in with a passkey, in a real Chromium; what it posts is caught before it arrives.</summary>
[Trait("Duration", "Long")]
public sealed class PasskeySignInPageTests(PlaywrightDriver driver) : JourneyTest(driver)
{
    private const string PostBack = "https://login.microsoftonline.com/common/login";
    private const string Cancel = "https://login.microsoftonline.com/cookiesdisabled";
    private const string Challenge = "O.eyJ0eXAiOiJKV1Qi.a-challenge";

    private SecurityInfoWindow window = null!;

    private IPage Page => window.Page;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        window = await SecurityInfoWindow.OpenAsync(Browser);
        await window.SignInAsync(Ada, Pass);
        await window.RegisterAsync("Key");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_page_signs_in_by_itself_and_posts_an_assertion(bool named)
    {
        var id = WebEncoders.Base64UrlEncode(Ada.Passkeys[0].CredentialId.Span);

        var posted = await SignInAsync(named ? $"[\"{id}\"]" : "[]");

        posted["type"].ShouldBe("23");
        posted["ps"].ShouldBe("23");
        posted["login"].ShouldBe("ada@contoso.example");
        posted["ctx"].ShouldBe("the context");
        posted["canary"].ShouldBe("the canary");
        posted["flowToken"].ShouldBe("the flow token");
        posted["hpgrequestid"].ShouldNotBeEmpty();
        posted.ShouldNotContainKey("error_code");
        var assertion = JsonNode.Parse(posted["assertion"])!;
        ((string?)assertion["id"]).ShouldBe(id);
        ((string?)assertion["signature"]).ShouldNotBeNullOrEmpty();
        ((string?)assertion["userHandle"]).ShouldNotBeNullOrEmpty();
        var data = WebEncoders.Base64UrlDecode((string)assertion["authenticatorData"]!);
        data[..32].ShouldBe(SHA256.HashData("login.microsoft.com"u8));
        (data[32] & 5).ShouldBe(5);
        var client = JsonNode.Parse(WebEncoders.Base64UrlDecode((string)assertion["clientDataJSON"]!))!;
        ((string?)client["type"]).ShouldBe("webauthn.get");
        ((string?)client["origin"]).ShouldBe("https://login.microsoft.com");
        Encoding.UTF8.GetString(WebEncoders.Base64UrlDecode((string)client["challenge"]!)).ShouldBe(Challenge);
        window.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_passkey_that_cannot_be_used_is_posted_as_the_name_of_the_exception()
    {
        await Page.AddInitScriptAsync("navigator.credentials.get = () => Promise.reject(new DOMException('No.', 'NotAllowedError'))");

        var posted = await SignInAsync("[]");

        posted["error_code"].ShouldBe("NotAllowedError");
        posted.ShouldNotContainKey("assertion");
        posted["flowToken"].ShouldBe("the flow token");
    }

    [Fact]
    public async Task Cancel_leads_back_to_the_sign_in()
    {
        await Page.AddInitScriptAsync("navigator.credentials.get = ({ signal }) => new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)))");
        await OpenAsync("[]");

        await window.ClickAsync("Cancel");

        await Page.WaitForAddressAsync(address => address == Cancel);
    }

    [Fact]
    public async Task The_page_has_no_mark_that_is_not_known()
    {
        await Page.AddInitScriptAsync("navigator.credentials.get = () => new Promise(() => {})");
        await OpenAsync("[]");
        await Page.WaitForSelectorAsync("[role=main]");

        (await Page.Locator("meta[name=PageID], body [id], [data-viewid], [name]:not(meta)").CountAsync()).ShouldBe(0);
        (await Page.EvaluateAsync<string?>("globalThis.$Config.pgid")).ShouldBeNull();
    }

    private async Task<Dictionary<string, string>> SignInAsync(string credentials)
    {
        var arrived = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        await Page.RouteAsync(PostBack, route =>
        {
            arrived.TrySetResult(route.Request.PostData ?? "");
            return route.FulfillAsync(new() { Status = 200, ContentType = "text/plain", Body = "" });
        });
        await OpenAsync(credentials);
        var body = await arrived.Task.WaitAsync(TestContext.Current.CancellationToken);
        return QueryHelpers.ParseQuery(body).ToDictionary(pair => pair.Key, pair => pair.Value.ToString());
    }

    /// <summary>Posts from a page of the sign-in host what its script would post.</summary>
    private async Task OpenAsync(string credentials)
    {
        await Page.GotoAsync(Cancel);
        await Page.EvaluateAsync(
            """
            fields => {
              const form = document.createElement('form');
              form.method = 'post';
              form.action = 'https://login.microsoft.com/common/fido/get?uiflavor=Web';
              for (const [name, value] of Object.entries(fields)) {
                const input = document.createElement('input');
                [input.type, input.name, input.value] = ['hidden', name, value];
                form.append(input);
              }
              document.body.append(form);
              form.submit();
            }
            """,
            new Dictionary<string, string>
            {
                ["serverChallenge"] = Challenge,
                ["credentialsJson"] = credentials,
                ["postBackUrl"] = PostBack,
                ["cancelUrl"] = Cancel,
                ["ctx"] = "the context",
                ["canary"] = "the canary",
                ["flowToken"] = "the flow token",
                ["username"] = "ada@contoso.example",
                ["correlationId"] = Guid.NewGuid().ToString(),
            });
    }
}
