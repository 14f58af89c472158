namespace IdMelon.Provisioning.Conformance;

/// <summary>A call that a fake holds in the middle, so that a test can act meanwhile.</summary>
public sealed class HeldCall
{
    private readonly TaskCompletionSource arrived = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource released = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Gets a task that completes when the call is there.</summary>
    public Task Arrived => arrived.Task;

    /// <summary>Lets the call go on.</summary>
    public void Release() => released.TrySetResult();

    internal async Task ArriveAsync(CancellationToken cancellationToken)
    {
        arrived.TrySetResult();
        await released.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
    }
}
