using System.Diagnostics;
using System.IO.Pipelines;
using System.Net;
using System.Net.NetworkInformation;
using Shouldly;
using Xunit;

namespace IdMelon.Provisioning.Simulator.Tests.Hosting;

public sealed class ShutdownTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_request_in_flight_is_cut_off_after_a_moment()
    {
        var simulator = await EntraSimulator.StartAsync(cancellationToken: Cancellation);
        using var http = new HttpClient(simulator.CreateHandler());
        var body = new Pipe();
        await body.Writer.WriteAsync("grant_type="u8.ToArray(), Cancellation);
        using var content = new StreamContent(body.Reader.AsStream());
        content.Headers.ContentType = new("application/x-www-form-urlencoded");
        var inFlight = http.PostAsync($"https://login.microsoftonline.com/{simulator.TenantId}/oauth2/v2.0/token", content, Cancellation);
        using var answered = await http.GetAsync("https://mysignins.microsoft.com/nothing", Cancellation);
        var watch = Stopwatch.StartNew();

        await simulator.DisposeAsync();

        watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(5));
        await body.Writer.CompleteAsync();
        await Should.ThrowAsync<HttpRequestException>(() => inFlight);
        IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpListeners().ShouldNotContain(listener => listener.Port == simulator.Port);
    }

    [Fact]
    public async Task An_idle_connection_does_not_hold_it_up()
    {
        var simulator = await EntraSimulator.StartAsync(cancellationToken: Cancellation);
        using var http = new HttpClient(simulator.CreateHandler()) { DefaultRequestVersion = HttpVersion.Version20, DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact };
        using var answered = await http.GetAsync("https://login.microsoft.com/nothing", Cancellation);
        answered.Version.ShouldBe(HttpVersion.Version20);
        var watch = Stopwatch.StartNew();

        await simulator.DisposeAsync();

        watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(3));
        await Should.ThrowAsync<HttpRequestException>(() => http.GetAsync("https://login.microsoft.com/nothing", Cancellation));
    }
}
