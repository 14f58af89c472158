using IdMelon.Provisioning.Diagnostics;
using IdMelon.Provisioning.Operators;
using IdMelon.Provisioning.Requests;
using IdMelon.Provisioning.Tenants;
using Microsoft.Extensions.Logging;

namespace IdMelon.Provisioning.Running;

/// <summary>One run's way to the operator; without an operator nothing is shown, and nobody ends anything.</summary>
internal sealed class OperatorDesk(IOperator? person, ProvisioningRequest request, ILogger logger)
{
    private readonly TaskCompletionSource closed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool isShown;
    private bool isListening;

    /// <summary>Gets what ends when the operator wants the window to end.</summary>
    public Task Ended => ended.Task;

    public async Task ShowAsync(AccessPass pass, CancellationToken cancellationToken)
    {
        isShown = true;
        await person!.ShowAccessPassAsync(new(request.Id, request.User, pass.Secret, pass.Start + pass.Lifetime, pass.SingleUse), cancellationToken).ConfigureAwait(false);
    }

    public Task WithdrawAsync(CancellationToken cancellationToken) => isShown ? person!.WithdrawAccessPassAsync(request.Id, cancellationToken) : Task.CompletedTask;

    public void Hint(OperatorHintKind kind, DateTimeOffset until)
    {
        try
        {
            person?.Hint(new(request.Id, request.User, kind, request.PasskeyName, until));
        }
        catch (Exception exception)
        {
            logger.OperatorThrew(request.Id, nameof(IOperator.Hint), exception.GetType().FullName);
        }
    }

    /// <summary>Listens from now on for the operator's wish to end.</summary>
    public void Listen()
    {
        if (person is not null && !isListening)
        {
            isListening = true;
            _ = ListenAsync(person);
        }
    }

    /// <summary>Listens no longer.</summary>
    public void Close() => closed.TrySetResult();

    private async Task ListenAsync(IOperator listened)
    {
        using var closing = new CancellationTokenSource();
        try
        {
            var listening = listened.UntilEndedAsync(request.Id, closing.Token);
            if (await Task.WhenAny(listening, closed.Task).ConfigureAwait(false) != listening)
            {
                await closing.CancelAsync().ConfigureAwait(false);
            }

            await listening.ConfigureAwait(false);
            ended.TrySetResult();
        }
        catch (OperationCanceledException) when (closing.IsCancellationRequested)
        {
            // The run is over.
            return;
        }
        catch (Exception exception)
        {
            // Whoever cannot end the window this way can still close it, and its time ends.
            logger.OperatorThrew(request.Id, nameof(IOperator.UntilEndedAsync), exception.GetType().FullName);
        }
    }
}
