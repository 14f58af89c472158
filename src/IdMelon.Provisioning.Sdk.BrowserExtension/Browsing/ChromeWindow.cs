using System.Text.Json.Nodes;
using IdMelon.Provisioning.Browsers;
using IdMelon.Provisioning.Browsing;
using IdMelon.Provisioning.BrowserExtension.Bridging;

namespace IdMelon.Provisioning.BrowserExtension.Browsing;

/// <summary>One private window, driven from within its own browser.</summary>
internal sealed class ChromeWindow(IExtensionBridge bridge, ChromeTabs tabs, int window, int tab, BrowserSessionOptions options, RoundTripCounter counter) : DrivenWindow(counter)
{
    private readonly CancellationTokenSource closing = new();
    private volatile bool isGone;
    private TaskCompletionSource moved = NewMove();
    private bool wasForeign;
    private string address = "about:blank";
    private string? document;
    private (string Host, string Reason)? failed;

    public int Tab => tab;

    public IPasskeyCallHandler? Calls => options.PasskeyCalls;

    public CancellationToken Closing => closing.Token;

    protected override bool IsGone => isGone;

    // The program lives and dies with its browser.
    protected override bool IsBrowserConnected => true;

    protected override string Address => address;

    protected override (string Host, string Reason)? FailedNavigation => failed;

    // The browser tells that the old document has gone when the new one is there.
    protected override Task NextDocument => Task.CompletedTask;

    protected override Task NextAddress => UntilMovedAsync(moved.Task);

    public void OnMoved(string newAddress)
    {
        address = newAddress;
        wasForeign = false;
        Interlocked.Exchange(ref moved, NewMove()).TrySetResult();
    }

    public void OnClosed()
    {
        isGone = true;
        moved.TrySetResult();
        options.OnFact?.Invoke(BrowserFact.PageClosed);
        closing.Cancel();
    }

    protected override async Task<string?> NavigateAsync(Uri address)
    {
        document = null;
        var arguments = new JsonObject { ["tab"] = tab, ["address"] = address.AbsoluteUri };
        var reply = await bridge.CallAsync("navigate", arguments, CancellationToken.None).ConfigureAwait(false);
        if (reply.Problem == BridgeProblem.WorkerLost)
        {
            reply = await bridge.CallAsync("navigate", (JsonObject)arguments.DeepClone(), CancellationToken.None).ConfigureAwait(false);
        }

        return reply.Problem == BridgeProblem.None ? null : throw new BridgeException(reply.Problem);
    }

    protected override async Task<string> RunAsync(string[] argument)
    {
        // What is typed goes to the very document that was looked at, whatever the tab shows by then.
        var arguments = new JsonObject { ["tab"] = tab, ["argument"] = new JsonArray([.. argument.Select(text => (JsonNode)text)]) };
        if (argument.Length > 1)
        {
            arguments["document"] = document ?? throw new BridgeException(BridgeProblem.DocumentReplaced);
        }

        var reply = await bridge.CallAsync("step", arguments, closing.Token).ConfigureAwait(false);
        var isForeignAgain = wasForeign;
        wasForeign = reply.Problem == BridgeProblem.ForeignHost;
        switch (reply.Problem)
        {
            case BridgeProblem.None:
                address = reply.Value.GetProperty("address").GetString() ?? "";
                document = reply.Value.GetProperty("document").GetString();
                return reply.Value.GetProperty("reply").GetString() ?? "";

            case BridgeProblem.ErrorPage:
                failed = (Uri.TryCreate(reply.Value.GetProperty("address").GetString(), UriKind.Absolute, out var asked) ? asked.Host : "unknown host", "the browser shows its error page");
                address = "chrome-error://chromewebdata/";
                document = null;
                return "";

            // A page that came between the look at the address and the script. Whoever may look at certain hosts only does not come here twice.
            case BridgeProblem.ForeignHost when !isForeignAgain:
                address = "";
                document = null;
                throw new BridgeException(reply.Problem);

            case BridgeProblem.ForeignHost:
                throw new ProvisioningException(ProvisioningError.Of(ErrorCodes.ExtensionPermissionMissing, "The window shows a page of such a host."));

            default:
                document = null;
                throw new BridgeException(reply.Problem);
        }
    }

    protected override Task<byte[]> PictureAsync() => throw new BridgeException(BridgeProblem.Other);

    protected override async Task CloseAsync()
    {
        tabs.Remove(this);
        await closing.CancelAsync().ConfigureAwait(false);
        await bridge.RepeatableAsync("close", new JsonObject { ["window"] = window, ["tab"] = tab }, ErrorCodes.BrowserLost, CancellationToken.None).ConfigureAwait(false);
        isGone = true;
    }

    private static TaskCompletionSource NewMove() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Waits for the next change of address. One that happened while the worker was dead was not told: it is asked for.</summary>
    private async Task UntilMovedAsync(Task next)
    {
        var reply = await bridge.CallAsync("address", new JsonObject { ["tab"] = tab }, CancellationToken.None).ConfigureAwait(false);
        if (reply.Problem == BridgeProblem.WindowGone && !isGone)
        {
            OnClosed();
        }
        else if (reply.Problem == BridgeProblem.None && reply.Value.GetString() is { } now && now != address)
        {
            OnMoved(now);
        }

        await next.ConfigureAwait(false);
    }

    protected override DriverProblem Read(Exception exception) => exception switch
    {
        BridgeException { Problem: BridgeProblem.WindowGone } => DriverProblem.WindowGone,
        BridgeException { Problem: BridgeProblem.DocumentReplaced or BridgeProblem.ForeignHost or BridgeProblem.WorkerLost } => DriverProblem.DocumentReplaced,
        BridgeException => DriverProblem.Other,
        OperationCanceledException when closing.IsCancellationRequested => DriverProblem.WindowGone,
        _ => DriverProblem.None,
    };
}
