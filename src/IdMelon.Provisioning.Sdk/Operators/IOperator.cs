namespace IdMelon.Provisioning.Operators;

/// <summary>Whoever sits at the windows that are left to a person, or watches over them: shown what they need, asked what only they may decide.</summary>
/// <remarks>
/// Thread-safe: several runs may speak to the same operator, and every call names its request. What a call shows may come from a page or from the directory: show it as text, never as markup.
/// A run without an operator can neither show an access pass nor capture passkeys for other relying parties; it is refused with <see cref="ErrorCodes.OperatorMissing"/>.
/// </remarks>
public interface IOperator
{
    /// <summary>Shows an access pass to the person who is going to sign in. Only then does the window open.</summary>
    /// <param name="pass">The pass; its secret is for the person's eyes, and for no log, clipboard history or storage.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>Ends when it is shown; a failure ends the run, which revokes the pass.</returns>
    Task ShowAccessPassAsync(ShownAccessPass pass, CancellationToken cancellationToken);

    /// <summary>Takes the access pass of a request away, if it is shown. Called in clean-up, before or while the pass is revoked; may be called for one that is not shown.</summary>
    /// <param name="requestId">The request.</param>
    /// <param name="cancellationToken">The clean-up's own budget.</param>
    Task WithdrawAccessPassAsync(string requestId, CancellationToken cancellationToken);

    /// <summary>Asks whether a page may have a passkey, in the capture mode.</summary>
    /// <param name="question">Who asks for what.</param>
    /// <param name="cancellationToken">Ends when the page no longer waits: take the question away.</param>
    /// <returns>Whether it may. Without a clear yes the page gets none.</returns>
    Task<bool> ConfirmCreationAsync(CreationQuestion question, CancellationToken cancellationToken);

    /// <summary>Tells what the person is to do next. Must return quickly and not throw. The default does nothing.</summary>
    /// <remarks>How a run gets on is in its journal; this is only what the journal does not hold.</remarks>
    void Hint(OperatorHint hint)
    {
    }

    /// <summary>Waits until the operator wants the window of a request to end. The default never does; the person can close the window itself.</summary>
    /// <param name="requestId">The request.</param>
    /// <param name="cancellationToken">Ends with the run.</param>
    Task UntilEndedAsync(string requestId, CancellationToken cancellationToken) =>
        new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously).Task.WaitAsync(cancellationToken);
}
