using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using System.Security.Authentication;
using IdMelon.Provisioning.Simulator.Events;
using IdMelon.Provisioning.Simulator.Hosting;
using Microsoft.AspNetCore.Http;
using Shouldly;
using Xunit;

namespace IdMelon.Provisioning.Simulator.Tests.Hosting;

public sealed class LoopbackTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_listens_on_the_loopback_address_and_nowhere_else()
    {
        await using var simulator = await EntraSimulator.StartAsync(cancellationToken: Cancellation);

        var listeners = IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpListeners().Where(listener => listener.Port == simulator.Port);

        listeners.ShouldHaveSingleItem().Address.ShouldBe(IPAddress.Loopback);
    }

    [Theory]
    [InlineData("X-Forwarded-For")]
    [InlineData("x-forwarded-host")]
    [InlineData("X-Forwarded-Anything")]
    [InlineData("Forwarded")]
    [InlineData("Via")]
    [InlineData("X-Real-IP")]
    [InlineData("x-real-ip")]
    [InlineData("X-Client-IP")]
    [InlineData("CF-Connecting-IP")]
    [InlineData("CF-Ray")]
    [InlineData("True-Client-IP")]
    [InlineData("X-Original-Host")]
    [InlineData("X-Original-URL")]
    [InlineData("X-Cluster-Client-IP")]
    [InlineData("Fastly-Client-IP")]
    [InlineData("X-Forwarded")]
    [InlineData("Forwarded-For")]
    [InlineData("X-Azure-ClientIP")]
    [InlineData("X-ARR-SSL")]
    [InlineData("X-Amzn-Trace-Id")]
    [InlineData("CloudFront-Viewer-Address")]
    [InlineData("X-Envoy-External-Address")]
    [InlineData("Ngrok-Trace-Id")]
    [InlineData("X-Appengine-User-IP")]
    [InlineData("CDN-Loop")]
    [InlineData("X-HTTP-Host-Override")]
    public async Task A_forwarded_request_is_refused(string header)
    {
        await using var simulator = await EntraSimulator.StartAsync(cancellationToken: Cancellation);
        using var client = new HttpClient(simulator.CreateHandler());
        using var request = new HttpRequestMessage(HttpMethod.Get, "https://login.microsoftonline.com/common/discovery/instance");
        request.Headers.TryAddWithoutValidation(header, "203.0.113.9");

        using var response = await client.SendAsync(request, Cancellation);

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        simulator.Events.Count(SimulatorEventKinds.ForwardedRefused).ShouldBe(1);
    }

    [Fact]
    public async Task A_peer_from_elsewhere_is_refused()
    {
        var context = new DefaultHttpContext();
        context.Connection.RemoteIpAddress = IPAddress.Parse("203.0.113.9");
        context.Request.Host = new HostString("login.microsoft.com");
        var guard = new LoopbackGuard(CloudHosts.Of(SimulatorCloud.Public), new SimulatorEvents(TimeProvider.System), new SimulatorWeather());

        await guard.InvokeAsync(context, _ => throw new InvalidOperationException("The request got through."));

        context.Response.StatusCode.ShouldBe(400);
    }

    [Theory]
    [InlineData("www.example.com", "www.example.com")]
    [InlineData("a_b--<script>", "something that is no host")]
    public async Task A_host_that_is_not_simulated_is_refused_and_named_if_it_is_one(string host, string named)
    {
        var context = new DefaultHttpContext();
        context.Connection.RemoteIpAddress = IPAddress.Loopback;
        context.Request.Host = new HostString(host);
        var events = new SimulatorEvents(TimeProvider.System);

        await new LoopbackGuard(CloudHosts.Of(SimulatorCloud.Public), events, new SimulatorWeather()).InvokeAsync(context, _ => throw new InvalidOperationException("The request got through."));

        context.Response.StatusCode.ShouldBe(421);
        events.All.ShouldHaveSingleItem().Text.ShouldBe($"A request for {named}, which is not simulated, was refused.");
    }

    [Fact]
    public async Task A_host_that_is_not_simulated_is_refused()
    {
        await using var simulator = await EntraSimulator.StartAsync(cancellationToken: Cancellation);

        var answer = await RawRequest.SendAsync(simulator, "login.microsoft.com", "www.example.com", "/", Cancellation);

        answer.ShouldBe("HTTP/1.1 421 Misdirected Request");
    }

    [Fact]
    public async Task The_handler_reaches_nothing_else()
    {
        await using var simulator = await EntraSimulator.StartAsync(cancellationToken: Cancellation);
        using var client = new HttpClient(simulator.CreateHandler());

        await Should.ThrowAsync<HttpRequestException>(() => client.GetAsync("https://www.example.com/", Cancellation));
        await Should.ThrowAsync<HttpRequestException>(() => client.GetAsync("https://login.microsoft.com:8443/", Cancellation));
        await Should.ThrowAsync<HttpRequestException>(() => client.GetAsync("http://login.microsoft.com/", Cancellation));
    }

    [Fact]
    public async Task Without_the_authority_the_certificate_is_not_trusted()
    {
        await using var simulator = await EntraSimulator.StartAsync(cancellationToken: Cancellation);
        using var handler = new SocketsHttpHandler
        {
            UseProxy = false,
            ConnectCallback = async (_, cancellationToken) =>
            {
                var client = new TcpClient();
                await client.ConnectAsync(IPAddress.Loopback, simulator.Port, cancellationToken);
                return client.GetStream();
            },
        };
        using var client = new HttpClient(handler);

        var thrown = await Should.ThrowAsync<HttpRequestException>(() => client.GetAsync("https://login.microsoft.com/", Cancellation));

        thrown.InnerException.ShouldBeOfType<AuthenticationException>();
    }

    [Fact]
    public async Task An_unreachable_host_closes_the_connection_and_comes_back()
    {
        await using var simulator = await EntraSimulator.StartAsync(cancellationToken: Cancellation);
        using var client = new HttpClient(simulator.CreateHandler());
        using var before = await client.GetAsync("https://mysignins.microsoft.com/", Cancellation);

        simulator.Weather.SetUnreachable("mysignins.microsoft.com");
        simulator.Weather.SetUnreachable("login.microsoft.com");

        await Should.ThrowAsync<HttpRequestException>(() => client.GetAsync("https://mysignins.microsoft.com/", Cancellation));
        await Should.ThrowAsync<HttpRequestException>(() => client.GetAsync("https://login.microsoft.com/", Cancellation));
        simulator.Weather.Clear();
        using var after = await client.GetAsync("https://mysignins.microsoft.com/", Cancellation);
    }
}
