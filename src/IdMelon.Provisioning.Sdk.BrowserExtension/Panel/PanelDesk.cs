using IdMelon.Provisioning.Operators;
using IdMelon.Provisioning.Tenants;
using Microsoft.Extensions.Logging;

namespace IdMelon.Provisioning.BrowserExtension.Panel;

/// <summary>One run's way to the panel's operator. The pass that is shown is the one that the panel issued: the extension never has its secret.</summary>
internal sealed class PanelDesk(PanelMessage.Provision request, IOperator? person, ILogger logger)
{
    private static readonly SecretText Withheld = new("withheld");

    private readonly TaskCompletionSource over = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private AccessPass? issued;
    private bool isShown;

    private bool ShowsPasses => request is { Mode: PanelMode.Manual, ShowsAccessPass: true };

    /// <summary>Keeps a pass that is going to be shown.</summary>
    /// <returns>The pass as the extension gets it: with its secret only if the extension has to type it.</returns>
    public AccessPass Take(AccessPass pass)
    {
        if (request.Mode != PanelMode.Manual)
        {
            return pass;
        }

        issued = pass;
        return pass with { Secret = Withheld };
    }

    /// <summary>Shows the pass.</summary>
    /// <returns>Why it was not shown; null if it was.</returns>
    public async Task<ProvisioningError?> ShowAsync(CancellationToken cancellationToken)
    {
        if (!ShowsPasses || issued is not { } pass)
        {
            return ProvisioningError.Of(ErrorCodes.ExtensionMessageBroken, "The request shows no access pass, or none was issued.");
        }

        if (person is null)
        {
            return ProvisioningError.Of(ErrorCodes.OperatorMissing, "Nobody could be shown the access pass.");
        }

        isShown = true;
        await person.ShowAccessPassAsync(new(request.RequestId, request.User, pass.Secret, pass.Start + pass.Lifetime, pass.SingleUse), cancellationToken).ConfigureAwait(false);
        return null;
    }

    /// <summary>Takes the pass away, if it is shown.</summary>
    public async Task WithdrawAsync(CancellationToken cancellationToken)
    {
        issued = null;
        if (isShown)
        {
            await person!.WithdrawAccessPassAsync(request.RequestId, cancellationToken).ConfigureAwait(false);
            isShown = false;
        }
    }

    public void Hear(ExtensionMessage.Hint hint)
    {
        try
        {
            person?.Hint(new(request.RequestId, request.User, hint.Kind, hint.PasskeyName, hint.Until));
        }
        catch (Exception exception)
        {
            logger.PartThrew(nameof(IOperator.Hint), exception.GetType().FullName);
        }
    }

    /// <summary>Waits until the operator wants the window to end, and says so.</summary>
    public async Task ListenAsync(Func<Task> end)
    {
        if (person is null)
        {
            return;
        }

        using var closing = new CancellationTokenSource();
        try
        {
            var listening = person.UntilEndedAsync(request.RequestId, closing.Token);
            if (await Task.WhenAny(listening, over.Task).ConfigureAwait(false) != listening)
            {
                await closing.CancelAsync().ConfigureAwait(false);
            }

            await listening.ConfigureAwait(false);
            await end().ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (closing.IsCancellationRequested)
        {
            // The run is over.
            return;
        }
        catch (Exception exception)
        {
            // Whoever cannot end the window this way can still close it, and its time ends.
            logger.PartThrew(nameof(IOperator.UntilEndedAsync), exception.GetType().FullName);
        }
    }

    /// <summary>Listens no longer.</summary>
    public void Close() => over.TrySetResult();
}
