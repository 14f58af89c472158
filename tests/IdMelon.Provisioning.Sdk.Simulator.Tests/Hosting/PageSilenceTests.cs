using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using IdMelon.Provisioning.Simulator.Directory;
using IdMelon.Provisioning.Simulator.Events;
using IdMelon.Provisioning.Simulator.Pages;
using IdMelon.Provisioning.Simulator.Tests.OAuth;
using Shouldly;
using Xunit;

namespace IdMelon.Provisioning.Simulator.Tests.Hosting;

/// <summary>What is typed into the pages and what they hold is in no log line, no event and no answer of the control interface but those that the README names.</summary>
public sealed class PageSilenceTests : IAsyncLifetime
{
    // No sign that JSON would write differently: answers are searched as they came.
    private const string Pass = "Right-Pass*1";
    private const string NameOfKey = "A name only Ada knows";

    private readonly HashSet<string> secrets = [];
    private readonly LogLines log = new();
    private EntraSimulator simulator = null!;
    private SimulatedUser ada = null!;
    private PageClient window = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        simulator = await EntraSimulator.StartAsync(new() { LoggerFactory = log }, Cancellation);
        ada = simulator.Directory.AddUser("ada@contoso.example", "Ada");
        simulator.Directory.IssueAccessPass(ada, TimeSpan.FromHours(1), isUsableOnce: false, code: Typed(Pass));
        var handler = (SocketsHttpHandler)simulator.CreateHandler();
        (handler.AllowAutoRedirect, handler.UseCookies) = (false, false);
        window = new PageClient(new CookieReader(secrets) { InnerHandler = handler }, "en-US", Cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        window.Dispose();
        await simulator.DisposeAsync();
        log.Dispose();
    }

    [Fact]
    public async Task Nothing_that_is_typed_into_the_pages_is_kept_anywhere()
    {
        await SignInByPasswordAsync();
        await RegisterAsync();
        await AskForTokensAsync();
        secrets.UnionWith([simulator.ClientSecret, simulator.ControlToken]);

        ShouldBeSilent("the log", string.Join('\n', log.All));
        ShouldBeSilent("the events", string.Join('\n', simulator.Events.All));
        log.All.ShouldContain(line => line.Contains("was accepted", StringComparison.Ordinal));
        simulator.Events.Count(SimulatorEventKinds.PasskeyRegistered, ada.UserPrincipalName).ShouldBe(1);
    }

    [Fact]
    public async Task The_control_interface_tells_no_secret_but_those_it_is_asked_for()
    {
        await SignInByPasswordAsync();
        await RegisterAsync();
        await AskForTokensAsync();
        secrets.Remove(NameOfKey);
        var group = simulator.Directory.AddGroup("Everybody");
        using var http = new HttpClient(simulator.CreateHandler()) { BaseAddress = simulator.ControlAddress };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", simulator.ControlToken);
        var links = JsonNode.Parse(await http.GetStringAsync("", Cancellation))!["links"]!.AsObject();

        foreach (var (address, _) in links.Where(link => ((string)link.Value!).Contains("GET", StringComparison.Ordinal)))
        {
            var named = address.Replace("{user}", ada.UserPrincipalName, StringComparison.Ordinal).Replace("{group}", group.Id.ToString(), StringComparison.Ordinal)
                .Replace("{application}", simulator.ClientId, StringComparison.Ordinal);
            using var response = await http.GetAsync(named, Cancellation);
            var answer = await response.Content.ReadAsStringAsync(Cancellation);

            response.IsSuccessStatusCode.ShouldBeTrue(address);
            ShouldBeSilent(address, answer);
            answer.ShouldNotContain(simulator.ControlToken);
            answer.Contains(simulator.ClientSecret, StringComparison.Ordinal).ShouldBe(address == "/_simulator/connection", address);
        }

        links.Count.ShouldBeGreaterThan(15);
    }

    /// <summary>Signs in the long way: wrong and right password, a code and a wrong and the right pass as second factor, and another password at the end.</summary>
    private async Task SignInByPasswordAsync()
    {
        (ada.Password, ada.StartsWithPassword) = (Typed("Old-password-1"), true);
        ada.Interrupts = [SignInInterrupt.SecondFactor, SignInInterrupt.PasswordChange];
        await window.AuthorizeAsync();
        await window.AskForCredentialAsync(ada.UserPrincipalName);
        await PostAsync(window.Fields("2", "passwd", Typed("Wrong-password-1")));
        await PostAsync(window.Fields("2", "passwd", "Old-password-1"));
        await window.PostJsonAsync(PageClient.SignInHost + "/common/SAS/EndAuth", new() { ["Ctx"] = window.Text("sCtx"), ["FlowToken"] = window.Text("sFT"), ["AdditionalAuthData"] = Typed("72946183") });
        await PostSecondFactorAsync(Typed("Wrong-Pass*1"));
        await PostSecondFactorAsync(Pass);
        await ChangePasswordAsync(Typed("Not-the-old-one-1"));
        await ChangePasswordAsync("Old-password-1");
        await window.GetAsync(window.Text("urlResume"));
        KeepOpaque();
        await window.AnswerStaySignedInAsync();
        secrets.Add(window.Fragment()["code"]);
        ((bool)(await window.OpenSecurityInfoAsync())["isAuthorized"]!).ShouldBeTrue();
        secrets.Add(window.SessionContext);
    }

    private async Task RegisterAsync()
    {
        var (_, fields) = await window.StartRegistrationAsync();
        secrets.UnionWith([fields["canary"], fields["serverChallenge"]]);
        var context = await window.FinishCeremonyAsync(fields, new() { Challenge = fields["serverChallenge"] });
        secrets.Add((string)context["AttestationObject"]!);

        (await window.VerifyAsync(context, Typed(NameOfKey))).ErrorCode().ShouldBe(0);
    }

    private async Task AskForTokensAsync()
    {
        secrets.Add(await SimulatorClients.TokenAsync(simulator, Cancellation));
        using var http = new HttpClient(simulator.CreateHandler());
        await Should.ThrowAsync<Microsoft.Identity.Client.MsalServiceException>(() => SimulatorClients.Application(simulator, http, secret: Typed("a-mistyped-secret"))
            .AcquireTokenForClient([SimulatorClients.GraphScope]).ExecuteAsync(Cancellation));
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(simulator.ControlAddress, "users"));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Typed("a-mistyped-control-token"));
        using var refused = await http.SendAsync(request, Cancellation);
    }

    private async Task PostAsync(Dictionary<string, string> fields)
    {
        KeepOpaque();
        await window.PostFormAsync(window.Text("urlPost"), fields);
        KeepOpaque();
    }

    private Task PostSecondFactorAsync(string code) => PostAsync(new()
    {
        ["ctx"] = window.Text("sCtx"), ["flowToken"] = window.Text("sFT"), ["canary"] = window.Text("canary"),
        ["request"] = window.Text("sCtx"), ["mfaAuthMethod"] = "AccessPass", ["accesspass"] = code,
    });

    private Task<JsonObject> ChangePasswordAsync(string current) => window.PostJsonAsync(
        PageClient.SignInHost + "/interrupt/password",
        new() { ["ctx"] = window.Text("sCtx"), ["flowToken"] = window.Text("sFT"), ["current"] = current, ["next"] = Typed("New-password-1") });

    private string Typed(string secret)
    {
        secrets.Add(secret);
        return secret;
    }

    private void KeepOpaque() => secrets.UnionWith(((string[])["sFT", "sCtx", "canary", "apiCanary"]).Select(window.Text).Where(text => text.Length > 0));

    private void ShouldBeSilent(string place, string text) =>
        secrets.Where(secret => text.Contains(secret, StringComparison.Ordinal)).ShouldBeEmpty($"These are in {place}.");

    /// <summary>Takes note of the cookies that tell windows apart.</summary>
    private sealed class CookieReader(HashSet<string> secrets) : DelegatingHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var response = await base.SendAsync(request, cancellationToken);
            if (response.Headers.TryGetValues("Set-Cookie", out var cookies))
            {
                secrets.UnionWith(cookies.Select(cookie => cookie.Split(';')[0].Split('=', 2)[1]).Where(value => value.Length > 20));
            }

            return response;
        }
    }
}
