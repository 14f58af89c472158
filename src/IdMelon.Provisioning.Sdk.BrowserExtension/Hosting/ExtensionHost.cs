using System.Collections.Concurrent;
using IdMelon.Provisioning.BrowserExtension.Asking;
using IdMelon.Provisioning.BrowserExtension.Bridging;
using IdMelon.Provisioning.BrowserExtension.Browsing;
using IdMelon.Provisioning.BrowserExtension.Journaling;
using IdMelon.Provisioning.BrowserExtension.Keys;
using IdMelon.Provisioning.BrowserExtension.Panel;
using IdMelon.Provisioning.Running;

namespace IdMelon.Provisioning.BrowserExtension.Hosting;

/// <summary>The extension's side: takes panels' wishes, serves them one after the other, and tells every panel who is being served.</summary>
/// <remarks>Lives in the offscreen document, which nothing ends but the browser. Thread-safe.</remarks>
public sealed class ExtensionHost
{
    private const int MostWaiting = 100;

    private readonly IExtensionBridge bridge;
    private readonly TimeProvider time;
    private readonly ExtensionStorage storage;
    private readonly StorageJournal journal;
    private readonly RequestRunner runner;
    private readonly OperatorQuestions desk;
    private readonly ConcurrentDictionary<int, PanelLink> links = new();
    private readonly Lock gate = new();
    private readonly List<WaitingRequest> waiting = [];
    private bool isServing;

    /// <summary>Makes a host.</summary>
    /// <param name="bridge">What reaches the browser.</param>
    /// <param name="time">The clock.</param>
    /// <param name="keys">Makes keys for panels that want them made here; with null such panels are refused.</param>
    public ExtensionHost(IExtensionBridge bridge, TimeProvider time, ExtensionKeys? keys = null)
    {
        ArgumentNullException.ThrowIfNull(bridge);
        ArgumentNullException.ThrowIfNull(time);
        this.bridge = bridge;
        this.time = time;
        storage = new ExtensionStorage(bridge);
        journal = new StorageJournal(bridge);
        desk = new OperatorQuestions(bridge, storage);
        runner = new RequestRunner(bridge, Tabs, storage, journal, desk, keys, time);
    }

    /// <summary>Gets the tabs of runs.</summary>
    public ChromeTabs Tabs { get; } = new();

    /// <summary>Takes a connection of a panel's page.</summary>
    /// <param name="port">The connection's number.</param>
    /// <param name="origin">The page's origin, from the browser.</param>
    public void Connect(int port, string origin) => links[port] = new PanelLink(origin, text => bridge.Post(port, text));

    /// <summary>Ends a connection: its runs are cancelled and cleaned up, as far as that goes without the panel.</summary>
    public void Disconnect(int port)
    {
        if (links.TryRemove(port, out var link))
        {
            link.Dispose();
        }
    }

    /// <summary>Takes a text that a panel's page posted.</summary>
    public async Task ReceiveAsync(int port, string text, CancellationToken cancellationToken)
    {
        if (!links.TryGetValue(port, out var link))
        {
            return;
        }

        if (!PanelProtocol.ReadFromPanel(text).TryGet(out var message, out var error))
        {
            link.Send(new ExtensionMessage.Refused(PanelProtocol.RequestOf(text), error));
            return;
        }

        try
        {
            await TakeAsync(link, message, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // Nobody is left waiting. What an exception says may hold anything.
            link.Send(new ExtensionMessage.Refused(PanelProtocol.RequestOf(text), (exception as ProvisioningException)?.Error ?? Threw(exception)));
        }
    }

    private Task TakeAsync(PanelLink link, PanelMessage message, CancellationToken cancellationToken)
    {
        switch (message)
        {
            case PanelMessage.Answer answer:
                link.Take(answer);
                break;

            case PanelMessage.Hello:
                return GreetAsync(link, cancellationToken);

            case PanelMessage.Cancel cancel:
                Find(link, cancel.RequestId)?.Cancel();
                break;

            case PanelMessage.EndWindow end:
                Find(link, end.RequestId)?.End();
                break;

            case PanelMessage.Provision wish:
                return TakeAsync(link, wish.RequestId, _ => Task.FromResult<WaitingRequest?>(new WaitingRequest(link, wish, null)), cancellationToken);

            case PanelMessage.Resume resume:
                return TakeAsync(link, resume.RequestId, token => InterruptedAsync(link, resume.RequestId, token), cancellationToken);
        }

        return Task.CompletedTask;
    }

    /// <summary>Tells all panels how things stand, because that has changed.</summary>
    public async Task RefreshAsync(CancellationToken cancellationToken)
    {
        var panels = await storage.ReadPanelsAsync(cancellationToken).ConfigureAwait(false);
        WaitingRequest[] withdrawn;
        lock (gate)
        {
            withdrawn = [.. waiting.Where(request => panels.GetValueOrDefault(request.Link.Origin) != PanelTrust.Trusted)];
        }

        // Whoever withdraws a panel wants an end of what it has asked for.
        foreach (var request in withdrawn)
        {
            request.Cancel();
        }

        foreach (var link in links.Values)
        {
            link.Send(await StateForAsync(link, cancellationToken).ConfigureAwait(false));
        }

        await storage.WriteServingAsync(Serving(), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Takes the operator's answer to a question, from the extension's own window.</summary>
    public void Decide(string questionId, bool isYes) => desk.Decide(questionId, isYes);

    /// <summary>Ends the window that is left to a person, if there is one: the operator has said so in the extension's own window.</summary>
    public void EndWindow()
    {
        lock (gate)
        {
            waiting.FirstOrDefault(request => request.Started is not null)?.End();
        }
    }

    private async Task GreetAsync(PanelLink link, CancellationToken cancellationToken)
    {
        // From now on the popup asks the operator about this panel.
        var panels = await storage.ReadPanelsAsync(cancellationToken).ConfigureAwait(false);
        if (!panels.ContainsKey(link.Origin))
        {
            await storage.WritePanelAsync(link.Origin, PanelTrust.Unconfirmed, cancellationToken).ConfigureAwait(false);
        }

        link.Send(await StateForAsync(link, cancellationToken).ConfigureAwait(false));
    }

    private async Task TakeAsync(PanelLink link, string requestId, Func<CancellationToken, Task<WaitingRequest?>> read, CancellationToken cancellationToken)
    {
        var panels = await storage.ReadPanelsAsync(cancellationToken).ConfigureAwait(false);
        if (panels.GetValueOrDefault(link.Origin) != PanelTrust.Trusted)
        {
            link.Send(new ExtensionMessage.Refused(requestId, ProvisioningError.Of(ErrorCodes.ExtensionPanelUntrusted)));
            return;
        }

        if (await read(cancellationToken).ConfigureAwait(false) is not { } request)
        {
            link.Send(new ExtensionMessage.Refused(requestId, ProvisioningError.Of(ErrorCodes.ModeUnavailable)));
            return;
        }

        bool isTaken;
        int ahead;
        lock (gate)
        {
            ahead = waiting.Count;
            isTaken = ahead < MostWaiting && waiting.All(other => other.Wish.RequestId != requestId);
            if (isTaken)
            {
                waiting.Add(request);
            }
        }

        if (!isTaken)
        {
            link.Send(new ExtensionMessage.Refused(requestId, ProvisioningError.Of(ErrorCodes.ExtensionQueueFull)));
            return;
        }

        link.Send(new ExtensionMessage.Queued(requestId, ahead));
        await ServeAsync(cancellationToken).ConfigureAwait(false);
    }

    private async Task ServeAsync(CancellationToken cancellationToken)
    {
        while (Next() is { } request)
        {
            request.Started = time.GetUtcNow();
            var attempt = await TryRunAsync(request, cancellationToken).ConfigureAwait(false);
            lock (gate)
            {
                waiting.Remove(request);
                isServing = false;
            }

            request.Link.Send(attempt.TryGet(out var record, out var error) ? new ExtensionMessage.Finished(record) : new ExtensionMessage.Refused(request.Wish.RequestId, error));
            request.Dispose();
            try
            {
                await RefreshAsync(cancellationToken).ConfigureAwait(false);
            }
            catch (Exception)
            {
                // Whoever asks how things stand is told why that is not known; the queue goes on.
                continue;
            }
        }
    }

    private async Task<Attempt<ProvisioningRecord>> TryRunAsync(WaitingRequest request, CancellationToken cancellationToken)
    {
        try
        {
            await RefreshAsync(cancellationToken).ConfigureAwait(false);
            return request.Cancelled.IsCancellationRequested ? ProvisioningError.Of(ErrorCodes.Cancelled) : await runner.RunAsync(request).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            // One request must not take the queue with it. What the exception says may hold anything.
            return Threw(exception);
        }
    }

    private static ProvisioningError Threw(Exception exception) => ProvisioningError.Of(ErrorCodes.Unexpected, $"The extension threw {exception.GetType().Name}.");

    private ServedRequest? Serving()
    {
        lock (gate)
        {
            return waiting is [{ Started: { } started } served, ..] ? new ServedRequest(served.Wish.RequestId, served.Wish.User, served.Wish.Mode, started) : null;
        }
    }

    private WaitingRequest? Next()
    {
        lock (gate)
        {
            if (isServing || waiting.Count == 0)
            {
                return null;
            }

            isServing = true;
            return waiting[0];
        }
    }

    private WaitingRequest? Find(PanelLink link, string requestId)
    {
        lock (gate)
        {
            return waiting.FirstOrDefault(request => request.Link == link && request.Wish.RequestId == requestId);
        }
    }

    private async Task<WaitingRequest?> InterruptedAsync(PanelLink link, string requestId, CancellationToken cancellationToken)
    {
        var requests = await storage.ReadRequestsAsync(link.Origin, cancellationToken).ConfigureAwait(false);
        return requests.FirstOrDefault(request => request.RequestId == requestId) is { } wish
            ? new WaitingRequest(link, wish, await RecordAsync(requestId, cancellationToken).ConfigureAwait(false))
            : null;
    }

    private async Task<ExtensionMessage.State> StateForAsync(PanelLink link, CancellationToken cancellationToken)
    {
        var things = BrowserThings.Of(await bridge.RepeatableAsync("things", [], ErrorCodes.BrowserLost, cancellationToken).ConfigureAwait(false));
        var panels = await storage.ReadPanelsAsync(cancellationToken).ConfigureAwait(false);
        var state = new ExtensionMessage.State(
            things.ExtensionVersion,
            new BrowserVersion(things.Browser, things.BrowserVersion),
            things.IsPrivateAllowed,
            things.MissingPermissions,
            panels.GetValueOrDefault(link.Origin),
            things.PrivateWindows > 0 && !Tabs.IsAnyOpen);
        if (state.Trust != PanelTrust.Trusted)
        {
            // Who is being served is nobody else's business.
            return state;
        }

        var open = await storage.ReadRequestsAsync(link.Origin, cancellationToken).ConfigureAwait(false);
        WaitingRequest[] ours;
        lock (gate)
        {
            ours = [.. waiting];
        }

        var dead = open.Where(request => ours.All(other => other.Wish.RequestId != request.RequestId)).ToList();
        var interrupted = new List<InterruptedRun>();
        foreach (var request in dead)
        {
            var record = await RecordAsync(request.RequestId, cancellationToken).ConfigureAwait(false);
            interrupted.Add(new InterruptedRun(request.RequestId, request.User, request.Mode, record?.Started ?? time.GetUtcNow(), record?.State ?? default, record?.AccessPassId, record?.CredentialId));
        }

        return state with { Serving = Serving(), Waiting = ours.Count(request => request.Started is null), Interrupted = interrupted };
    }

    private async Task<ProvisioningRecord?> RecordAsync(string requestId, CancellationToken cancellationToken) =>
        ProvisioningRecords.Fold(await journal.ReadRunAsync(requestId, cancellationToken).ConfigureAwait(false)).SingleOrDefault();
}
