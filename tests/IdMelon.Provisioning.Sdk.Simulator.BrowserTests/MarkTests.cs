using IdMelon.Provisioning.Simulator.Directory;
using IdMelon.Provisioning.Simulator.SecurityInfo;
using IdMelon.Provisioning.Simulator.SignIn;
using Microsoft.Playwright;
using Shouldly;
using Xunit;

namespace IdMelon.Provisioning.Simulator;

/// <summary>Every mark that any page shows has a row in the table, and what is only likely is off unless it is asked for.</summary>
public sealed class MarkTests(PlaywrightDriver driver) : IClassFixture<PlaywrightDriver>
{
    private const string SecurityInfo = "https://mysignins.microsoft.com/security-info";
    private const int Windows = 3;

    private static readonly (string Name, Action<EntraSimulator, SimulatedUser> Arrange)[] Scenes =
    [
        ("smooth", (_, _) => { }),
        ("password first", (_, user) => user.StartsWithPassword = true),
        ("password first with a passkey", (simulator, user) =>
        {
            user.StartsWithPassword = true;
            AddPasskey(simulator, user);
        }),
        ("federated", (simulator, user) =>
        {
            user.IsFederated = true;
            simulator.Directory.RemoveAccessPass(user, user.AccessPass!.Id);
        }),
        ("an existing passkey", AddPasskey),
        ("as many passkeys as there may be", (simulator, user) =>
        {
            for (var i = 0; i < 10; i++)
            {
                AddPasskey(simulator, user);
            }
        }),
        ("a passkey and nothing else", (simulator, user) =>
        {
            simulator.Directory.RemoveAccessPass(user, user.AccessPass!.Id);
            AddPasskey(simulator, user);
        }),
        ("a password and nothing else", (simulator, user) =>
        {
            simulator.Directory.RemoveAccessPass(user, user.AccessPass!.Id);
            user.Password = "not the guess";
        }),
        ("nobody of that name", (simulator, user) => simulator.Directory.RemoveUser(user)),
        ("a device that must be registered", (_, user) => Block(user, 13)),
        ("an app that must be installed", (_, user) => Block(user, 19)),
        ("a device that must be set up", (_, user) => Block(user, 9)),
        ("a fresh sign-in is demanded", (_, user) => user.NeedsFreshSignInForSecurityInfo = true),
        .. Enum.GetValues<SignInInterrupt>().Select(interrupt => ($"interrupt {interrupt}", (Action<EntraSimulator, SimulatedUser>)((_, user) => user.Interrupts = [interrupt]))),
    ];

    // These hold for the whole tenant, so each has one of its own.
    private static readonly (string Name, Action<EntraSimulator, SimulatedUser> Arrange)[] TenantScenes =
    [
        ("mid 2024", (simulator, _) => simulator.Pages.Era = PageEra.SecurityKeyList),
        ("2019 to 2023", (simulator, _) => simulator.Pages.Era = PageEra.DropDown),
        ("account tiles", (simulator, _) => simulator.Pages.AccountTiles = [simulator.Directory.AddUser("other@contoso.example").UserPrincipalName]),
        ("personal accounts", (simulator, _) => simulator.Pages.PersonalAccountLookAlike = true),
        ("an expired flow token", (simulator, _) => simulator.Pages.ExpiredFlowTokens = 1),
        ("a session that is over", (simulator, _) => simulator.Pages.FailNext(SecurityInfoCall.AvailableMethods, 25)),
        ("a wrong pass", (simulator, _) => simulator.Weather.AccessPassReadinessLag = TimeSpan.FromHours(1)),
    ];

    [Fact]
    public async Task Every_mark_is_in_the_table_and_none_is_on_that_is_only_likely()
    {
        var table = MarkTable.Read();

        var marks = await HarvestAsync(table, likely: false);

        marks.Where(mark => table.Find(mark) is null).ShouldBeEmpty();
        marks.Where(mark => table.Find(mark)!.Confidence is not ("A" or "B" or "own" or "random")).ShouldBeEmpty();
    }

    [Fact]
    [Trait("Duration", "Long")]
    public async Task What_is_only_likely_shows_when_it_is_asked_for_and_no_row_of_the_table_is_idle()
    {
        var table = MarkTable.Read();

        var marks = await HarvestAsync(table, likely: true);

        this.ShouldSatisfyAllConditions(
            () => marks.Where(mark => table.Find(mark) is null).ShouldBeEmpty(),
            () => table.Rows.Where(row => row.Confidence is "A" or "B" or "C" && !marks.Any(row.Means)).Select(row => row.Mark).ShouldBeEmpty());
    }

    private static void Block(SimulatedUser user, int title)
    {
        user.Interrupts = [SignInInterrupt.ConditionalAccess];
        user.BlockTitle = title;
    }

    private static void AddPasskey(EntraSimulator simulator, SimulatedUser user)
    {
        var id = Guid.NewGuid().ToByteArray();
        simulator.Directory.AddPasskey(user, new(Convert.ToBase64String(id), id, "Older key", Guid.NewGuid(), TimeProvider.System.GetUtcNow(), new byte[77], "none"));
    }

    private async Task<IReadOnlyCollection<string>> HarvestAsync(MarkTable table, bool likely)
    {
        var harvest = new MarkHarvest(table);
        await using (var simulator = await StartAsync(likely))
        {
            await using var browser = await driver.LaunchAsync(simulator);
            await Parallel.ForEachAsync(
                Scenes, new ParallelOptions { MaxDegreeOfParallelism = Windows, CancellationToken = TestContext.Current.CancellationToken },
                async (scene, _) => await PlayAsync(simulator, browser, scene, harvest));
        }

        foreach (var scene in TenantScenes)
        {
            await using var simulator = await StartAsync(likely);
            await using var browser = await driver.LaunchAsync(simulator);
            await PlayAsync(simulator, browser, scene, harvest);
        }

        return harvest.Marks;
    }

    private static Task<EntraSimulator> StartAsync(bool likely) =>
        EntraSimulator.StartAsync(new EntraSimulatorOptions { LikelyMarks = likely }, TestContext.Current.CancellationToken);

    private static async Task PlayAsync(EntraSimulator simulator, IBrowser browser, (string Name, Action<EntraSimulator, SimulatedUser> Arrange) scene, MarkHarvest harvest)
    {
        const string pass = "Walk+er%1";
        var user = simulator.Directory.AddUser($"{Guid.NewGuid():N}@contoso.example", scene.Name);
        simulator.Directory.IssueAccessPass(user, TimeSpan.FromHours(1), isUsableOnce: false, code: pass);
        scene.Arrange(simulator, user);
        await using var context = await browser.NewContextAsync(new() { Locale = "en-US" });
        await harvest.AttachAsync(context);
        var page = await context.NewPageAsync();
        await Authenticators.AddAsync(page);

        await page.GotoAsync(SecurityInfo);
        var done = await new PageWalker(page, user, pass).WalkAsync();

        TestContext.Current.TestOutputHelper?.WriteLine($"{scene.Name}: {page.Url} after {string.Join(" → ", done)}");
    }
}
