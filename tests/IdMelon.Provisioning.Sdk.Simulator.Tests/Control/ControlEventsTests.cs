using System.Diagnostics;
using System.Net;
using System.Text.Json.Nodes;
using IdMelon.Provisioning.Simulator.Events;
using Shouldly;
using Xunit;

namespace IdMelon.Provisioning.Simulator.Tests.Control;

public sealed class ControlEventsTests : ControlTest
{
    [Fact]
    public async Task A_long_poll_answers_when_something_wanted_happens()
    {
        await PostAsync("users", """{ "userPrincipalName": "ada@contoso.example" }""");
        var newest = Simulator.Events.Newest;
        var poll = GetAsync($"events?user=ADA@contoso.example&kind={SimulatorEventKinds.ControlChanged}&after={newest}&wait=25");
        await PostAsync("users", """{ "userPrincipalName": "eve@contoso.example" }""");
        poll.IsCompleted.ShouldBeFalse();

        await PatchAsync("users/ada@contoso.example", """{ "isGuest": true }""");

        var (status, body) = await poll;
        status.ShouldBe(HttpStatusCode.OK);
        var entry = body!["events"]!.AsArray().ShouldHaveSingleItem()!;
        ((string)entry["user"]!).ShouldBe("ada@contoso.example");
        ((string)entry["text"]!).ShouldBe("PATCH users/{user}.");
        ((long)entry["sequence"]!).ShouldBe(newest + 2);
        ((long)body["newest"]!).ShouldBe(newest + 2);
    }

    [Fact]
    public async Task Without_news_it_answers_when_the_time_is_over()
    {
        var watch = Stopwatch.StartNew();

        var (status, body) = await GetAsync("events?after=5&wait=1");

        status.ShouldBe(HttpStatusCode.OK);
        watch.Elapsed.ShouldBeInRange(TimeSpan.FromSeconds(0.9), TimeSpan.FromSeconds(15));
        body!["events"]!.AsArray().ShouldBeEmpty();
        ((long)body["newest"]!).ShouldBe(5);
    }

    [Fact]
    public async Task What_a_user_did_is_told_in_order_and_after_the_user_is_gone()
    {
        await PostAsync("users", """{ "userPrincipalName": "ada@contoso.example" }""");
        await PatchAsync("users/ada@contoso.example", "{}");
        await PostAsync("users", """{ "userPrincipalName": "eve@contoso.example" }""");
        await DeleteAsync("users/ada@contoso.example");

        var (_, body) = await GetAsync("users/ada@contoso.example/events");

        body!["events"]!.AsArray().Select(entry => (string)entry!["text"]!).ShouldBe(["POST users.", "PATCH users/{user}.", "DELETE users/{user}."]);
        ShouldRefuse(await GetAsync("users/nobody@contoso.example/events"), HttpStatusCode.NotFound, "not-found");
    }

    [Theory]
    [InlineData("events?after=-1", "events?after")]
    [InlineData("events?after=99999999999999999999", "events?after")]
    [InlineData("events?after=9223372036854775808", "events?after")]
    [InlineData("events?top=0", "events?top")]
    [InlineData("events?top=10001", "events?top")]
    [InlineData("users/ada@contoso.example/events?top=-1", "users.events?top")]
    [InlineData("users?top=1001", "users?top")]
    [InlineData("users?top=all", "users?top")]
    [InlineData("users?after=nobody", "users?after")]
    [InlineData("events?wait=26", "events?wait")]
    [InlineData("events?wait=soon", "events?wait")]
    [InlineData("events?wait=1&wait=2", "events?wait")]
    public async Task A_wrong_parameter_is_named(string address, string field)
    {
        Simulator.Directory.AddUser("ada@contoso.example");

        ShouldRefuse(await GetAsync(address), HttpStatusCode.BadRequest, "wrong-value", field);
    }

    [Fact]
    public async Task After_the_last_number_there_is_nothing()
    {
        var (status, body) = await GetAsync("events?after=9223372036854775807");

        status.ShouldBe(HttpStatusCode.OK);
        body!["events"]!.AsArray().ShouldBeEmpty();
    }

    [Fact]
    public async Task Events_are_told_page_by_page()
    {
        for (var number = 0; number < 5; number++)
        {
            await PostAsync("users", $$"""{ "userPrincipalName": "user{{number}}@contoso.example" }""");
        }

        var told = new List<long>();
        for (var (after, isMore) = (0L, true); isMore;)
        {
            var page = (await GetAsync($"events?kind={SimulatorEventKinds.ControlChanged}&top=2&after={after}")).Body!;
            told.AddRange(page["events"]!.AsArray().Select(entry => (long)entry!["sequence"]!));
            isMore = page["events"]!.AsArray().Count == 2;
            after = (long)page["newest"]!;
        }

        told.Count.ShouldBe(5);
        told.ShouldBeInOrder();
    }

    [Fact]
    public async Task An_unknown_parameter_is_refused() =>
        ShouldRefuse(await GetAsync("events?since=1"), HttpStatusCode.BadRequest, "unknown-parameter", "events?since");

    [Fact]
    public async Task A_thousand_long_polls_do_not_hold_up_the_end()
    {
        var simulator = await EntraSimulator.StartAsync(cancellationToken: Cancellation);
        using var handler = (SocketsHttpHandler)simulator.CreateHandler();
        handler.EnableMultipleHttp2Connections = true;
        using var http = new HttpClient(handler)
        {
            BaseAddress = simulator.ControlAddress,
            DefaultRequestVersion = HttpVersion.Version20,
            DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
        http.DefaultRequestHeaders.Authorization = new("Bearer", simulator.ControlToken);
        var polls = Enumerable.Range(0, 1000).Select(_ => http.GetAsync("events?kind=host.fault&wait=25", Cancellation)).ToArray();
        using var answered = await http.GetAsync("time", Cancellation);
        answered.StatusCode.ShouldBe(HttpStatusCode.OK);
        var watch = Stopwatch.StartNew();

        await simulator.DisposeAsync();

        watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(8));
        foreach (var poll in polls)
        {
            try
            {
                using var response = await poll;
                JsonNode.Parse(await response.Content.ReadAsStringAsync(Cancellation))!["events"]!.AsArray().ShouldBeEmpty();
            }
            catch (HttpRequestException)
            {
                // Its connection was not made yet when the simulator went.
            }
        }
    }

    [Fact]
    public async Task A_kind_that_there_is_not_is_refused_at_once()
    {
        var reply = await GetAsync("events?kind=none&wait=25");

        reply.Status.ShouldBe(HttpStatusCode.BadRequest);
        ((string?)reply.Body!["error"]!["field"]).ShouldBe("events?kind");
    }

    [Fact]
    public void Every_kind_is_among_them()
    {
        var constants = typeof(SimulatorEventKinds).GetFields().Select(field => (string)field.GetRawConstantValue()!);

        SimulatorEventKinds.All.ShouldBe(constants, ignoreOrder: true);
    }
}
