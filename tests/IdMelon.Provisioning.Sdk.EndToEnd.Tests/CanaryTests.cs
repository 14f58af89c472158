using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text;
using IdMelon.Provisioning.Browsing;
using IdMelon.Provisioning.Journaling;
using IdMelon.Provisioning.Transitions;
using Microsoft.Extensions.Logging;

namespace IdMelon.Provisioning.EndToEnd.Tests;

/// <summary>Nothing that a run writes anywhere may hold a pass, a private key or the application's secret.</summary>
public sealed class CanaryTests
{
    private const string SecretsFile = "IDMELON_TEST_SECRETS_FILE";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_pass_a_key_and_the_applications_secret_show_nowhere(bool fillFails)
    {
        var log = new EverythingLogged();
        using var loggers = LoggerFactory.Create(builder => builder.SetMinimumLevel(LogLevel.Trace).AddProvider(log));
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
            .ToString();
        log.Messages.ShouldNotBeEmpty();
        secrets.Count.ShouldBe(fillFails ? 2 : 4);
        ShouldShowNone(everything, secrets);
        if (Environment.GetEnvironmentVariable(SecretsFile) is { } file)
        {
            await File.AppendAllLinesAsync(file, secrets, Token);
        }
    }

    [Fact]
    public async Task Not_even_the_drivers_own_log_shows_them()
    {
        var file = Path.GetTempFileName();
        try
        {
            var start = new ProcessStartInfo(Environment.ProcessPath!, ["-noColor", "-method", $"*{nameof(A_pass_a_key_and_the_applications_secret_show_nowhere)}"])
            {
                RedirectStandardError = true,
                RedirectStandardOutput = true,
            };
            start.Environment["DEBUG"] = "pw:browser,pw:error";
            start.Environment[SecretsFile] = file;
            using var process = Process.Start(start)!;
            var texts = await Task.WhenAll(process.StandardError.ReadToEndAsync(Token), process.StandardOutput.ReadToEndAsync(Token));
            await process.WaitForExitAsync(Token);

            var secrets = await File.ReadAllLinesAsync(file, Token);
            process.ExitCode.ShouldBe(0, texts[1]);
            secrets.Length.ShouldBe(6);
            texts[0].ShouldContain("pw:browser");
            ShouldShowNone(texts[0] + texts[1], secrets);
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static void ShouldShowNone(string text, IEnumerable<string> secrets)
    {
        foreach (var secret in secrets)
        {
            text.Contains(secret, StringComparison.OrdinalIgnoreCase).ShouldBeFalse("A secret shows.");
            text.Contains(Uri.EscapeDataString(secret), StringComparison.OrdinalIgnoreCase).ShouldBeFalse("An escaped secret shows.");
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
