using System.Net;
using System.Text.RegularExpressions;
using IdMelon.Provisioning.Conformance;
using IdMelon.Provisioning.Requests;
using IdMelon.Provisioning.Simulator;
using IdMelon.Provisioning.Simulator.Directory;
using IdMelon.Provisioning.Simulator.Events;
using IdMelon.Provisioning.Simulator.OAuth;
using IdMelon.Provisioning.Simulator.Tests.OAuth;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace IdMelon.Provisioning.Graph.Tests;

/// <summary>Persons who sign in at the simulator's pages, with the real MSAL.</summary>
public sealed partial class PersonSignInTests : IAsyncLifetime
{
    private static readonly string[] Scopes =
        [GraphRoles.AccessPassWrite, GraphRoles.PasskeyWrite, GraphRoles.AuthenticationMethodPolicyRead, GraphRoles.UserReadBasic, GraphRoles.GroupMemberRead];

    private readonly FakeTimeProvider time = new(DateTimeOffset.UtcNow);
    private EntraSimulator simulator = null!;
    private SimulatedUser admin = null!;
    private UserPrincipalName user;
    private SimulatorApplication application = null!;
    private SignInWindow window = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        simulator = await EntraSimulator.StartAsync(new EntraSimulatorOptions { TimeProvider = time }, Token);
        admin = simulator.Directory.AddUser("admin@contoso.onmicrosoft.com", "Admin");
        admin.Roles = ["Authentication Administrator"];
        simulator.Directory.IssueAccessPass(admin, TimeSpan.FromDays(30), isUsableOnce: false, code: SignInWindow.Pass);
        user = UserPrincipalName.Parse(simulator.Directory.AddUser("ada@contoso.onmicrosoft.com").UserPrincipalName);
        application = simulator.Applications.Add("Desk program");
        application.IsPublicClient = true;
        application.RedirectUris = ["http://localhost"];
        application.DelegatedScopes = Scopes;
        window = new(simulator);
    }

    public async ValueTask DisposeAsync()
    {
        window.Dispose();
        await simulator.DisposeAsync();
    }

    [Fact]
    public async Task A_person_signs_in_with_a_device_code_once()
    {
        var prompts = new List<DeviceCodePrompt>();
        using var tenant = Tenant(GraphSignIn.DeviceCode(async (prompt, _) =>
        {
            prompts.Add(prompt);
            (await window.LetInAsync(prompt.Address.AbsoluteUri, prompt.UserCode, admin)).ShouldBeTrue();
        }));

        (await tenant.IssueAsync(user, new AccessPassWish(), Token)).Succeeded.ShouldBeTrue();
        (await tenant.ListAccessPassesAsync(user, Token)).Succeeded.ShouldBeTrue();

        var prompt = prompts.ShouldHaveSingleItem();
        prompt.Message.ShouldContain(prompt.UserCode);
        prompt.Expires.ShouldBeGreaterThan(DateTimeOffset.UtcNow);
        prompt.ToString().ShouldNotContain(prompt.UserCode);
        simulator.Events.Count(SimulatorEventKinds.TokenIssued, admin.UserPrincipalName).ShouldBe(1);
    }

    [Fact]
    public async Task A_person_who_declines_the_device_is_told_of()
    {
        using var tenant = Tenant(GraphSignIn.DeviceCode(async (prompt, _) =>
            (await window.LetInAsync(prompt.Address.AbsoluteUri, prompt.UserCode, admin, accepts: false)).ShouldBeTrue()));

        var error = (await tenant.ListAccessPassesAsync(user, Token)).Error!;

        error.Code.ShouldBe(ErrorCodes.TenantSignInCancelled);
        error.Remedy.ShouldContain("fifteen minutes");
    }

    [Fact]
    public async Task A_device_code_that_expired_is_told_of()
    {
        using var tenant = Tenant(GraphSignIn.DeviceCode((_, _) =>
        {
            time.Advance(TimeSpan.FromMinutes(16));
            return Task.CompletedTask;
        }));

        (await tenant.ListAccessPassesAsync(user, Token)).Error!.Code.ShouldBe(ErrorCodes.TenantSignInCancelled);
    }

    [Fact]
    public async Task A_person_signs_in_in_a_browser()
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var browsing = Task.CompletedTask;
        using var tenant = Tenant(GraphSignIn.Interactive((address, _) =>
        {
            browsing = BrowseAsync(address, stop);
            return Task.CompletedTask;
        }));

        var passkeys = tenant.ListPasskeysAsync(user, stop.Token);

        (await passkeys).Succeeded.ShouldBeTrue();
        await browsing;
    }

    [Fact]
    public async Task A_person_without_consent_is_told_what_is_missing()
    {
        application.DelegatedScopes = [];
        using var tenant = Tenant(GraphSignIn.DeviceCode((_, _) => Task.CompletedTask));

        var error = (await tenant.ListPasskeysAsync(user, Token)).Error!;

        error.Code.ShouldBe(ErrorCodes.TenantConsentMissing);
        error.ServiceCode.ShouldBe("AADSTS65001");
    }

    [Fact]
    public async Task Scopes_can_be_chosen()
    {
        application.DelegatedScopes = [GraphRoles.PasskeyRead];
        using var tenant = Tenant(LetIn(), options => options.DelegatedScopes = [GraphRoles.PasskeyRead]);

        (await tenant.ListPasskeysAsync(user, Token)).Succeeded.ShouldBeTrue();
    }

    [Fact]
    public async Task Tokens_are_never_kept_in_clear()
    {
        using var log = new RecordedLog();
        var folder = Directory.CreateTempSubdirectory();
        try
        {
            using var tenant = Tenant(LetIn(), options => options.TokenCacheFolder = Path.Combine(folder.FullName, "tokens"), log);

            (await tenant.ListPasskeysAsync(user, Token)).Succeeded.ShouldBeTrue();
            (await tenant.ListPasskeysAsync(user, Token)).Succeeded.ShouldBeTrue();

            log.Lines.Count(line => line.Contains("kept in memory only", StringComparison.Ordinal)).ShouldBeLessThanOrEqualTo(1);
            foreach (var file in folder.EnumerateFiles("*", SearchOption.AllDirectories))
            {
                var content = await File.ReadAllTextAsync(file.FullName, Token);
                content.ShouldNotContain("RefreshToken");
                content.ShouldNotContain("eyJ");
                content.ShouldNotContain(admin.UserPrincipalName);
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private GraphSignIn LetIn() => GraphSignIn.DeviceCode(async (prompt, _) => (await window.LetInAsync(prompt.Address.AbsoluteUri, prompt.UserCode, admin)).ShouldBeTrue());

    private GraphTenant Tenant(GraphSignIn way, Action<GraphTenantOptions>? change = null, ILoggerFactory? loggers = null)
    {
        var options = new GraphTenantOptions
        {
            TenantId = simulator.TenantId.ToString(),
            ClientId = application.ClientId,
            SignIn = way,
            HttpHandler = simulator.CreateHandler(),
            RateGovernor = GraphRateGovernor.Unlimited(),
        };
        change?.Invoke(options);
        return new(options, loggers);
    }

    private async Task BrowseAsync(Uri address, CancellationTokenSource stop)
    {
        try
        {
            // MSAL has the answer posted to it by a page, so that no code shows in an address.
            await window.SignInAsync(address.AbsoluteUri, admin);
            var action = WebUtility.HtmlDecode(FormAction().Match(window.Page.Html).Groups[1].Value);
            var fields = FormField().Matches(window.Page.Html).ToDictionary(match => WebUtility.HtmlDecode(match.Groups[1].Value), match => WebUtility.HtmlDecode(match.Groups[2].Value));
            action.ShouldStartWith("http://localhost:");
            using var browser = new HttpClient();
            for (var attempt = 1; ; attempt++)
            {
                try
                {
                    using var answer = new FormUrlEncodedContent(fields);
                    using var page = await browser.PostAsync(new Uri(action), answer, stop.Token);
                    page.EnsureSuccessStatusCode();
                    return;
                }
                catch (HttpRequestException lost) when (lost.HttpRequestError == HttpRequestError.ConnectionError && attempt < 1000)
                {
                    // MSAL is about to listen.
                    await Task.Yield();
                }
            }
        }
        catch
        {
            await stop.CancelAsync();
            throw;
        }
    }

    [GeneratedRegex("<form method=\"POST\"[^>]* action=\"([^\"]+)\"", RegexOptions.CultureInvariant)]
    private static partial Regex FormAction();

    [GeneratedRegex("<input type=\"hidden\" name=\"([^\"]+)\" value=\"([^\"]*)\"", RegexOptions.CultureInvariant)]
    private static partial Regex FormField();
}
