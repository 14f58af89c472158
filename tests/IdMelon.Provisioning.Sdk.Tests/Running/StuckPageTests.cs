using IdMelon.Provisioning.Browsing;
using IdMelon.Provisioning.Recognition;
using IdMelon.Provisioning.Requests;
using IdMelon.Provisioning.Running;
using IdMelon.Provisioning.StuckPages;
using IdMelon.Provisioning.Tenants;
using IdMelon.Provisioning.Transitions;
using IdMelon.Provisioning.Vaults;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace IdMelon.Provisioning.Tests.Running;

public sealed class StuckPageTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_unknown_page_is_kept_once_and_redacted()
    {
        var store = new RecordedPages();
        using var bench = new RunBench { StuckPages = store };

        var record = await bench.RunAsync(new ScriptedBrowser(FlowPages.Username, Named("Hola, Ada Byron")), Token, new ProvisioningRequest(RunBench.User) { Id = "run of ada@contoso.com", PersonalTexts = ["Ada Byron"] });

        record.Error!.Code.ShouldBe(ErrorCodes.PageUnknown);
        var page = store.Pages.ShouldHaveSingleItem();
        page.RequestId.ShouldBe("run of …");
        page.State.ShouldBe(ProvisioningState.SigningIn);
        page.Step.Kind.ShouldBe(PageStepKind.Unknown);
        page.Error!.Code.ShouldBe(ErrorCodes.PageUnknown);
        page.Pack.ShouldNotBeNull().ShouldStartWith(SelectorPackCatalog.Entra.Id);
        page.Snapshot.Html.ShouldContain("<h1>Hola, …</h1>");
        page.Screenshot.ShouldBeNull();
    }

    [Fact]
    public async Task A_page_that_has_no_place_and_one_that_stalls_are_kept()
    {
        foreach (var (pages, code) in new (PageObservation[] Pages, string Code)[] { ([FlowPages.Registered], ErrorCodes.PageUnexpected), ([FlowPages.SecurityInfo, FlowPages.SecurityInfo with { Changed = false }], ErrorCodes.PageStalled) })
        {
            var store = new RecordedPages();
            using var bench = new RunBench { StuckPages = store };

            var record = await bench.RunAsync(new ScriptedBrowser(pages), Token);

            record.Error!.Code.ShouldBe(code);
            store.Pages.ShouldHaveSingleItem().Error!.Code.ShouldBe(code);
        }
    }

    [Fact]
    public async Task Nothing_is_kept_of_a_run_that_goes_well_or_is_refused()
    {
        var store = new RecordedPages();
        using var bench = new RunBench { StuckPages = store };
        using var refused = new RunBench { StuckPages = store };

        (await bench.RunAsync(bench.Smooth(), Token)).IsDone.ShouldBeTrue();
        (await refused.RunAsync(new ScriptedBrowser(FlowPages.AccessPassWith("130503")), Token)).Error!.Code.ShouldBe(ErrorCodes.AccessPassWrong);

        store.Pages.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_page_that_is_left_to_a_person_is_kept_and_the_run_still_succeeds()
    {
        var store = new RecordedPages();
        using var bench = new RunBench { StuckPages = store };
        var unknown = FlowPages.Unknown;
        var smooth = FlowPages.Smooth.ToList();
        List<PageObservation> pages = [.. smooth.Take(5), unknown, unknown with { Changed = false }, .. smooth.Skip(5)];
        var browser = new ScriptedBrowser(pages)
        {
            BeforePage = async (index, handler, token) =>
            {
                if (index == FlowPages.CeremonyIndex + 3)
                {
                    await RunBench.PlayCeremonyAsync(handler, RunBench.User, token);
                }

                if (index == pages.Count - 1)
                {
                    bench.Register();
                }
            },
        };

        var record = await bench.RunAsync(browser, Token, new ProvisioningRequest(RunBench.User) { HandOver = TimeSpan.FromMinutes(5) });

        record.IsDone.ShouldBeTrue(record.Error?.ToString());
        record.HandOvers.ShouldBe(1);
        store.Pages.ShouldHaveSingleItem().Step.Kind.ShouldBe(PageStepKind.Unknown);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_store_that_fails_changes_nothing_and_is_logged_without_its_words(bool atOnce)
    {
        var store = new RecordedPages { Saving = _ => atOnce ? throw new IOException("No space left: hunter2") : Task.FromException(new IOException("No space left: hunter2")) };
        var log = new Lines();
        using var bench = new RunBench { StuckPages = store, Loggers = log };

        var record = await bench.RunAsync(new ScriptedBrowser(FlowPages.Unknown), Token);

        record.Error!.Code.ShouldBe(ErrorCodes.PageUnknown);
        record.Leftover.ShouldBeNull();
        log.All.ShouldContain(line => line.StartsWith("1006") && line.Contains("System.IO.IOException"));
        log.All.ShouldNotContain(line => line.Contains("hunter2"));
    }

    [Fact]
    public async Task A_store_that_hangs_is_left_behind()
    {
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var never = new TaskCompletionSource();
        var store = new RecordedPages
        {
            Saving = _ =>
            {
                begun.SetResult();
                return never.Task;
            },
        };
        var time = new FakeTimeProvider(DateTimeOffset.UtcNow);
        var log = new Lines();
        using var bench = new RunBench { StuckPages = store, Time = time, Loggers = log };

        var running = bench.RunAsync(new ScriptedBrowser(FlowPages.Unknown), Token);
        await begun.Task.WaitAsync(Token);
        time.Advance(TimeSpan.FromSeconds(6));
        var record = await running.WaitAsync(Token);

        record.Error!.Code.ShouldBe(ErrorCodes.PageUnknown);
        log.All.ShouldContain(line => line.StartsWith("1006"));
    }

    [Fact]
    public async Task A_screenshot_is_taken_only_if_it_is_wanted()
    {
        var wanting = new RecordedPages { WantsScreenshots = true };
        var other = new RecordedPages();
        foreach (var store in new[] { wanting, other })
        {
            using var bench = new RunBench { StuckPages = store };
            await bench.RunAsync(new ScriptedBrowser(FlowPages.Unknown) { Screenshot = () => Task.FromResult<ReadOnlyMemory<byte>>(new byte[] { 1, 2 }) }, Token);
        }

        wanting.Pages.Single().Screenshot!.Value.ToArray().ShouldBe([1, 2]);
        other.Pages.Single().Screenshot.ShouldBeNull();
    }

    [Fact]
    public async Task A_page_is_kept_without_the_screenshot_that_cannot_be_taken()
    {
        var store = new RecordedPages { WantsScreenshots = true };
        var log = new Lines();
        using var bench = new RunBench { StuckPages = store, Loggers = log };

        await bench.RunAsync(new ScriptedBrowser(FlowPages.Unknown) { Screenshot = () => throw new InvalidOperationException("hunter2") }, Token);

        store.Pages.Single().Screenshot.ShouldBeNull();
        log.All.ShouldContain(line => line.StartsWith("1007"));
        log.All.ShouldNotContain(line => line.Contains("hunter2"));
    }

    [Fact]
    public async Task A_registered_store_gets_the_pages()
    {
        var store = new RecordedPages();
        using var bench = new RunBench();
        await using var provider = new ServiceCollection()
            .AddSingleton<IStuckPageStore>(store)
            .AddSingleton<IBrowserSessionFactory>(new ScriptedBrowser(FlowPages.Unknown))
            .AddSingleton<IAccessPassIssuer>(bench.Tenant)
            .AddSingleton<IPasskeyDirectory>(bench.Tenant)
            .AddSingleton(bench.Authenticator)
            .AddSingleton<IPasskeyVault>(bench.Vault)
            .AddProvisioning(options => options.AllowsVolatileVault = true)
            .BuildServiceProvider();

        await provider.GetRequiredService<IProvisioner>().ProvisionAsync(new ProvisioningRequest(RunBench.User), null, Token);

        store.Pages.Count.ShouldBe(1);
    }

    private static PageObservation.Seen Named(string heading) => FlowPages.Page(FlowPages.SignInHost, "/whatever", $"<main><h1>{heading}</h1><button id=\"go\" data-n=\"1\">Go</button></main>");

    private sealed class RecordedPages : IStuckPageStore
    {
        public List<StuckPage> Pages { get; } = [];

        public bool WantsScreenshots { get; init; }

        public Func<StuckPage, Task> Saving { get; init; } = _ => Task.CompletedTask;

        public Task SaveAsync(StuckPage page, CancellationToken cancellationToken)
        {
            Pages.Add(page);
            return Saving(page);
        }
    }

    private sealed class Lines : ILoggerFactory, ILogger
    {
        public List<string> All { get; } = [];

        public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException();

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => All.Add($"{eventId.Id} {formatter(state, exception)} {exception}");

        public void Dispose()
        {
        }
    }
}
