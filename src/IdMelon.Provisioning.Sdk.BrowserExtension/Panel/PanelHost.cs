using System.Collections.Concurrent;
using IdMelon.Provisioning.Running;
using IdMelon.Provisioning.Vaults;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace IdMelon.Provisioning.BrowserExtension.Panel;

/// <summary>A panel's side of one connection to the extension: answers the extension's questions from the parts, and tells what comes of the panel's wishes.</summary>
/// <remarks>
/// Thread-safe. For each page that is connected there is one. The page relays texts between the extension's port and <see cref="ReceiveAsync"/> without reading them.
/// Disposing tells everybody who waits that the extension is gone, and revokes the access passes of the runs that were not over.
/// </remarks>
public sealed class PanelHost : IAsyncDisposable
{
    private readonly PanelParts parts;
    private readonly Func<string, CancellationToken, Task> post;
    private readonly Action<ExtensionMessage>? onMessage;
    private readonly ILogger logger;
    private readonly ConcurrentDictionary<string, PanelRun> runs = new(StringComparer.Ordinal);

    /// <summary>Begins a connection.</summary>
    /// <param name="parts">What is answered from.</param>
    /// <param name="post">Posts a text to the extension's port. The text may hold an access pass: it is passed on, not shown or logged.</param>
    /// <param name="onMessage">Hears every message but questions, possibly on any thread; must return quickly and not throw.</param>
    public PanelHost(PanelParts parts, Func<string, CancellationToken, Task> post, Action<ExtensionMessage>? onMessage = null)
    {
        ArgumentNullException.ThrowIfNull(parts);
        ArgumentNullException.ThrowIfNull(post);
        this.parts = parts;
        this.post = post;
        this.onMessage = onMessage;
        logger = (parts.Loggers ?? NullLoggerFactory.Instance).CreateLogger<PanelHost>();
    }

    /// <summary>Asks how things stand. The answer, and every change, comes as <see cref="ExtensionMessage.State"/>.</summary>
    public Task HelloAsync(CancellationToken cancellationToken) => PostAsync(new PanelMessage.Hello(), cancellationToken);

    /// <summary>Asks for a passkey, and waits until the run is over.</summary>
    /// <param name="request">The wish; <see cref="PanelMessage.Provision.KeepsKeys"/> and <see cref="PanelMessage.Provision.BrowserKeys"/> are set here, from the parts.</param>
    /// <param name="cancellationToken">Asks the extension to end the run, which then cleans up.</param>
    /// <returns>The record of the run, or why there was none.</returns>
    public async Task<Attempt<ProvisioningRecord>> ProvisionAsync(PanelMessage.Provision request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (request is { Mode: PanelMode.Manual, ShowsAccessPass: true } && parts.Operator is null)
        {
            return ProvisioningError.Of(ErrorCodes.OperatorMissing, "Nobody could be shown the access pass.");
        }

        BrowserKeysWish? browserKeys = null;
        if (parts.MakesKeysInBrowser)
        {
            if (parts.Vault is not ISealedPasskeyVault { SealingRecipients: { Count: > 0 } recipients })
            {
                return ProvisioningError.Of(ErrorCodes.VaultRecipientInvalid, "The panel's vault has none for whom the extension could seal keys.");
            }

            browserKeys = new(recipients) { Aaguid = parts.BrowserKeysAaguid };
        }

        var asked = request with { KeepsKeys = parts.Vault.IsDurable || parts.AllowsVolatileVault, BrowserKeys = browserKeys };
        return await RunAsync(asked, asked, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Takes up a run that ended with the browser, and waits until it is over.</summary>
    /// <param name="request">The wish as it was: same request, same user.</param>
    /// <param name="cancellationToken">Asks the extension to end the run.</param>
    /// <returns>The record of the run, or why there was none.</returns>
    public async Task<Attempt<ProvisioningRecord>> ResumeAsync(PanelMessage.Provision request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        return await RunAsync(request, new PanelMessage.Resume(request.RequestId), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Asks the extension to end a run, or to take it out of the queue.</summary>
    public Task CancelAsync(string requestId, CancellationToken cancellationToken) => PostAsync(new PanelMessage.Cancel(requestId), cancellationToken);

    /// <summary>Ends the window of a run that is left to a person. What was registered until then counts.</summary>
    public Task EndWindowAsync(string requestId, CancellationToken cancellationToken) => PostAsync(new PanelMessage.EndWindow(requestId), cancellationToken);

    /// <summary>Takes a text that came from the extension's port.</summary>
    /// <remarks>Returns once a question is answered; others may be received meanwhile.</remarks>
    /// <param name="text">The text. What is not of the protocol is logged by its code and dropped.</param>
    /// <param name="cancellationToken">Cancels the answering.</param>
    public async Task ReceiveAsync(string text, CancellationToken cancellationToken)
    {
        if (!PanelProtocol.ReadFromExtension(text).TryGet(out var message, out var error))
        {
            logger.MessageRefused(error.Code);
            if (PanelProtocol.CallOf(text) is { } call)
            {
                // Whoever asked is not left waiting.
                await PostAsync(new PanelMessage.Answer(call, new AnswerBody.Failed(error)), cancellationToken).ConfigureAwait(false);
            }

            return;
        }

        switch (message)
        {
            case ExtensionMessage.Ask ask:
                await PostAsync(AnswerOf(ask.Call, await AnswerAsync(ask, cancellationToken).ConfigureAwait(false)), cancellationToken).ConfigureAwait(false);
                return;

            case ExtensionMessage.Hint hint when runs.TryGetValue(hint.RequestId, out var run):
                run.Hear(hint);
                break;

            case ExtensionMessage.Finished finished when runs.TryRemove(finished.Record.RequestId, out var run):
                run.End(finished.Record);
                break;

            case ExtensionMessage.Refused { RequestId: { } requestId } refused when runs.TryRemove(requestId, out var run):
                // Usually nothing was begun; there is no record to tell.
                await run.AbandonAsync().ConfigureAwait(false);
                run.End(refused.Error);
                break;
        }

        onMessage?.Invoke(message);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var requestId in runs.Keys)
        {
            if (runs.TryRemove(requestId, out var run))
            {
                run.End(ProvisioningError.Of(ErrorCodes.ExtensionPanelGone));
                await run.AbandonAsync().ConfigureAwait(false);
            }
        }
    }

    private async Task<Attempt<ProvisioningRecord>> RunAsync(PanelMessage.Provision request, PanelMessage message, CancellationToken cancellationToken)
    {
        var run = new PanelRun(request, parts, logger);
        if (!runs.TryAdd(request.RequestId, run))
        {
            return ProvisioningError.Of(ErrorCodes.ExtensionQueueFull);
        }

        await PostAsync(message, cancellationToken).ConfigureAwait(false);
        if (request.Mode is PanelMode.Manual or PanelMode.Capture)
        {
            _ = run.ListenAsync(() => EndWindowAsync(request.RequestId, CancellationToken.None));
        }

        var cancelling = cancellationToken.Register(() => _ = CancelAsync(request.RequestId, CancellationToken.None));
        await using (cancelling.ConfigureAwait(false))
        {
            return await run.Result.Task.ConfigureAwait(false);
        }
    }

    private async Task<AnswerBody> AnswerAsync(ExtensionMessage.Ask ask, CancellationToken cancellationToken)
    {
        if (!runs.TryGetValue(ask.RequestId, out var run))
        {
            return new AnswerBody.Failed(ProvisioningError.Of(ErrorCodes.ExtensionMessageBroken, "The request is none of this panel."));
        }

        try
        {
            return await run.AnswerAsync(ask.Body, cancellationToken).ConfigureAwait(false);
        }
        catch (ProvisioningException exception)
        {
            return new AnswerBody.Failed(exception.Error);
        }
        catch (Exception exception) when (exception is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            // A part's own message may hold anything.
            logger.PartThrew(ask.Body.GetType().Name, exception.GetType().FullName);
            return new AnswerBody.Failed(ProvisioningError.Of(ErrorCodes.Unexpected, $"The panel's part threw {exception.GetType().Name}."));
        }
    }

    // An answer that the extension would not read is as good as none.
    private static PanelMessage.Answer AnswerOf(int call, AnswerBody body)
    {
        var answer = new PanelMessage.Answer(call, body);
        return PanelProtocol.Write(answer).Length <= PanelProtocol.MaximumLength ? answer : new(call, new AnswerBody.Failed(ProvisioningError.Of(ErrorCodes.ExtensionMessageBroken, "The answer is too long.")));
    }

    private Task PostAsync(PanelMessage message, CancellationToken cancellationToken) => post(PanelProtocol.Write(message), cancellationToken);
}
