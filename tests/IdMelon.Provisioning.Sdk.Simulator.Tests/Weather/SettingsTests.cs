using IdMelon.Provisioning.Simulator.Directory;
using IdMelon.Provisioning.Simulator.Events;
using IdMelon.Provisioning.Simulator.OAuth;
using IdMelon.Provisioning.Simulator.SignIn;
using Shouldly;
using Xunit;

namespace IdMelon.Provisioning.Simulator.Tests.Weather;

/// <summary>Settings that cannot be are refused where they are made, and none changes afterwards behind the simulator's back.</summary>
public sealed class SettingsTests
{
    private static readonly SimulatorWeather Weather = new();
    private static readonly PageWeather Pages = new();

    private static readonly Dictionary<string, Action<TimeSpan>> Times = new()
    {
        [nameof(SimulatorWeather.PasskeyVisibilityLag)] = value => Weather.PasskeyVisibilityLag = value,
        [nameof(SimulatorWeather.AccessPassReadinessLag)] = value => Weather.AccessPassReadinessLag = value,
        [nameof(SimulatorWeather.SlowReplies)] = value => Weather.SlowReplies = value,
        [nameof(SimulatorWeather.SlowEntraReplies)] = value => Weather.SlowEntraReplies = value,
        [nameof(SimulatorStorm.SlowBy)] = value => Weather.Storm = new() { SlowBy = value },
        ["retryAfter"] = value => Weather.FailNext(GraphCall.GetUser, 503, retryAfter: value),
        [nameof(PageWeather.SecurityInfoSession)] = value => Pages.SecurityInfoSession = value,
        [nameof(PageWeather.SlowScript)] = value => Pages.SlowScript = value,
        ["PasskeyVisibilityLag "] = value => _ = new EntraSimulatorOptions { PasskeyVisibilityLag = value },
        ["SecurityInfoSession "] = value => User().SecurityInfoSession = value,
        ["lifetime"] = value => Issue(value),
    };

    private static readonly Dictionary<string, Action> Wrong = new()
    {
        ["failures"] = () => Weather.Storm = new() { Failures = 1.1 },
        ["NaN"] = () => Weather.EntraStorm = new() { Slow = double.NaN },
        ["all shares"] = () => Weather.EntraStorm = new() { Slow = 0.6, Failures = 0.6 },
        ["count"] = () => Weather.FailNext(EntraCall.Token, 503, count: 0),
        ["status"] = () => Weather.FailNext(EntraCall.Token, 200),
        ["call"] = () => Weather.DropNextReply((EntraCall)99),
        ["expired flow tokens"] = () => Pages.ExpiredFlowTokens = -1,
        ["title"] = () => Pages.BlockTitle = 21,
        ["the title of a user"] = () => User().BlockTitle = 0,
        ["no reason for a user"] = () => User().BlockDescription = 0,
        ["an unknown reason for a user"] = () => User().BlockDescription = 32,
    };

    public static TheoryData<string, long> WrongTimes => new MatrixTheoryData<string, long>(Times.Keys, [-1, long.MinValue, long.MaxValue]);

    public static TheoryData<string> WrongNumbers => [.. Wrong.Keys];

    [Theory]
    [MemberData(nameof(WrongTimes))]
    public void A_time_that_is_negative_or_endless_is_refused_by_name(string name, long ticks)
    {
        var thrown = Should.Throw<ArgumentOutOfRangeException>(() => Times[name](TimeSpan.FromTicks(ticks)));

        thrown.ParamName.ShouldBe(name.Trim());
    }

    [Theory]
    [MemberData(nameof(WrongNumbers))]
    public void A_number_out_of_range_is_refused(string name) => Should.Throw<ArgumentOutOfRangeException>(Wrong[name]);

    [Fact]
    public async Task The_longest_slow_replies_can_be_waited_for()
    {
        await using var simulator = await EntraSimulator.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        simulator.Weather.SlowEntraReplies = TimeSpan.FromDays(1);
        simulator.Weather.EntraStorm = new() { Slow = 1, SlowBy = TimeSpan.FromDays(1) };
        using var http = new HttpClient(simulator.CreateHandler());
        using var gone = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var waiting = http.PostAsync("https://login.microsoftonline.com/common/oauth2/v2.0/token", new FormUrlEncodedContent([]), gone.Token);

        await simulator.Events.WaitForAsync(SimulatorEventKinds.TokenRefused, cancellationToken: TestContext.Current.CancellationToken);
        await gone.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => waiting);
        simulator.Events.Count(SimulatorEventKinds.Fault).ShouldBe(0);
    }

    [Fact]
    public void Lists_are_copied_and_null_is_refused()
    {
        string[] given = ["ada@contoso.example"];
        SignInInterrupt[] interrupts = [SignInInterrupt.Consent];
        var pages = new PageWeather { AccountTiles = given };
        var options = new EntraSimulatorOptions { Roles = given };
        var user = User();
        (user.Roles, user.Interrupts) = (given, interrupts);
        var application = new SimulatorApplications().Add("App");
        (application.Roles, application.DelegatedScopes) = (given, given);

        given[0] = "eve@contoso.example";
        interrupts[0] = SignInInterrupt.Captcha;

        foreach (var kept in (IReadOnlyList<string>[])[pages.AccountTiles, options.Roles, user.Roles, application.Roles, application.DelegatedScopes])
        {
            kept.ShouldBe(["ada@contoso.example"]);
        }

        user.Interrupts.ShouldBe([SignInInterrupt.Consent]);
        Should.Throw<ArgumentNullException>(() => pages.AccountTiles = null!);
        Should.Throw<ArgumentNullException>(() => options.AttestationRoots = null!);
        Should.Throw<ArgumentException>(() => options.Roles = [null!]);
        Should.Throw<ArgumentNullException>(() => user.Interrupts = null!);
    }

    [Fact]
    public async Task Options_that_change_after_the_start_change_nothing()
    {
        var options = new EntraSimulatorOptions { LikelyMarks = false };
        await using var simulator = await EntraSimulator.StartAsync(options, TestContext.Current.CancellationToken);

        options.LikelyMarks = true;

        simulator.Services.GetService(typeof(EntraSimulatorOptions)).ShouldBeOfType<EntraSimulatorOptions>().LikelyMarks.ShouldBeFalse();
    }

    private static SimulatedUser User() => new TenantDirectory(TimeProvider.System).AddUser("ada@contoso.example");

    private static void Issue(TimeSpan lifetime)
    {
        var directory = new TenantDirectory(TimeProvider.System);
        directory.IssueAccessPass(directory.AddUser("ada@contoso.example"), lifetime);
    }
}
