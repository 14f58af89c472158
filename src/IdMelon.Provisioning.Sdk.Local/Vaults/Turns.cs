namespace IdMelon.Provisioning.Local.Vaults;

/// <summary>Lets one caller after the other through, in the order of their coming. Needs no disposing.</summary>
internal sealed class Turns
{
    private readonly Lock gate = new();
    private Task last = Task.CompletedTask;

    /// <returns>What ends the turn.</returns>
    public async Task<TaskCompletionSource> TakeAsync(CancellationToken cancellationToken)
    {
        var mine = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Task before;
        lock (gate)
        {
            before = last;
            last = mine.Task;
        }

        try
        {
            await before.WaitAsync(cancellationToken).ConfigureAwait(false);
            return mine;
        }
        catch (OperationCanceledException)
        {
            // Whoever comes next still waits for whoever came before.
            _ = before.ContinueWith(_ => mine.SetResult(), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
            throw;
        }
    }
}
