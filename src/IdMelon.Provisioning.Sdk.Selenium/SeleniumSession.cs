using IdMelon.Provisioning.Browsers;
using IdMelon.Provisioning.Browsing;
using OpenQA.Selenium.BiDi;
using OpenQA.Selenium.BiDi.Browser;
using OpenQA.Selenium.BiDi.BrowsingContext;
using OpenQA.Selenium.BiDi.Script;
using OpenQA.Selenium.BiDi.Session;

namespace IdMelon.Provisioning.Selenium;

/// <summary>One user context with the page that is worked on.</summary>
internal sealed class SeleniumSession : DrivenWindow
{
    private static readonly TimeSpan FirstDocumentLimit = TimeSpan.FromSeconds(10);

    private readonly RunningBrowser browser;
    private readonly UserContext window;
    private readonly WindowFacts facts;
    private readonly PasskeyChannel? passkeys;
    private PreloadScript? script;
    private BrowsingContext? page;

    private SeleniumSession(RunningBrowser browser, UserContext window, BrowserSessionOptions options, RoundTripCounter counter)
        : base(counter)
    {
        (this.browser, this.window) = (browser, window);
        passkeys = options.PasskeyCalls is { } handler ? new PasskeyChannel(browser, handler, counter) : null;
        facts = new WindowFacts(window, options.OnFact, AttachAsync, browser.Lost) { OnMessage = passkeys is null ? null : passkeys.Hear };
    }

    protected override bool IsGone => facts.Gone.IsCancellationRequested;

    protected override bool IsBrowserConnected => browser.IsConnected;

    protected override Task<bool> IsBrowserAliveAsync(CancellationToken cancellationToken) => browser.IsHealthyAsync(cancellationToken);

    protected override string Address => facts.Address;

    protected override (string Host, string Reason)? FailedNavigation => facts.FailedNavigation;

    protected override Task NextDocument => facts.NextDocument;

    public static async Task<IBrowserSession> OpenAsync(RunningBrowser browser, BrowserSessionOptions options, Uri? proxy)
    {
        SeleniumSession? session = null;
        try
        {
            var made = await browser.AskAsync((bidi, token) => bidi.Browser.CreateUserContextAsync(
                new()
                {
                    Proxy = proxy is null ? null : ProxyOf(proxy),

                    // "Leave this page?" is answered with yes: dismissing it would keep a page that is on its way out.
                    UnhandledPromptBehavior = new() { Default = UserPromptHandlerType.Dismiss, BeforeUnload = UserPromptHandlerType.Accept },
                },
                token)).ConfigureAwait(false);
            session = new SeleniumSession(browser, made.UserContext, options, new RoundTripCounter());
            await session.PrepareAsync(options.Language).ConfigureAwait(false);
            return session;
        }
        catch (Exception exception) when (DriverFailure.Read(exception) != DriverProblem.None)
        {
            if (session is not null)
            {
                await session.DisposeAsync().ConfigureAwait(false);
            }

            throw BrowserErrors.Lost("It opened no window.");
        }
    }

    protected override async Task<string?> NavigateAsync(Uri address)
    {
        try
        {
            await AskAsync((bidi, token) => bidi.BrowsingContext.NavigateAsync(page!, address.AbsoluteUri, new() { Wait = ReadinessState.None }, token)).ConfigureAwait(false);
            return null;
        }
        catch (BiDiException exception) when (DriverFailure.IsNavigationSuperseded(exception))
        {
            // The address turned out a download, or the page went on by itself. What is there now tells.
            return null;
        }
        catch (BiDiException exception) when (BrowserErrors.NetworkError(exception.Message) is { } reason)
        {
            return reason;
        }
    }

    protected override async Task<string> RunAsync(string[] argument)
    {
        var reply = await AskAsync((bidi, token) => bidi.Script.CallFunctionAsync(
            PageScripts.Step, true, new ContextTarget(page!), new() { Arguments = [new ArrayLocalValue([.. argument.Select(text => new StringLocalValue(text))])] }, token)).ConfigureAwait(false);
        return reply is EvaluateResultSuccess { Result: StringRemoteValue text } ? text.Value : throw new BiDiException("javascript error");
    }

    protected override async Task<byte[]> PictureAsync() =>
        (await AskAsync((bidi, token) => bidi.BrowsingContext.CaptureScreenshotAsync(page!, null, token)).ConfigureAwait(false)).Data.ToArray();

    protected override DriverProblem Read(Exception exception) => DriverFailure.Read(exception);

    protected override async Task CloseAsync()
    {
        browser.Leave(facts);
        facts.Close();
        await Task.WhenAll(
            script is null ? Task.CompletedTask : browser.AskAsync((bidi, token) => bidi.Script.RemovePreloadScriptAsync(script, null, token)),
            browser.AskAsync((bidi, token) => bidi.Browser.RemoveUserContextAsync(window, null, token))).ConfigureAwait(false);
    }

    private static ManualProxyConfiguration ProxyOf(Uri proxy) => proxy.Scheme.StartsWith("socks", StringComparison.OrdinalIgnoreCase)
        ? new() { SocksProxy = proxy.Authority, SocksVersion = proxy.Scheme.EndsWith('4') ? 4 : 5 }
        : new() { HttpProxy = proxy.Authority, SslProxy = proxy.Authority };

    private async Task PrepareAsync(LanguageTag? language)
    {
        browser.Follow(facts);
        await Task.WhenAll(
            browser.AskAsync((bidi, token) => bidi.Browser.SetDownloadBehaviorAsync(new DownloadBehaviorDenied(), new() { UserContexts = [window] }, token)),
            language is null or { Primary: "und" }
                ? Task.CompletedTask
                : browser.AskAsync((bidi, token) => bidi.Emulation.SetLocaleOverrideAsync(language.ToString(), new() { UserContexts = [window] }, token)),
            InterceptAsync()).ConfigureAwait(false);
        var first = facts.NextDocument;
        page = (await browser.AskAsync((bidi, token) => bidi.BrowsingContext.CreateAsync(ContextType.Tab, new() { UserContext = window }, token)).ConfigureAwait(false)).Context;
        await first.WaitAsync(FirstDocumentLimit, TimeProvider.System).ConfigureAwait(false);
    }

    private async Task InterceptAsync()
    {
        if (passkeys is not null)
        {
            script = (await passkeys.AttachAsync(window).ConfigureAwait(false)).Script;
        }
    }

    private async Task<string?> AttachAsync(string top)
    {
        try
        {
            return await browser.AskAsync((bidi, token) => bidi.AsModule<ChromiumModule>().FindSessionAsync(top, token)).ConfigureAwait(false);
        }
        catch (Exception exception) when (DriverFailure.Read(exception) != DriverProblem.None)
        {
            // It was closed at once.
            return null;
        }
    }

    /// <summary>Sends a command to the page. A crashed page answers nothing any more.</summary>
    private async Task<T> AskAsync<T>(Func<IBiDi, CancellationToken, Task<T>> command)
    {
        try
        {
            return await browser.AskAsync(command).AbandonableAsync(facts.Gone).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            throw DriverFailure.PageGone();
        }
    }
}
