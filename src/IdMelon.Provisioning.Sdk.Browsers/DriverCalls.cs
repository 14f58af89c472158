namespace IdMelon.Provisioning.Browsers;

/// <summary>Waits for calls to drivers that cannot be cancelled themselves.</summary>
public static class DriverCalls
{
    /// <summary>Waits for a call until the caller has had enough; what the driver says after that is nobody's business.</summary>
    public static Task<T> AbandonableAsync<T>(this Task<T> call, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(call);
        Forget(call);
        return call.WaitAsync(cancellationToken);
    }

    /// <inheritdoc cref="AbandonableAsync{T}(Task{T}, CancellationToken)"/>
    public static Task AbandonableAsync(this Task call, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(call);
        Forget(call);
        return call.WaitAsync(cancellationToken);
    }

    /// <summary>Waits for something to be opened; if the caller has had enough before, it is closed as soon as it is open.</summary>
    /// <exception cref="OperationCanceledException">The caller has had enough.</exception>
    public static async Task<T> OrDiscardedAsync<T>(this Task<T> opening, CancellationToken cancellationToken)
        where T : IAsyncDisposable
    {
        ArgumentNullException.ThrowIfNull(opening);
        try
        {
            return await opening.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            _ = DiscardAsync(opening);
            throw;
        }
    }

    /// <summary>Closes what was opened, or is still being opened. An opening that failed has been told to whoever asked for it.</summary>
    internal static async Task DiscardAsync<T>(this Task<T> opening)
        where T : IAsyncDisposable
    {
        ArgumentNullException.ThrowIfNull(opening);
        try
        {
            await using ((await opening.ConfigureAwait(false)).ConfigureAwait(false))
            {
            }
        }
        catch (Exception) when (!opening.IsCompletedSuccessfully)
        {
            // Nothing was opened.
        }
    }

    private static void Forget(Task call) =>
        _ = call.ContinueWith(static ended => ended.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted | TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
}
