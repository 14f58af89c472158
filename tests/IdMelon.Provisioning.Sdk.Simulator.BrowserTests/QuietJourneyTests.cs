using Shouldly;
using Xunit;

namespace IdMelon.Provisioning.Simulator;

/// <summary>From the first page to the finished passkey the browser asks nobody but the simulator, and nothing goes wrong on the way.</summary>
[Trait("Duration", "Long")]
public sealed class QuietJourneyTests(PlaywrightDriver driver) : IClassFixture<PlaywrightDriver>
{
    private static readonly string[] Served = ["login.microsoft.com", "login.microsoftonline.com", "mysignins.microsoft.com"];

    [Theory]
    [InlineData("en-US")]
    [InlineData("ar-SA")]
    public async Task A_whole_registration_stays_here_and_complains_of_nothing(string locale)
    {
        const string pass = "Walk+er%1";
        await using var simulator = await EntraSimulator.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        simulator.Pages.Language = "en";
        var user = simulator.Directory.AddUser("ada@contoso.example", "Ada Lovelace");
        simulator.Directory.IssueAccessPass(user, TimeSpan.FromHours(1), code: pass);
        await using var browser = await driver.LaunchAsync(simulator);
        await using var context = await browser.NewContextAsync(new() { Locale = locale });
        var (hosts, complaints) = (new HashSet<string>(), new List<string>());
        context.Request += (_, request) => hosts.Add(new Uri(request.Url).Host);
        context.RequestFailed += (_, request) => complaints.Add($"{request.Url}: {request.Failure}");
        context.Response += (_, response) =>
        {
            if (response.Status >= 400)
            {
                complaints.Add($"{response.Url}: {response.Status}");
            }
        };
        context.Console += (_, message) => complaints.Add($"{message.Type}: {message.Text}");
        context.WebError += (_, error) => complaints.Add(error.Error);
        var page = await context.NewPageAsync();
        await Authenticators.AddAsync(page);

        await page.GotoAsync("https://mysignins.microsoft.com/security-info");
        await new PageWalker(page, user, pass).WalkAsync();

        user.Passkeys.Count.ShouldBe(1);
        hosts.Where(host => host.Length > 0).Order().ShouldBe(Served);
        complaints.ShouldBeEmpty();
    }
}
