using System.Globalization;
using System.Text.RegularExpressions;
using IdMelon.Provisioning.Browsing;
using Xunit;

namespace IdMelon.Provisioning.Conformance.Browsing;

/// <summary>What the suites for browser adapters have in common: a page server, windows and short ways to look and act.</summary>
public abstract partial class BrowserSuite : IAsyncLifetime
{
    private readonly List<IBrowserSession> sessions = [];
    private PageServer? server;

    /// <summary>Gets the factory under test; may be shared by all tests.</summary>
    protected abstract IBrowserSessionFactory Browsers { get; }

    /// <summary>Gets the token of the running test.</summary>
    protected static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Gets the page server of this test.</summary>
    protected PageServer Server => server ?? throw new InvalidOperationException("The test has not been initialized.");

    /// <inheritdoc/>
    public async ValueTask InitializeAsync() => server = await PageServer.StartAsync(Token);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        foreach (var session in sessions)
        {
            await session.DisposeAsync();
        }

        await Server.DisposeAsync();
    }

    /// <summary>Opens a window that is closed after the test.</summary>
    protected async Task<IBrowserSession> OpenAsync(BrowserSessionOptions? options = null)
    {
        var session = await Browsers.OpenAsync(options ?? new(), Token);
        sessions.Add(session);
        return session;
    }

    /// <summary>Opens a window on a page and waits for it.</summary>
    protected async Task<(IBrowserSession Session, PageSnapshot Page)> OpenAsync(string html, string? policy = null, string? account = null)
    {
        var session = await OpenAsync();
        return (session, await GoAsync(session, Server.Serve(html, policy), account));
    }

    /// <summary>Opens an address in a window and waits for the page.</summary>
    protected static Task<PageSnapshot> GoAsync(IBrowserSession session, Uri address, string? account = null) =>
        SeeAsync(session, [new PageAction.Navigate(address)], new() { ExpectedAccount = account });

    /// <summary>Does one step that must end with a page, and the next ones if documents are replaced.</summary>
    protected static async Task<PageSnapshot> SeeAsync(IBrowserSession session, IReadOnlyList<PageAction> actions, CaptureRequest? until = null)
    {
        ArgumentNullException.ThrowIfNull(session);
        until ??= new();
        var observation = await session.StepAsync(actions, until, Token);
        for (var i = 0; observation is PageObservation.DocumentReplaced && i < 10; i++)
        {
            observation = await session.StepAsync([], until with { Since = null }, Token);
        }

        return Assert.IsType<PageObservation.Seen>(observation).Snapshot;
    }

    /// <summary>Follows the changes of a page until it shows what is awaited, such as the content of a frame that loads by itself.</summary>
    protected static async Task<PageSnapshot> AwaitAsync(IBrowserSession session, PageSnapshot page, Func<PageSnapshot, bool> awaited)
    {
        ArgumentNullException.ThrowIfNull(page);
        ArgumentNullException.ThrowIfNull(awaited);
        for (var i = 0; i < 10 && !awaited(page); i++)
        {
            page = await SeeAsync(session, [], new() { Since = page.Fingerprint });
        }

        Assert.True(awaited(page), $"The page does not show what is awaited: {page.Path} {page.Html}");
        return page;
    }

    /// <summary>Does one step that must end with a page.</summary>
    protected static async Task<PageObservation.Seen> StepAsync(IBrowserSession session, IReadOnlyList<PageAction> actions, CaptureRequest? until = null)
    {
        ArgumentNullException.ThrowIfNull(session);
        return Assert.IsType<PageObservation.Seen>(await session.StepAsync(actions, until ?? new(), Token));
    }

    /// <summary>Finds the control whose tag carries a mark, such as <c>id="go"</c>.</summary>
    protected static ControlReference Control(PageSnapshot page, string mark)
    {
        ArgumentNullException.ThrowIfNull(page);
        var tag = Numbered().Matches(page.Html).FirstOrDefault(match => match.Value.Contains(mark, StringComparison.Ordinal));
        Assert.True(tag is not null, $"No numbered control carries {mark} in {page.Html}");
        return new(page.Id, int.Parse(tag.Groups[1].Value, CultureInfo.InvariantCulture));
    }

    /// <summary>Clicks the control with an id.</summary>
    protected static PageAction Click(PageSnapshot page, string id) => new PageAction.Click(Control(page, $" id=\"{id}\""));

    /// <summary>Types into the field with an id.</summary>
    protected static PageAction Fill(PageSnapshot page, string id, string text = "typed text") => new PageAction.Fill(Control(page, $" id=\"{id}\""), new SecretText(text));

    [GeneratedRegex("<[a-z0-9]+ data-n=\"([0-9]+)\"[^>]*>")]
    private static partial Regex Numbered();
}
