using System.Net;
using System.Net.Http.Headers;
using System.Text;
using IdMelon.Provisioning.Simulator.Control;
using IdMelon.Provisioning.Simulator.Events;
using IdMelon.Provisioning.Simulator.Hosting;
using IdMelon.Provisioning.Simulator.Tests.OAuth;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace IdMelon.Provisioning.Simulator.Tests.Hosting;

/// <summary>Sends rubbish to every address the simulator has; the list of addresses is taken from the running simulator, so that none is forgotten.</summary>
public sealed class HostileInputTests
{
    private static readonly string[] Methods = ["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "HEAD", "TRACE"];

    // The token server's addresses are no endpoints of the router.
    private static readonly string[] TokenServer =
        ["/{tenant}/oauth2/v2.0/token", "/{tenant}/oauth2/v2.0/authorize", "/{tenant}/oauth2/v2.0/devicecode", "/{tenant}/v2.0/.well-known/openid-configuration", "/{tenant}/discovery/v2.0/keys"];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Rubbish_is_refused_everywhere_and_never_a_fault()
    {
        await using var simulator = await EntraSimulator.StartAsync(cancellationToken: Cancellation);
        using var http = new HttpClient(NoRedirects(simulator));
        var token = await SimulatorClients.TokenAsync(simulator, Cancellation);
        var faults = new List<string>();

        foreach (var address in Addresses(simulator))
        {
            var method = IsChanged(simulator, address) ? "PATCH" : "POST";
            foreach (var (name, type, make) in HostileBodies.All)
            {
                var answer = await SendAsync(http, method, address, token, type, make());
                if (answer >= HttpStatusCode.InternalServerError)
                {
                    faults.Add($"{method} {address} with {name}: {(int)answer}");
                }
            }

            foreach (var each in Methods)
            {
                var answer = await SendAsync(http, each, address, token, null, null);
                if (answer >= HttpStatusCode.InternalServerError)
                {
                    faults.Add($"{each} {address}: {(int)answer}");
                }
            }
        }

        faults.ShouldBeEmpty();
        simulator.Events.Of(SimulatorEventKinds.Fault).ShouldBeEmpty();
        (await SimulatorClients.TokenAsync(simulator, Cancellation)).ShouldNotBeEmpty();
    }

    [Fact]
    public async Task A_body_too_large_that_does_not_tell_its_length_is_never_a_fault()
    {
        await using var simulator = await EntraSimulator.StartAsync(cancellationToken: Cancellation);
        using var http = new HttpClient(NoRedirects(simulator)) { DefaultRequestVersion = HttpVersion.Version20, DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact };
        var token = await SimulatorClients.TokenAsync(simulator, Cancellation);
        var large = Encoding.ASCII.GetBytes("{\"a\":\"" + new string('x', 2 * 1024 * 1024));

        foreach (var address in Addresses(simulator))
        {
            foreach (var type in (string[])["application/json", "application/x-www-form-urlencoded"])
            {
                var answer = await SendAsync(http, IsChanged(simulator, address) ? "PATCH" : "POST", address, token, type, large, tellsLength: false);
                ((int)answer).ShouldBeLessThan(500, $"{address} with {type}");
            }
        }

        simulator.Events.Of(SimulatorEventKinds.Fault).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("https://login.microsoftonline.com/common/GetCredentialType", "application/json")]
    [InlineData("https://login.microsoftonline.com/common/login", "application/x-www-form-urlencoded")]
    [InlineData("https://login.microsoftonline.com/common/oauth2/v2.0/token", "application/x-www-form-urlencoded")]
    [InlineData("https://mysignins.microsoft.com/api/session/authorize", "application/json")]
    [InlineData("https://graph.microsoft.com/v1.0/$batch", "application/json")]
    public async Task What_is_too_large_is_called_too_large_even_if_that_shows_late(string address, string type)
    {
        await using var simulator = await EntraSimulator.StartAsync(cancellationToken: Cancellation);
        using var http = new HttpClient(NoRedirects(simulator)) { DefaultRequestVersion = HttpVersion.Version20, DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact };
        var token = await SimulatorClients.TokenAsync(simulator, Cancellation);
        var large = Encoding.ASCII.GetBytes("a=" + new string('x', 2 * 1024 * 1024));

        var answer = await SendAsync(http, "POST", address, token, type, large, tellsLength: false);

        answer.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
    }

    [Fact]
    public async Task A_body_of_10_MB_is_refused_everywhere()
    {
        await using var simulator = await EntraSimulator.StartAsync(cancellationToken: Cancellation);
        using var http = new HttpClient(NoRedirects(simulator));
        var token = await SimulatorClients.TokenAsync(simulator, Cancellation);
        var large = new byte[10 * 1024 * 1024];
        Array.Fill(large, (byte)' ');

        foreach (var address in Addresses(simulator))
        {
            foreach (var type in (string[])["application/json", "application/x-www-form-urlencoded"])
            {
                var answer = await SendAsync(http, "POST", address, token, type, large);
                ((int)answer).ShouldBeInRange(400, 499, $"{address} with {type}");
            }
        }

        simulator.Events.Of(SimulatorEventKinds.Fault).ShouldBeEmpty();
        (await SimulatorClients.TokenAsync(simulator, Cancellation)).ShouldNotBeEmpty();
    }

    private static SocketsHttpHandler NoRedirects(EntraSimulator simulator)
    {
        var handler = simulator.CreateHandler().ShouldBeOfType<SocketsHttpHandler>();
        handler.AllowAutoRedirect = false;
        return handler;
    }

    /// <summary>Every address with something in the place of its variables.</summary>
    private static List<string> Addresses(EntraSimulator simulator)
    {
        var hosts = simulator.Services.GetRequiredService<CloudHosts>();
        var routed = simulator.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .SelectMany(endpoint => (endpoint.Metadata.GetMetadata<IHostMetadata>()?.Hosts ?? hosts.Pages).Select(host => (Host: host, Path: endpoint.RoutePattern.RawText!)));
        var user = simulator.Directory.Find("ada@contoso.example") ?? simulator.Directory.AddUser("ada@contoso.example");
        var control = simulator.Services.GetRequiredService<ControlInterface>().Routes.Select(route => (Host: simulator.ControlAddress.Authority, Path: $"{ControlInterface.Root}/{route.Template}"));
        return
        [
            .. routed.Concat(control).Concat(TokenServer.Select(path => (Host: hosts.SignIn[0], Path: path))).Distinct()
                .Select(at => $"https://{at.Host}/" + at.Path.TrimStart('/')
                    .Replace("{tenant}", simulator.Tenant.Name, StringComparison.Ordinal)
                    .Replace("{user}", user.Id.ToString(), StringComparison.Ordinal))
                .Select(WithoutVariables),
        ];
    }

    /// <summary>Tells whether an address of the control interface takes a change and nothing new.</summary>
    private static bool IsChanged(EntraSimulator simulator, string address) =>
        address.StartsWith(simulator.ControlAddress.AbsoluteUri, StringComparison.Ordinal)
        && simulator.Services.GetRequiredService<ControlInterface>().Routes.Any(route => route.Method == "PATCH" && route.Match(new Uri(address).AbsolutePath.Split('/', StringSplitOptions.RemoveEmptyEntries)[1..]) is not null);

    private static string WithoutVariables(string address)
    {
        while (address.IndexOf('{', StringComparison.Ordinal) is >= 0 and var start)
        {
            address = address[..start] + "x'%22%3C..x" + address[(address.IndexOf('}', start) + 1)..];
        }

        return address;
    }

    private static async Task<HttpStatusCode> SendAsync(HttpClient http, string method, string address, string token, string? type, byte[]? body, bool tellsLength = true)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), address) { Version = http.DefaultRequestVersion, VersionPolicy = http.DefaultVersionPolicy };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        request.Headers.TryAddWithoutValidation("AjaxRequest", "true");
        request.Headers.ExpectContinue = body is { Length: > 1_000_000 };
        if (body is not null)
        {
            request.Content = tellsLength ? new ByteArrayContent(body) : new StreamContent(new Chunks(body));
            request.Content.Headers.TryAddWithoutValidation("Content-Type", type);
        }

        using var moment = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        try
        {
            // A long poll answers nothing by itself: that its headers do not come is no fault.
            moment.CancelAfter(TimeSpan.FromSeconds(2));
            using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, moment.Token);
            return response.StatusCode;
        }
        catch (OperationCanceledException) when (!Cancellation.IsCancellationRequested)
        {
            return HttpStatusCode.RequestTimeout;
        }
        catch (HttpRequestException) when (body is { Length: > 1_000_000 })
        {
            // The connection was closed while the body was still being sent: that is a refusal as well.
            return HttpStatusCode.RequestEntityTooLarge;
        }
    }
}
