using System.Diagnostics;
using System.IO.Pipelines;
using System.Net.NetworkInformation;
using IdMelon.Provisioning.Simulator.Events;
using IdMelon.Provisioning.Simulator.Tests.OAuth;
using Shouldly;
using Xunit;

namespace IdMelon.Provisioning.Simulator.Tests.Hosting;

/// <summary>Stopping while visits of every kind are under way, and stopping oddly.</summary>
public sealed class ManyVisitsTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Twenty_visits_in_flight_end_promptly_and_leave_nothing_open()
    {
        var simulator = await EntraSimulator.StartAsync(cancellationToken: Cancellation);
        simulator.Directory.AddUser("ada@contoso.example");
        var token = await SimulatorClients.TokenAsync(simulator, Cancellation);
        var before = simulator.Events.Newest;
        simulator.Pages.SlowScript = TimeSpan.FromMinutes(1);
        simulator.Pages.Changeable = true;
        simulator.Weather.SlowReplies = TimeSpan.FromHours(1);
        simulator.Weather.SlowEntraReplies = TimeSpan.FromHours(1);
        var halves = new List<Pipe>();
        var clients = Enumerable.Range(0, 20).Select(_ => new HttpClient(simulator.CreateHandler())).ToList();

        var visits = clients.Select((http, number) => (number % 5) switch
        {
            0 => PageAsync(http, "https://login.microsoftonline.com/common/oauth2/v2.0/authorize"),
            1 => AskAsync(http, new Uri(simulator.ControlAddress, "events?kind=none&wait=25").AbsoluteUri, simulator.ControlToken),
            2 => AskAsync(http, "https://graph.microsoft.com/v1.0/users/ada@contoso.example", token),
            3 => HalfABodyAsync(http, halves),
            _ => TokenAsync(http),
        }).ToList();
        var waiting = simulator.Pages.ChangePageAsync(SignIn.PageChange.MoveSubmit, Cancellation);
        await HaveHappenedAsync(simulator, SimulatorEventKinds.UserRead, before, count: 4);
        await HaveHappenedAsync(simulator, SimulatorEventKinds.TokenRefused, before, count: 4);
        var watch = Stopwatch.StartNew();

        await simulator.DisposeAsync();

        watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(10));

        // A client waits for its own body before it notices that the connection is gone.
        halves.ForEach(half => half.Writer.Complete());
        foreach (var visit in visits)
        {
            await visit.WaitAsync(TimeSpan.FromSeconds(10), Cancellation);
        }

        await Should.ThrowAsync<ObjectDisposedException>(() => waiting);
        simulator.Events.Of(SimulatorEventKinds.Fault).ShouldBeEmpty();
        clients.ForEach(http => http.Dispose());
        IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpListeners().ShouldNotContain(listener => listener.Port == simulator.Port);
        IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpConnections()
            .ShouldNotContain(connection => connection.LocalEndPoint.Port == simulator.Port && connection.State == TcpState.Established);
        await using var next = await EntraSimulator.StartAsync(cancellationToken: Cancellation);
        (await SimulatorClients.TokenAsync(next, Cancellation)).ShouldNotBeEmpty();
    }

    [Fact]
    public async Task Whoever_disposes_of_it_at_the_same_time_waits_until_it_has_stopped()
    {
        var simulator = await EntraSimulator.StartAsync(cancellationToken: Cancellation);

        var stops = Enumerable.Range(0, 8).Select(_ => Task.Run(async () =>
        {
            await simulator.DisposeAsync();
            return IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpListeners().Any(listener => listener.Port == simulator.Port);
        }));

        (await Task.WhenAll(stops)).ShouldAllBe(isOpen => !isOpen);
    }

    [Fact]
    public async Task A_start_that_is_cancelled_leaves_nothing_behind()
    {
        using var stopped = new CancellationTokenSource();
        await stopped.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => EntraSimulator.StartAsync(cancellationToken: stopped.Token));

        await using var next = await EntraSimulator.StartAsync(cancellationToken: Cancellation);
        (await SimulatorClients.TokenAsync(next, Cancellation)).ShouldNotBeEmpty();
    }

    [Fact]
    public async Task A_start_that_fails_leaves_the_one_that_has_the_port_alone()
    {
        await using var first = await EntraSimulator.StartAsync(cancellationToken: Cancellation);

        var starts = Enumerable.Range(0, 4).Select(_ => EntraSimulator.StartAsync(new EntraSimulatorOptions { Port = first.Port }, Cancellation)).ToList();

        foreach (var start in starts)
        {
            await Should.ThrowAsync<IOException>(() => start);
        }

        (await SimulatorClients.TokenAsync(first, Cancellation)).ShouldNotBeEmpty();
    }

    /// <summary>Loads a page with all that belongs to it, and listens as it does.</summary>
    private static async Task PageAsync(HttpClient http, string address)
    {
        await AskAsync(http, address);
        await AskAsync(http, "https://login.microsoftonline.com/simulator-assets/page.js");
        await AskAsync(http, "https://login.microsoftonline.com/simulator-assets/weather");
    }

    private static async Task TokenAsync(HttpClient http)
    {
        using var content = new FormUrlEncodedContent([]);
        await EndAsync(() => http.PostAsync("https://login.microsoftonline.com/common/oauth2/v2.0/token", content, Cancellation));
    }

    private static async Task HalfABodyAsync(HttpClient http, List<Pipe> halves)
    {
        var body = new Pipe();
        halves.Add(body);
        await body.Writer.WriteAsync("ctx="u8.ToArray(), Cancellation);
        using var content = new StreamContent(body.Reader.AsStream()) { Headers = { ContentType = new("application/x-www-form-urlencoded") } };
        await EndAsync(() => http.PostAsync("https://login.microsoftonline.com/common/login", content, Cancellation));
    }

    private static Task AskAsync(HttpClient http, string address, string? token = null) => EndAsync(async () =>
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.Authorization = token is null ? null : new("Bearer", token);
        return await http.SendAsync(request, Cancellation);
    });

    /// <summary>Sends a request; an answer is as good an end as a connection that is cut.</summary>
    private static async Task EndAsync(Func<Task<HttpResponseMessage>> send)
    {
        try
        {
            using var response = await send();
        }
        catch (HttpRequestException)
        {
            // The connection was cut: expected.
        }
    }

    private static async Task HaveHappenedAsync(EntraSimulator simulator, string kind, long after, int count)
    {
        for (var number = 0; number < count; number++)
        {
            after = (await simulator.Events.WaitForAsync(kind, after: after, cancellationToken: Cancellation)).Sequence;
        }
    }
}
