using System.Collections.Concurrent;
using IdMelon.Provisioning.Operators;

namespace IdMelon.Provisioning.BrowserExtension.Tests.Journeys;

/// <summary>Whoever sits at the panel: sees passes and hints there.</summary>
internal sealed class PanelPerson : IOperator
{
    private readonly TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<ShownAccessPass> shown = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Gets the first pass that is shown.</summary>
    public Task<ShownAccessPass> Shown => shown.Task;

    public bool IsPassShown { get; private set; }

    public ConcurrentQueue<OperatorHintKind> Hints { get; } = new();

    public Task ShowAccessPassAsync(ShownAccessPass pass, CancellationToken cancellationToken)
    {
        IsPassShown = true;
        shown.TrySetResult(pass);
        return Task.CompletedTask;
    }

    public Task WithdrawAccessPassAsync(string requestId, CancellationToken cancellationToken)
    {
        IsPassShown = false;
        return Task.CompletedTask;
    }

    public Task<bool> ConfirmCreationAsync(CreationQuestion question, CancellationToken cancellationToken) => throw new NotSupportedException();

    public void Hint(OperatorHint hint) => Hints.Enqueue(hint.Kind);

    public Task UntilEndedAsync(string requestId, CancellationToken cancellationToken) => ended.Task.WaitAsync(cancellationToken);

    public void End() => ended.TrySetResult();
}
