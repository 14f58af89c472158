using System.Collections.Concurrent;
using System.Text;
using IdMelon.Provisioning.Browsing;
using IdMelon.Provisioning.Journaling;
using IdMelon.Provisioning.Transitions;
using Microsoft.Extensions.Logging;

namespace IdMelon.Provisioning.EndToEnd.Tests;

/// <summary>Nothing that this process writes anywhere may hold a pass, a private key or the application's secret.</summary>
public sealed class CanaryTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_pass_a_key_and_the_applications_secret_show_nowhere(bool fillFails)
    {
        var log = new EverythingLogged();
        using var loggers = LoggerFactory.Create(builder => builder.SetMinimumLevel(LogLevel.Trace).AddProvider(log));
        var driver = new StringWriter();
        var (error, output) = (Console.Error, Console.Out);
        Environment.SetEnvironmentVariable("DEBUG", "pw:api,pw:browser,pw:error");
        Console.SetError(driver);
        Console.SetOut(driver);
        try
        {
            await using var world = await World.StartAsync(loggers);
            var user = world.AddUser();
            var secrets = new List<string> { world.Simulator.ClientSecret };
            world.AccessPasses = new AlteredIssuer(world.AccessPasses, pass =>
            {
                secrets.Add(pass.Secret.Reveal());
                return pass;
            });
            if (fillFails)
            {
                // The browser goes at the very moment of typing: the driver's exception is about a call that holds the pass.
                world.Browsers.BeforeActing = actions => actions.OfType<PageAction.Fill>().Any(fill => fill.Text.Reveal() == secrets[^1]) ? world.EndBrowserAsync() : Task.CompletedTask;
            }

            var record = await world.ProvisionAsync(user, Token);

            record.Verdict.ShouldBe(fillFails ? ProvisioningVerdict.Failed : ProvisioningVerdict.Succeeded, record.Error?.ToString());
            if (record.CredentialId is { } id && world.Vault.FindPrivateKey(id) is { } key)
            {
                secrets.Add(Convert.ToBase64String(key.Reveal().Span)[48..88]);
                secrets.Add(Convert.ToHexString(key.Reveal().Span[36..68]));
            }

            var everything = new StringBuilder()
                .AppendJoin('\n', log.Messages)
                .AppendJoin('\n', world.Journal.Entries.Select(JournalJson.Write))
                .AppendJoin('\n', world.Journal.Entries)
                .Append(record)
                .AppendJoin('\n', world.Browsers.Seen.OfType<PageObservation.Seen>().Select(seen => seen.Snapshot + seen.Snapshot.Html + seen.Snapshot.Path + string.Join(',', seen.Snapshot.Facts)))
                .AppendJoin('\n', world.Simulator.Events.All)
                .Append(driver)
                .ToString();
            log.Messages.ShouldNotBeEmpty();
            secrets.Count.ShouldBe(fillFails ? 2 : 4);
            foreach (var secret in secrets)
            {
                everything.Contains(secret, StringComparison.OrdinalIgnoreCase).ShouldBeFalse("A secret shows.");
                everything.Contains(Uri.EscapeDataString(secret), StringComparison.OrdinalIgnoreCase).ShouldBeFalse("An escaped secret shows.");
            }
        }
        finally
        {
            Console.SetError(error);
            Console.SetOut(output);
            Environment.SetEnvironmentVariable("DEBUG", null);
        }
    }

    private sealed class EverythingLogged : ILoggerProvider, ILogger
    {
        public ConcurrentQueue<string> Messages { get; } = [];

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull
        {
            Messages.Enqueue(state.ToString() ?? "");
            return null;
        }

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Messages.Enqueue($"{eventId} {formatter(state, exception)} {exception}");

        public void Dispose()
        {
        }
    }
}
