using IdMelon.Provisioning.Simulator.Tests.Graph;
using IdMelon.Provisioning.Simulator.Tests.OAuth;
using Microsoft.Graph.Models;
using Shouldly;
using Xunit;

namespace IdMelon.Provisioning.Simulator.Tests.Hosting;

public sealed class SilenceTests
{
    [Fact]
    public async Task Secrets_are_in_no_log_at_any_level()
    {
        var cancellation = TestContext.Current.CancellationToken;
        using var log = new LogLines();
        await using var simulator = await EntraSimulator.StartAsync(new EntraSimulatorOptions { LoggerFactory = log }, cancellation);
        simulator.Directory.AddUser("ada@contoso.example");
        using var http = new HttpClient(simulator.CreateHandler());
        var token = await SimulatorClients.TokenAsync(simulator, cancellation);
        await Should.ThrowAsync<Microsoft.Identity.Client.MsalServiceException>(() => SimulatorClients.Application(simulator, http, secret: "a-mistyped-secret")
            .AcquireTokenForClient([SimulatorClients.GraphScope]).ExecuteAsync(cancellation));

        var pass = await GraphClients.Create(simulator, http).Users["ada@contoso.example"].Authentication.TemporaryAccessPassMethods
            .PostAsync(new TemporaryAccessPassAuthenticationMethod(), cancellationToken: cancellation);

        log.All.ShouldNotBeEmpty();
        foreach (var secret in (string[])[simulator.ClientSecret, "a-mistyped-secret", token, token.Split('.')[2], pass!.TemporaryAccessPass!])
        {
            log.All.ShouldNotContain(line => line.Contains(secret, StringComparison.Ordinal));
        }
    }
}
