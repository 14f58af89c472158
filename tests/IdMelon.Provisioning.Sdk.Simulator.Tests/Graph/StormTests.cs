using IdMelon.Provisioning.Simulator.Directory;
using IdMelon.Provisioning.Simulator.Events;
using Microsoft.Extensions.Time.Testing;

namespace IdMelon.Provisioning.Simulator.Tests.Graph;

/// <summary>Bad weather by chance, which repeats exactly.</summary>
public sealed class StormTests : GraphTest
{
    private const int Rounds = 12;

    private static readonly SimulatorStorm Storm = new() { Failures = 0.2, Throttled = 0.2 };

    private readonly FakeTimeProvider time = new(DateTimeOffset.UtcNow);

    protected override EntraSimulatorOptions Options => new() { TimeProvider = time, Seed = 7 };

    [Fact]
    public async Task The_same_seed_hits_the_same_calls_in_whatever_order_users_take_turns()
    {
        var inTurn = await RunAsync(seed: 7, users => Enumerable.Range(0, Rounds).SelectMany(_ => users));
        var oneAfterTheOther = await RunAsync(seed: 7, users => users.Reverse().SelectMany(user => Enumerable.Repeat(user, Rounds)));
        var otherSeed = await RunAsync(seed: 8, users => Enumerable.Range(0, Rounds).SelectMany(_ => users));

        oneAfterTheOther.ShouldBe(inTurn);
        otherSeed.ShouldNotBe(inTurn);
        inTurn.Values.SelectMany(statuses => statuses.Split(' ')).Distinct().Order().ShouldBe(["200", "429", "500", "503"]);
        inTurn.Values.Distinct().Count().ShouldBeGreaterThan(1);
    }

    [Fact]
    public async Task Setting_a_storm_counts_anew()
    {
        Simulator.Weather.Storm = Storm;
        var first = await StatusesAsync();
        Simulator.Weather.Storm = Storm;

        (await StatusesAsync()).ShouldBe(first);
    }

    [Fact]
    public async Task A_user_is_the_same_under_each_name()
    {
        Simulator.Weather.Storm = Storm;
        var byName = await StatusesAsync();
        Simulator.Weather.Storm = Storm;

        var byId = new List<int>();
        for (var round = 0; round < Rounds; round++)
        {
            byId.Add((await SendAsync("GET", $"/v1.0/users/{(round % 2 == 0 ? User.Id.ToString() : User.UserPrincipalName.ToUpperInvariant())}")).Status);
        }

        string.Join(' ', byId).ShouldBe(byName);
    }

    [Fact]
    public async Task Made_up_names_are_counted_as_one()
    {
        Simulator.Weather.Storm = Storm;

        for (var number = 0; number < 20; number++)
        {
            await SendAsync("GET", $"/v1.0/users/nobody{number}@contoso.example");
        }

        Simulator.Weather.CountedStormCalls.ShouldBe(1);
    }

    [Fact]
    public async Task Slow_replies_come_after_their_time_by_the_tenant_s_clock()
    {
        Simulator.Weather.SlowReplies = TimeSpan.FromHours(1);
        var before = Simulator.Events.Newest;
        var reply = SendAsync("GET", $"/v1.0/users/{User.Id}");
        await Simulator.Events.WaitForAsync(SimulatorEventKinds.UserRead, after: before, cancellationToken: Cancellation);

        reply.IsCompleted.ShouldBeFalse();
        while (!reply.IsCompleted)
        {
            // The delay begins a moment after the event.
            time.Advance(TimeSpan.FromHours(1));
            await Task.Yield();
        }

        (await reply).Status.ShouldBe(200);
    }

    private async Task<Dictionary<string, string>> RunAsync(int seed, Func<IReadOnlyList<SimulatedUser>, IEnumerable<SimulatedUser>> order)
    {
        await using var simulator = await EntraSimulator.StartAsync(new EntraSimulatorOptions { Seed = seed }, Cancellation);
        var users = ((string[])["ada", "bob", "eve"]).Select(name => simulator.Directory.AddUser(name + "@contoso.example")).ToList();
        using var http = new HttpClient(simulator.CreateHandler());
        http.DefaultRequestHeaders.Authorization = new("Bearer", DelegatedTokens.CreateForApplication(simulator, "a", GraphRoles.UserRead));
        simulator.Weather.Storm = Storm;
        var met = new Dictionary<string, string>();
        foreach (var user in order(users))
        {
            using var reply = await http.GetAsync($"https://graph.microsoft.com/v1.0/users/{user.Id}", Cancellation);
            met[user.UserPrincipalName] = $"{met.GetValueOrDefault(user.UserPrincipalName)} {(int)reply.StatusCode}".TrimStart();
        }

        return met.OrderBy(entry => entry.Key, StringComparer.Ordinal).ToDictionary();
    }

    private async Task<string> StatusesAsync()
    {
        var statuses = new List<int>();
        for (var round = 0; round < Rounds; round++)
        {
            statuses.Add((await SendAsync("GET", $"/v1.0/users/{User.UserPrincipalName}")).Status);
        }

        return string.Join(' ', statuses);
    }
}
