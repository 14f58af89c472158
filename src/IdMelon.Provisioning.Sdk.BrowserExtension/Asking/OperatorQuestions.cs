using System.Collections.Concurrent;
using IdMelon.Provisioning.BrowserExtension.Bridging;
using IdMelon.Provisioning.BrowserExtension.Hosting;

namespace IdMelon.Provisioning.BrowserExtension.Asking;

/// <summary>Asks the operator in the extension's own window, which no page can imitate or answer.</summary>
internal sealed class OperatorQuestions(IExtensionBridge bridge, ExtensionStorage storage)
{
    private readonly ConcurrentDictionary<string, TaskCompletionSource<bool>> open = new(StringComparer.Ordinal);

    /// <summary>Asks, and waits for the answer. A cancelled question is taken away.</summary>
    public async Task<bool> AskAsync(OperatorQuestion question, CancellationToken cancellationToken)
    {
        var answer = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        open[question.Id] = answer;
        try
        {
            await storage.WriteQuestionAsync(question, cancellationToken).ConfigureAwait(false);
            await bridge.RepeatableAsync("ask", [], ErrorCodes.BrowserLost, cancellationToken).ConfigureAwait(false);
            return await answer.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            open.TryRemove(question.Id, out _);
            await storage.RemoveQuestionAsync(question.Id, CancellationToken.None).ConfigureAwait(false);
        }
    }

    /// <summary>Takes an answer. One that nobody waits for any more is dropped.</summary>
    public void Decide(string id, bool isYes)
    {
        if (open.TryGetValue(id, out var waiting))
        {
            waiting.TrySetResult(isYes);
        }
    }
}
