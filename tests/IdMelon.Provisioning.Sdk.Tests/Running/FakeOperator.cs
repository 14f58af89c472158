using IdMelon.Provisioning.Operators;

namespace IdMelon.Provisioning.Tests.Running;

/// <summary>An operator who agrees to everything, unless told otherwise, and writes down what was shown.</summary>
internal sealed class FakeOperator : IOperator
{
    public List<ShownAccessPass> Shown { get; } = [];

    public List<string> Withdrawn { get; } = [];

    public List<OperatorHint> Hints { get; } = [];

    public List<CreationQuestion> Questions { get; } = [];

    public Func<ShownAccessPass, Task> OnShow { get; init; } = _ => Task.CompletedTask;

    public Func<CreationQuestion, CancellationToken, Task<bool>> Answer { get; init; } = (_, _) => Task.FromResult(true);

    public TaskCompletionSource Ended { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public async Task ShowAccessPassAsync(ShownAccessPass pass, CancellationToken cancellationToken)
    {
        Shown.Add(pass);
        await OnShow(pass);
    }

    public Task WithdrawAccessPassAsync(string requestId, CancellationToken cancellationToken)
    {
        Withdrawn.Add(requestId);
        return Task.CompletedTask;
    }

    public Task<bool> ConfirmCreationAsync(CreationQuestion question, CancellationToken cancellationToken)
    {
        Questions.Add(question);
        return Answer(question, cancellationToken);
    }

    public void Hint(OperatorHint hint) => Hints.Add(hint);

    public Task UntilEndedAsync(string requestId, CancellationToken cancellationToken) => Ended.Task.WaitAsync(cancellationToken);
}
