using IdMelon.Provisioning.Browsing;
using IdMelon.Provisioning.Conformance.Browsing;
using OpenQA.Selenium.Internal.Logging;

namespace IdMelon.Provisioning.Selenium.Tests;

public sealed class DriverLogTests : IDisposable
{
    private readonly ILogContext before = Log.CurrentContext;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(LogEventLevel.Trace)]
    [InlineData(LogEventLevel.Debug)]
    public void A_log_that_would_show_what_is_typed_is_refused(LogEventLevel level)
    {
        Log.CreateContext(level);

        Should.Throw<ProvisioningException>(() => DriverLog.ThrowIfUnsafe(null, Log.GetLogger<DriverLogTests>())).Error.Code.ShouldBe(ErrorCodes.DriverLogUnsafe);
    }

    [Theory]
    [InlineData("")]
    [InlineData("1")]
    public void The_variable_that_switches_on_all_of_it_is_refused(string debug) =>
        Should.Throw<ProvisioningException>(() => DriverLog.ThrowIfUnsafe(debug, Log.GetLogger<DriverLogTests>())).Error.Code.ShouldBe(ErrorCodes.DriverLogUnsafe);

    [Theory]
    [InlineData(LogEventLevel.Info)]
    [InlineData(LogEventLevel.Warn)]
    [InlineData(LogEventLevel.None)]
    public void Other_levels_are_not_our_business(LogEventLevel level)
    {
        Log.CreateContext(level);

        Should.NotThrow(() => DriverLog.ThrowIfUnsafe(null, Log.GetLogger<DriverLogTests>()));
    }

    [Fact]
    public async Task No_browser_is_started_under_such_a_log()
    {
        Log.CreateContext(LogEventLevel.Trace).Handlers.Clear();
        await using var factory = new SeleniumBrowserFactory(new() { ExecutablePath = "/no/such/browser" });

        (await Should.ThrowAsync<ProvisioningException>(() => factory.StartAsync(Token))).Error.Code.ShouldBe(ErrorCodes.DriverLogUnsafe);
    }

    [Fact]
    public async Task What_is_typed_stays_out_of_a_log_that_is_switched_on_later()
    {
        var recorded = new RecordedDriverLog();
        var context = Log.CreateContext(LogEventLevel.Warn);
        context.Handlers.Clear();
        context.Handlers.Add(recorded);
        await using var server = await PageServer.StartAsync(Token);
        await using var factory = new SeleniumBrowserFactory();
        await using var session = await factory.OpenAsync(new(), Token);
        context.SetLevel(LogEventLevel.Trace);
        Log.GetLogger<DriverLogTests>().Trace("The log is on.");

        var seen = (await session.StepAsync([new PageAction.Navigate(server.Serve("<h1>Page</h1><input>"))], new(), Token)).ShouldBeOfType<PageObservation.Seen>();
        using var soon = new CancellationTokenSource();
        var typing = session.StepAsync([new PageAction.Fill(new(seen.Snapshot.Id, 1), new SecretText("Canary+7Qx2"))], new() { Patience = TimeSpan.FromMilliseconds(200) }, soon.Token);
        await soon.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => typing);
        await session.StepAsync([], new(), Token);

        recorded.Messages.ShouldBe(["The log is on."]);
    }

    public void Dispose() => Log.CurrentContext = before;

    private sealed class RecordedDriverLog : ILogHandler
    {
        private readonly System.Collections.Concurrent.ConcurrentQueue<string> messages = new();

        public IEnumerable<string> Messages => messages;

        public void Handle(LogEvent logEvent) => messages.Enqueue(logEvent.Message);
    }
}
