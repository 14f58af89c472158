using System.Net;
using IdMelon.Provisioning.Simulator.Directory;
using IdMelon.Provisioning.Simulator.Events;
using IdMelon.Provisioning.Simulator.SecurityInfo;
using IdMelon.Provisioning.Simulator.SignIn;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Xunit;

namespace IdMelon.Provisioning.Simulator.Pages;

/// <summary>What depends on time, languages by the document, and what pages make up, in a tenant with a clock of the test's own.</summary>
public sealed class SignInClockTests : IAsyncLifetime
{
    private const string Code = "Canary-7";

    private readonly FakeTimeProvider time = new(new DateTimeOffset(2031, 5, 1, 12, 0, 0, TimeSpan.Zero));
    private EntraSimulator simulator = null!;
    private SimulatedUser ada = null!;
    private PageClient window = null!;

    public async ValueTask InitializeAsync()
    {
        simulator = await StartAsync();
        ada = simulator.Directory.AddUser("ada@contoso.example", "Ada Lovelace");
        window = Open(simulator);
    }

    public async ValueTask DisposeAsync()
    {
        window.Dispose();
        await simulator.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task A_new_pass_is_refused_as_wrong_until_it_is_ready()
    {
        simulator.Weather.AccessPassReadinessLag = TimeSpan.FromSeconds(5);
        simulator.Directory.IssueAccessPass(ada, TimeSpan.FromHours(1), code: Code);
        await window.AuthorizeAsync(("login_hint", ada.UserPrincipalName));

        await window.EnterPassAsync(Code);
        window.Text("sErrorCode").ShouldBe("130503");
        time.Advance(TimeSpan.FromSeconds(5));
        await window.EnterPassAsync(Code);

        window.Text("pgid").ShouldBe("KmsiInterrupt");
    }

    [Fact]
    public async Task Ten_wrong_passes_in_a_row_lock_the_account_for_a_minute()
    {
        simulator.Directory.IssueAccessPass(ada, TimeSpan.FromHours(1), code: Code);
        await window.AuthorizeAsync(("login_hint", ada.UserPrincipalName));
        for (var number = 0; number < 10; number++)
        {
            await window.EnterPassAsync("wrong");
            window.Text("sErrorCode").ShouldBe("130503");
        }

        await window.EnterPassAsync(Code);
        window.Text("sErrorCode").ShouldBe("50053");
        time.Advance(TimeSpan.FromMinutes(1));
        await window.EnterPassAsync(Code);

        window.Text("pgid").ShouldBe("KmsiInterrupt");
        simulator.Events.Count(SimulatorEventKinds.AccessPassRefused, ada.UserPrincipalName).ShouldBe(11);
    }

    [Fact]
    public async Task A_session_that_is_too_old_asks_for_a_credential()
    {
        simulator.Directory.IssueAccessPass(ada, TimeSpan.FromDays(3), isUsableOnce: false, code: Code);
        await window.SignInAsync(ada.UserPrincipalName, Code);
        time.Advance(TimeSpan.FromDays(1));
        await window.AuthorizeAsync();

        await window.GetAsync($"{window.Text("urlLogin")}&sessionid={window.Config["arrSessions"]![0]!["id"]}");

        window.Text("sErrorCode").ShouldBe("50173");
        ((int)window.Config["oGetCredTypeResult"]!["Credentials"]!["PrefCredential"]!).ShouldBe(13);
    }

    [Fact]
    public async Task Every_second_document_of_a_window_has_the_other_language()
    {
        simulator.Pages.LanguageMidway = "ja";
        simulator.Directory.IssueAccessPass(ada, TimeSpan.FromHours(1), code: Code);

        await window.AuthorizeAsync(("login_hint", ada.UserPrincipalName));
        window.Meta("LocLC").ShouldBe("en-US");
        await window.EnterPassAsync("wrong");
        window.Meta("LocLC").ShouldBe("ja-JP");
        window.Meta("ReqLC").ShouldBe("1033");
        ((string?)window.Config["locale"]!["mkt"]).ShouldBe("ja-JP");
        await window.EnterPassAsync(Code);

        window.Meta("LocLC").ShouldBe("en-US");
    }

    [Fact]
    public async Task What_pages_make_up_repeats_with_the_seed_and_differs_from_document_to_document()
    {
        await using var twin = await StartAsync();
        await using var stranger = await StartAsync(seed: 2);
        using var second = Open(twin);
        using var third = Open(stranger);

        var first = await SeedsAsync(window);
        using var somebody = Open(twin);
        await SeedsAsync(somebody);
        var again = await SeedsAsync(second);
        var other = await SeedsAsync(third);

        first.Distinct().Count().ShouldBe(2);
        again.ShouldBe(first);
        other.ShouldNotContain(first[0]);
    }

    [Fact]
    public async Task Security_info_learns_from_its_session_what_to_make_up()
    {
        await using var twin = await StartAsync();
        using var second = Open(twin);
        using var somebody = Open(twin);

        var first = await SecurityInfoSeedAsync(simulator, window, ada);
        await SecurityInfoSeedAsync(twin, somebody, twin.Directory.AddUser("bob@contoso.example"));
        var again = await SecurityInfoSeedAsync(twin, second, twin.Directory.AddUser(ada.UserPrincipalName));

        again.ShouldBe(first);
        first.ShouldNotBe(await SecurityInfoSeedAsync(simulator, window, ada));
    }

    [Fact]
    public async Task Windows_sessions_and_codes_are_forgotten_when_they_are_over()
    {
        var (windows, tickets) = (simulator.Services.GetRequiredService<BrowserSessions>(), simulator.Services.GetRequiredService<FlowTickets>());
        var (codes, sessions) = (simulator.Services.GetRequiredService<AuthorizationCodes>(), simulator.Services.GetRequiredService<SecurityInfoSessions>());
        ada.Interrupts = [SignInInterrupt.ProofUpSkippable];
        for (var number = 0; number < 3; number++)
        {
            await VisitAsync();
        }

        int[] before = [windows.Count, tickets.Count, codes.Count, sessions.Count];
        time.Advance(TimeSpan.FromDays(8));
        await VisitAsync();

        before.ShouldBe([3, 3, 3, 3]);
        new[] { windows.Count, tickets.Count, codes.Count, sessions.Count }.ShouldBe([1, 1, 1, 1]);
    }

    [Fact]
    public async Task Each_start_draws_another_seed_unless_one_is_given()
    {
        var options = new EntraSimulatorOptions();

        await using var one = await EntraSimulator.StartAsync(options, TestContext.Current.CancellationToken);
        await using var other = await EntraSimulator.StartAsync(options, TestContext.Current.CancellationToken);

        one.Seed.ShouldNotBe(other.Seed);
        options.Seed.ShouldBeNull();
        simulator.Seed.ShouldBe(1);
    }

    [Fact]
    public async Task Forms_may_lead_to_registered_applications_and_to_the_hosts_of_the_cloud_only()
    {
        using var client = new HttpClient(simulator.CreateHandler());

        using var answer = await client.GetAsync(new Uri($"{PageClient.SignInHost}/common/oauth2/v2.0/authorize{window.AuthorizeQuery()}"), TestContext.Current.CancellationToken);

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        answer.Headers.GetValues("Content-Security-Policy").ShouldHaveSingleItem().Split("form-action ")[1].Split(' ').Distinct()
            .ShouldBe(["'self'", "https://login.microsoftonline.com", "https://login.windows.net", "https://mysignins.microsoft.com", "https://login.microsoft.com", "http://localhost:*"]);
    }

    [Fact]
    public async Task A_view_that_comes_up_is_counted_for_whose_window_it_is()
    {
        await window.AuthorizeAsync(("login_hint", ada.UserPrincipalName));

        await window.PostFormAsync(PageClient.SignInHost + "/simulator-assets/shown", []);

        simulator.Events.Count(SimulatorEventKinds.ViewShown, ada.UserPrincipalName).ShouldBe(1);
        simulator.Events.Count(SimulatorEventKinds.DocumentSent, ada.UserPrincipalName).ShouldBe(1);
    }

    private static PageClient Open(EntraSimulator tenant)
    {
        var handler = tenant.CreateHandler().ShouldBeOfType<SocketsHttpHandler>();
        handler.AllowAutoRedirect = false;
        handler.UseCookies = false;
        return new(handler, "en-US", TestContext.Current.CancellationToken);
    }

    private static async Task<IReadOnlyList<string>> SeedsAsync(PageClient client)
    {
        var seeds = new List<string>();
        for (var number = 0; number < 2; number++)
        {
            await client.AuthorizeAsync();
            seeds.Add(System.Text.RegularExpressions.Regex.Match(client.Html, "\"seed\":([0-9]+)").Groups[1].Value);
        }

        return seeds;
    }

    /// <summary>A window of its own signs in twice: once as far as security info, once as far as the code.</summary>
    private async Task VisitAsync()
    {
        simulator.Directory.IssueAccessPass(ada, TimeSpan.FromHours(1), isUsableOnce: false, code: Code);
        using var visitor = Open(simulator);
        await visitor.AuthorizeAsync(("login_hint", ada.UserPrincipalName));
        await visitor.EnterPassAsync(Code);
        await visitor.PostFormAsync(visitor.Text("urlSkipMfaRegistration"), new Dictionary<string, string>
        {
            ["LoginOptions"] = "1", ["ctx"] = visitor.Text("sCtx"), ["flowToken"] = visitor.Text("sFT"), ["canary"] = visitor.Text("canary"),
        });
        await visitor.AnswerStaySignedInAsync();
        await visitor.OpenSecurityInfoAsync();
        await visitor.AuthorizeAsync();
        await visitor.GetAsync($"{visitor.Text("urlLogin")}&sessionid={visitor.Config["arrSessions"]![0]!["id"]}");
        visitor.Fragment().ShouldContainKey("code");
    }

    private static async Task<string> SecurityInfoSeedAsync(EntraSimulator tenant, PageClient client, SimulatedUser user)
    {
        tenant.Directory.IssueAccessPass(user, TimeSpan.FromHours(1), code: Code);
        await client.SignInAsync(user.UserPrincipalName, Code);
        await client.OpenSecurityInfoAsync();
        return client.Headers!.GetValues("x-simulator-seed").ShouldHaveSingleItem();
    }

    private Task<EntraSimulator> StartAsync(int seed = 1) =>
        EntraSimulator.StartAsync(new EntraSimulatorOptions { TimeProvider = time, Seed = seed }, TestContext.Current.CancellationToken);
}
