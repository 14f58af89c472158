using IdMelon.Provisioning.Operators;

namespace IdMelon.Provisioning.EndToEnd.Tests;

/// <summary>An operator of windows at other sites, who agrees or does not, and ends the window when told to.</summary>
internal sealed class PersonElsewhere : IOperator
{
    private readonly TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public bool Agrees { get; init; } = true;

    public List<CreationQuestion> Questions { get; } = [];

    public Task ShowAccessPassAsync(ShownAccessPass pass, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task WithdrawAccessPassAsync(string requestId, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<bool> ConfirmCreationAsync(CreationQuestion question, CancellationToken cancellationToken)
    {
        Questions.Add(question);
        return Task.FromResult(Agrees);
    }

    public Task UntilEndedAsync(string requestId, CancellationToken cancellationToken) => ended.Task.WaitAsync(cancellationToken);

    public void End() => ended.TrySetResult();
}
