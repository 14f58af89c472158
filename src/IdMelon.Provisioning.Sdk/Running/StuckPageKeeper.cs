using IdMelon.Provisioning.Diagnostics;
using IdMelon.Provisioning.Recognition;
using IdMelon.Provisioning.Requests;
using IdMelon.Provisioning.StuckPages;
using IdMelon.Provisioning.Transitions;
using Microsoft.Extensions.Logging;

namespace IdMelon.Provisioning.Running;

/// <summary>Hands the pages at which one run gets stuck to the store, each of them once. What goes wrong with that is logged, and changes nothing else.</summary>
internal sealed class StuckPageKeeper(BrowserWindow window, ProvisioningRequest request, ProvisioningParts parts, IStepRecognizer recognizer, ILogger logger)
{
    // Nobody waits longer for a page that is only kept for later; the pass is still good meanwhile.
    private static readonly TimeSpan Budget = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan ScreenshotBudget = TimeSpan.FromSeconds(3);

    private readonly HashSet<string> kept = new(StringComparer.Ordinal);

    /// <summary>Keeps the page that the window shows, if it is why the run could not go on.</summary>
    /// <param name="happening">What happened there.</param>
    /// <param name="state">Where the run was.</param>
    /// <param name="cancellationToken">Ends the call at once.</param>
    public async Task KeepAsync(Happening happening, ProvisioningState state, CancellationToken cancellationToken)
    {
        if (parts.StuckPages is not { } store || !IsStuck(happening.Instead ?? happening.Trigger) || window.Page is not { } seen || !kept.Add(seen.Snapshot.Fingerprint))
        {
            return;
        }

        using var budget = new CancellationTokenSource(Budget, parts.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, budget.Token);
        try
        {
            var personal = new PersonalTexts(request.User.ToString(), [request.PasskeyName, .. request.PersonalTexts.SelectMany(text => text.Split(' ').Prepend(text))]);
            var redaction = new PageRedaction(recognizer, personal);
            var page = new StuckPage(personal.WithoutKnown(request.Id), parts.Time.GetUtcNow(), state, redaction.Redact(seen.Snapshot), redaction.Redact(seen.Step, seen.Snapshot))
            {
                Error = happening.Error,
                Pack = recognizer is PackRecognizer packs ? $"{packs.Pack.Id} {packs.Pack.Version}" : null,
                Screenshot = store.WantsScreenshots ? await ScreenshotAsync(either.Token).ConfigureAwait(false) : null,
            };
            await AbandonableAsync(store.SaveAsync(page, either.Token), either.Token).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            // The message may quote the page.
            logger.StuckPageNotKept(request.Id, exception.GetType().FullName);
        }
    }

    private static bool IsStuck(ProvisioningTrigger trigger) =>
        trigger is ProvisioningTrigger.PageUnknown or ProvisioningTrigger.PageUnexpected or ProvisioningTrigger.PageStalled;

    private async Task<ReadOnlyMemory<byte>?> ScreenshotAsync(CancellationToken cancellationToken)
    {
        using var budget = new CancellationTokenSource(ScreenshotBudget, parts.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, budget.Token);
        try
        {
            if (window.TakeScreenshotAsync(either.Token) is { } taking)
            {
                return await AbandonableAsync(taking, either.Token).ConfigureAwait(false);
            }

            logger.ScreenshotNotTaken(request.Id, "the browser cannot take any");
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            // The page is worth keeping without it.
            logger.ScreenshotNotTaken(request.Id, exception.GetType().FullName);
        }

        return null;
    }

    private static async Task<T> AbandonableAsync<T>(Task<T> work, CancellationToken cancellationToken)
    {
        await AbandonableAsync((Task)work, cancellationToken).ConfigureAwait(false);
        return await work.ConfigureAwait(false);
    }

    /// <summary>Waits until the budget ends; what comes after that is nobody's business.</summary>
    private static Task AbandonableAsync(Task work, CancellationToken cancellationToken)
    {
        _ = work.ContinueWith(static ended => ended.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted | TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        return work.WaitAsync(cancellationToken);
    }
}
