using System.Collections.Concurrent;
using IdMelon.Provisioning.Simulator.Tests.Graph;
using IdMelon.Provisioning.Simulator.Tests.OAuth;
using Microsoft.Extensions.Logging;
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
        var lines = new ConcurrentQueue<string>();
        using var logging = LoggerFactory.Create(builder => builder.SetMinimumLevel(LogLevel.Trace).AddProvider(new Lines(lines)));
        await using var simulator = await EntraSimulator.StartAsync(new EntraSimulatorOptions { LoggerFactory = logging }, cancellation);
        simulator.Directory.AddUser("ada@contoso.example");
        using var http = new HttpClient(simulator.CreateHandler());
        var token = await SimulatorClients.TokenAsync(simulator, cancellation);
        await Should.ThrowAsync<Microsoft.Identity.Client.MsalServiceException>(() => SimulatorClients.Application(simulator, http, secret: "a-mistyped-secret")
            .AcquireTokenForClient([SimulatorClients.GraphScope]).ExecuteAsync(cancellation));

        var pass = await GraphClients.Create(simulator, http).Users["ada@contoso.example"].Authentication.TemporaryAccessPassMethods
            .PostAsync(new TemporaryAccessPassAuthenticationMethod(), cancellationToken: cancellation);

        lines.ShouldNotBeEmpty();
        foreach (var secret in (string[])[simulator.ClientSecret, "a-mistyped-secret", token, token.Split('.')[2], pass!.TemporaryAccessPass!])
        {
            lines.ShouldNotContain(line => line.Contains(secret, StringComparison.Ordinal));
        }
    }

    private sealed class Lines(ConcurrentQueue<string> lines) : ILoggerProvider, ILogger
    {
        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            lines.Enqueue(formatter(state, exception) + exception);

        public void Dispose()
        {
            // Owns nothing.
        }
    }
}
