using CsCheck;
using IdMelon.Provisioning.Graph.Http;
using IdMelon.Provisioning.Requests;
using IdMelon.Provisioning.Simulator;
using IdMelon.Provisioning.Simulator.Events;
using Microsoft.Extensions.Time.Testing;

namespace IdMelon.Provisioning.Graph.Tests;

public sealed class GraphRateGovernorTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private static readonly Uri Billed = new("https://graph.microsoft.com/v1.0/users/a/authentication/fido2Methods");

    private readonly FakeTimeProvider time = new(DateTimeOffset.UtcNow);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Two_hundred_calls_of_eight_workers_keep_to_the_limit_and_use_it_up()
    {
        await using var tenant = await SimulatedTenant.StartAsync(
            options => (options.Time, options.RateGovernor) = (time, null), options: new EntraSimulatorOptions { TimeProvider = time });
        tenant.Simulator.Weather.Throttles = true;
        var user = tenant.AddUser();
        var governor = tenant.Graph.RateGovernor;
        var begun = time.GetTimestamp();
        var expected = governor.Expect(200);

        var workers = Enumerable.Range(0, 8).Select(_ => WorkAsync(25)).ToArray();
        await SimulatedTime.RunAsync(time, governor, TimeSpan.FromMilliseconds(100), workers);

        var ideal = TimeSpan.FromSeconds(390);
        tenant.Simulator.Events.Count(SimulatorEventKinds.Throttled).ShouldBe(0);
        governor.BilledCalls.ShouldBe(200);
        governor.Waiting.ShouldBe(0);
        time.GetElapsedTime(begun).ShouldBeInRange(ideal, ideal * 1.02);
        TestContext.Current.TestOutputHelper?.WriteLine($"200 calls took {time.GetElapsedTime(begun)} of simulated time; ideal is {ideal}.");
        expected.ShouldBeInRange(ideal, ideal * 1.02);

        async Task WorkAsync(int calls)
        {
            for (var i = 0; i < calls; i++)
            {
                (await tenant.Graph.ListAccessPassesAsync(user, Token)).Succeeded.ShouldBeTrue();
            }
        }
    }

    [Fact]
    public async Task Tenants_of_the_same_application_share_the_limit()
    {
        using var service = Lists(6);
        using var one = service.Tenant(Shared);
        using var other = service.Tenant(Shared);
        one.RateGovernor.ShouldBeSameAs(other.RateGovernor);

        await Task.WhenAll(ListAsync(one), ListAsync(other), ListAsync(one), ListAsync(other), ListAsync(one));
        var sixth = ListAsync(other);

        await SimulatedTime.UntilWaitingAsync(one.RateGovernor, 1);
        await SimulatedTime.RunAsync(time, one.RateGovernor, TimeSpan.FromMilliseconds(100), sixth);
        one.RateGovernor.BilledCalls.ShouldBe(6);
    }

    [Fact]
    public void Other_applications_tenants_clouds_and_clocks_have_limits_of_their_own()
    {
        var governor = GraphRateGovernor.Shared("A", "contoso.com", EntraCloud.Public, time);

        GraphRateGovernor.Shared("a", "Contoso.com", null, time).ShouldBeSameAs(governor);
        GraphRateGovernor.Shared("B", "contoso.com", EntraCloud.Public, time).ShouldNotBeSameAs(governor);
        GraphRateGovernor.Shared("A", "fabrikam.com", EntraCloud.Public, time).ShouldNotBeSameAs(governor);
        GraphRateGovernor.Shared("A", "contoso.com", EntraCloud.China, time).ShouldNotBeSameAs(governor);
        GraphRateGovernor.Shared("A", "contoso.com").ShouldNotBeSameAs(governor);
        GraphRateGovernor.Shared("A", "contoso.com").ShouldBeSameAs(GraphRateGovernor.Shared("A", "contoso.com", EntraCloud.Public, TimeProvider.System));
    }

    [Fact]
    public async Task Calls_go_in_the_order_in_which_they_came()
    {
        var governor = new GraphRateGovernor(time);
        for (var i = 0; i < 5; i++)
        {
            await CallAsync(governor);
            time.Advance(Second);
        }

        var calls = Enumerable.Range(0, 5).Select(_ => CallAsync(governor)).ToArray();
        governor.Waiting.ShouldBe(5);
        time.Advance(TimeSpan.FromSeconds(5));
        foreach (var (call, place) in calls.Select((call, place) => (call, place)))
        {
            calls.Skip(place).ShouldAllBe(later => !later.IsCompleted);
            time.Advance(place == 0 ? TimeSpan.FromSeconds(0.1) : Second);
            await call;
        }
    }

    [Fact]
    public async Task A_call_that_is_cancelled_gives_its_place_up()
    {
        var governor = new GraphRateGovernor(time);
        await FillAsync(governor);
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(Token);

        var cancelled = CallAsync(governor, cancel.Token);
        var next = CallAsync(governor);
        governor.Waiting.ShouldBe(2);
        await cancel.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => cancelled);
        governor.Waiting.ShouldBe(1);
        time.Advance(TimeSpan.FromSeconds(10.1));
        await next;
        governor.BilledCalls.ShouldBe(6);
    }

    [Fact]
    public async Task What_is_expected_comes_true()
    {
        var governor = new GraphRateGovernor(time);
        governor.Expect(0).ShouldBe(TimeSpan.Zero);
        governor.Expect(5).ShouldBe(TimeSpan.Zero);
        governor.Expect(6).ShouldBe(TimeSpan.FromSeconds(10.1));
        await FillAsync(governor);
        time.Advance(Second);
        governor.Expect(1).ShouldBe(TimeSpan.FromSeconds(9.1));
        governor.Expect(6).ShouldBe(TimeSpan.FromSeconds(19.2));
        var waiting = CallAsync(governor);
        governor.Expect(0).ShouldBe(TimeSpan.FromSeconds(9.1));
        governor.Expect(5).ShouldBe(TimeSpan.FromSeconds(19.2));

        time.Advance(TimeSpan.FromSeconds(9.1));
        await waiting;
        governor.Expect(4).ShouldBe(TimeSpan.Zero);
    }

    [Fact]
    public async Task While_connections_open_a_call_counts_from_its_answer()
    {
        var governor = new GraphRateGovernor(time);
        var slots = new List<CallLane.Slot>();
        for (var i = 0; i < 5; i++)
        {
            slots.Add((await governor.Billed.EnterAsync(new(TimeSpan.Zero), Token))!);
        }

        time.Advance(Second);
        slots.ForEach(governor.Billed.Leave);
        var next = CallAsync(governor);
        time.Advance(TimeSpan.FromSeconds(10));

        next.IsCompleted.ShouldBeFalse();
        time.Advance(TimeSpan.FromSeconds(0.1));
        await next;
    }

    [Fact]
    public async Task Whoever_waits_when_a_pause_becomes_too_long_is_sent_away_at_once()
    {
        var governor = new GraphRateGovernor(time);
        var throttled = (await governor.Billed.EnterAsync(new(TimeSpan.FromMinutes(1)), Token))!;
        for (var i = 1; i < GraphRateGovernor.CallsPerWindow; i++)
        {
            await CallAsync(governor);
        }

        var impatient = governor.Billed.EnterAsync(new(TimeSpan.FromSeconds(5)), Token);
        var patient = CallAsync(governor);
        governor.Billed.Pause(throttled, TimeSpan.FromSeconds(30)).ShouldBe(TimeSpan.FromSeconds(30));

        (await impatient).ShouldBeNull();
        governor.Waiting.ShouldBe(1);
        governor.Billed.Leave(throttled);
        time.Advance(TimeSpan.FromSeconds(30));
        await patient;
    }

    [Fact]
    public async Task However_calls_come_no_window_has_more_than_allowed_and_none_is_lost() =>
        await Gen.Int[0, 4000].Array[1, 25].SampleAsync(
            async pauses =>
            {
                var clock = new FakeTimeProvider();
                var governor = new GraphRateGovernor(clock);
                var begun = new List<TimeSpan>();
                var start = clock.GetTimestamp();
                var calls = new List<Task>();
                foreach (var pause in pauses)
                {
                    Pass(TimeSpan.FromMilliseconds(pause));
                    calls.Add(CallAsync(governor));
                    await SettleAsync();
                    Note();
                }

                while (begun.Count < pauses.Length)
                {
                    Pass(TimeSpan.FromMilliseconds(50));
                    await SettleAsync();
                }

                await Task.WhenAll(calls);
                for (var i = GraphRateGovernor.CallsPerWindow; i < begun.Count; i++)
                {
                    (begun[i] - begun[i - GraphRateGovernor.CallsPerWindow]).ShouldBeGreaterThanOrEqualTo(TimeSpan.FromSeconds(10));
                }

                void Pass(TimeSpan span)
                {
                    for (var step = TimeSpan.FromMilliseconds(50); span > TimeSpan.Zero; span -= step)
                    {
                        clock.Advance(span < step ? span : step);
                        Note();
                    }
                }

                void Note()
                {
                    while (begun.Count < governor.BilledCalls)
                    {
                        begun.Add(clock.GetElapsedTime(start));
                    }
                }

                // What was let go must have been answered before the clock moves on; those that came first go first.
                Task SettleAsync() => Task.WhenAll(calls.Take((int)governor.BilledCalls));
            },
            iter: 20,
            threads: 1);

    [Fact]
    public async Task Without_limit_calls_go_at_once()
    {
        var governor = GraphRateGovernor.Unlimited(time);

        await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => CallAsync(governor)));

        governor.BilledCalls.ShouldBe(50);
        governor.Expect(1000).ShouldBe(TimeSpan.Zero);
    }

    [Theory]
    [InlineData("/v1.0/users/a%40b.c/authentication/fido2Methods", true)]
    [InlineData("/v1.0/users/a/authentication/temporaryAccessPassMethods/x", true)]
    [InlineData("/beta/Users/a/Authentication/methods", true)]
    [InlineData("/v1.0/me/authentication/fido2Methods", true)]
    [InlineData("/v1.0/auditLogs/directoryAudits", true)]
    [InlineData("/v1.0/users/authentication", false)]
    [InlineData("/v1.0/users/a/checkMemberGroups", false)]
    [InlineData("/v1.0/policies/authenticationMethodsPolicy", false)]
    [InlineData("/v1.0/groups/a/authentication/x", false)]
    [InlineData("/v1.0/$batch", false)]
    [InlineData("/", false)]
    public void Calls_about_authentication_methods_and_audits_are_billed(string path, bool isBilled) => BilledCall.Is(new("https://graph.microsoft.com" + path)).ShouldBe(isBilled);

    private static Task ListAsync(GraphTenant tenant) => tenant.ListPasskeysAsync(UserPrincipalName.Parse("ada@contoso.com"), Token);

    private static CannedService Lists(int count)
    {
        var service = new CannedService();
        for (var i = 0; i < count; i++)
        {
            service.Answer(CannedService.Json(200, """{"value":[]}"""));
        }

        return service;
    }

    private static async Task FillAsync(GraphRateGovernor governor)
    {
        for (var i = 0; i < GraphRateGovernor.CallsPerWindow; i++)
        {
            await CallAsync(governor);
        }
    }

    private static async Task CallAsync(GraphRateGovernor governor, CancellationToken? cancellationToken = null)
    {
        var lane = governor.LaneOf(Billed);
        lane.Leave((await lane.EnterAsync(new(TimeSpan.FromMinutes(1)), cancellationToken ?? Token))!);
    }

    private void Shared(GraphTenantOptions options) => (options.Time, options.RateGovernor) = (time, null);
}
