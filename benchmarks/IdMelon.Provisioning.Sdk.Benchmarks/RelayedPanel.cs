using IdMelon.Provisioning.BrowserExtension.Panel;
using IdMelon.Provisioning.ExtensionDemo;
using Microsoft.Playwright;

namespace IdMelon.Provisioning.Benchmarks;

/// <summary>The smallest panel that there can be: a page that relays texts between the extension and a <see cref="PanelHost"/>.</summary>
internal sealed class RelayedPanel : IAsyncDisposable
{
    private const string Address = "http://localhost/";
    private const string Document = """<!doctype html><html lang="en"><title>Panel</title><script type="module">import { connect } from './relay.js'; globalThis.open = async (id) => (globalThis.panel = await connect(id, receive, gone)) !== null;</script></html>""";

    private TaskCompletionSource answered = Unanswered();

    private RelayedPanel(IPage page, PanelParts parts)
    {
        Page = page;
        Host = new PanelHost(parts, (text, _) => page.EvaluateAsync("text => globalThis.panel.post(text)", text), Hear);
    }

    public IPage Page { get; }

    public PanelHost Host { get; }

    /// <summary>Opens the page, and connects it to the extension, which is woken by that.</summary>
    public static async Task<RelayedPanel> OpenAsync(PanelBrowser browser, PanelParts parts)
    {
        var panel = new RelayedPanel(await browser.Context.NewPageAsync(), parts);
        var page = panel.Page;
        await page.RouteAsync("**/*", route => route.FulfillAsync(route.Request.Url.EndsWith("relay.js", StringComparison.Ordinal)
            ? new() { ContentType = "text/javascript", Body = PanelScripts.Relay }
            : new() { ContentType = "text/html", Body = Document }));
        await page.ExposeFunctionAsync("receive", (string text) =>
        {
            _ = panel.Host.ReceiveAsync(text, CancellationToken.None);
        });
        await page.ExposeFunctionAsync("gone", () => { });
        await page.GotoAsync(Address);
        await page.WaitForFunctionAsync("() => globalThis.open !== undefined && globalThis.chrome?.runtime?.connect !== undefined");
        return panel;
    }

    /// <summary>Wakes the extension, and waits for the program's first answer.</summary>
    /// <returns>Whether it answered.</returns>
    public Task<bool> ConnectAsync() => Page.EvaluateAsync<bool>("id => open(id)", PanelBrowser.ExtensionId);

    /// <summary>Asks how things stand, and waits for the answer.</summary>
    public async Task AskAsync(CancellationToken cancellationToken)
    {
        answered = Unanswered();
        await Host.HelloAsync(cancellationToken);
        await answered.Task.WaitAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await Host.DisposeAsync();
        await Page.CloseAsync();
    }

    private static TaskCompletionSource Unanswered() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private void Hear(ExtensionMessage message)
    {
        if (message is ExtensionMessage.State)
        {
            answered.TrySetResult();
        }
    }
}
