using System.Collections.Concurrent;
using IdMelon.Provisioning.BrowserExtension.Panel;

namespace IdMelon.Provisioning.BrowserExtension.Asking;

/// <summary>One connected panel page.</summary>
/// <param name="origin">The page's origin, as the browser says.</param>
/// <param name="post">Sends a text to the page.</param>
internal sealed class PanelLink(string origin, Action<string> post) : IPanelLink, IDisposable
{
    private readonly ConcurrentDictionary<int, TaskCompletionSource<Attempt<AnswerBody>>> open = new();
    private readonly CancellationTokenSource gone = new();
    private int last;

    public string Origin => origin;

    /// <summary>Ends when the page is gone.</summary>
    public CancellationToken Gone => gone.Token;

    public async Task<Attempt<AnswerBody>> AskAsync(string requestId, AskBody question, CancellationToken cancellationToken)
    {
        var call = Interlocked.Increment(ref last);
        var answer = new TaskCompletionSource<Attempt<AnswerBody>>(TaskCreationOptions.RunContinuationsAsynchronously);
        open[call] = answer;
        try
        {
            if (gone.IsCancellationRequested)
            {
                return Lost();
            }

            post(PanelProtocol.Write(new ExtensionMessage.Ask(call, requestId, question)));
            return await answer.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            open.TryRemove(call, out _);
        }
    }

    /// <summary>Sends a message; to a page that is gone nothing.</summary>
    public void Send(ExtensionMessage message)
    {
        if (!gone.IsCancellationRequested)
        {
            post(PanelProtocol.Write(message));
        }
    }

    /// <summary>Hands an answer to whoever asked. An answer that nobody waits for any more is dropped.</summary>
    public void Take(PanelMessage.Answer answer)
    {
        if (open.TryRemove(answer.Call, out var waiting))
        {
            waiting.TrySetResult(answer.Body);
        }
    }

    /// <summary>Tells everybody who waits that the page is gone.</summary>
    public void Dispose()
    {
        gone.Cancel();
        foreach (var waiting in open.Values)
        {
            waiting.TrySetResult(Lost());
        }
    }

    private static ProvisioningError Lost() => ProvisioningError.Of(ErrorCodes.ExtensionPanelGone);
}
