using System.Net;
using System.Net.Http.Headers;
using System.Text;
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

    private static readonly (string Name, string ContentType, Func<byte[]> Make)[] Bodies =
    [
        ("nothing", "application/json", () => []),
        ("broken JSON", "application/json", () => "{\"a\":"u8.ToArray()),
        ("JSON of another type", "application/json", () => "[1,2,3]"u8.ToArray()),
        ("JSON with members twice", "application/json", () => "{\"Type\":18,\"Type\":12}"u8.ToArray()),
        ("JSON with wrong types", "application/json", () => "{\"username\":{},\"Type\":\"18\",\"VerificationData\":[],\"publicKeyCredential\":7,\"groupIds\":{},\"requests\":\"x\",\"lifetimeInMinutes\":1e400}"u8.ToArray()),
        ("deep JSON", "application/json", () => Encoding.ASCII.GetBytes(new string('[', 20_000))),
        ("bytes that are no text", "application/json", () => [0xff, 0xfe, 0x00, 0x80, 0xc3]),
        ("an empty form", "application/x-www-form-urlencoded", () => []),
        ("a broken form", "application/x-www-form-urlencoded", () => "%%%=%zz&&&==&ctx=%00&flowToken=%ED%A0%BD"u8.ToArray()),
        ("a form with too many fields", "application/x-www-form-urlencoded", () => Encoding.ASCII.GetBytes(string.Join('&', Enumerable.Range(0, 3_000).Select(i => $"f{i}=1")))),
        ("a broken multipart form", "multipart/form-data; boundary=x", () => "--x\r\nContent-Disposition: form-data"u8.ToArray()),
        ("a type that is none", "not a type", () => "x"u8.ToArray()),
    ];

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
            foreach (var (name, type, make) in Bodies)
            {
                var answer = await SendAsync(http, "POST", address, token, type, make());
                if (answer >= HttpStatusCode.InternalServerError)
                {
                    faults.Add($"POST {address} with {name}: {(int)answer}");
                }
            }

            foreach (var method in Methods)
            {
                var answer = await SendAsync(http, method, address, token, null, null);
                if (answer >= HttpStatusCode.InternalServerError)
                {
                    faults.Add($"{method} {address}: {(int)answer}");
                }
            }
        }

        faults.ShouldBeEmpty();
        simulator.Events.Of(SimulatorEventKinds.Fault).ShouldBeEmpty();
        (await SimulatorClients.TokenAsync(simulator, Cancellation)).ShouldNotBeEmpty();
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
        var user = simulator.Directory.AddUser("ada@contoso.example");
        return
        [
            .. routed.Concat(TokenServer.Select(path => (Host: hosts.SignIn[0], Path: path))).Distinct()
                .Select(at => $"https://{at.Host}/" + at.Path.TrimStart('/')
                    .Replace("{tenant}", simulator.Tenant.Name, StringComparison.Ordinal)
                    .Replace("{user}", user.Id.ToString(), StringComparison.Ordinal))
                .Select(WithoutVariables),
        ];
    }

    private static string WithoutVariables(string address)
    {
        while (address.IndexOf('{', StringComparison.Ordinal) is >= 0 and var start)
        {
            address = address[..start] + "x'%22%3C..x" + address[(address.IndexOf('}', start) + 1)..];
        }

        return address;
    }

    private static async Task<HttpStatusCode> SendAsync(HttpClient http, string method, string address, string token, string? type, byte[]? body)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), address);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        request.Headers.TryAddWithoutValidation("AjaxRequest", "true");
        request.Headers.ExpectContinue = body is { Length: > 1_000_000 };
        if (body is not null)
        {
            request.Content = new ByteArrayContent(body);
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
