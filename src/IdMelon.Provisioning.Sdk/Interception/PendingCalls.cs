namespace IdMelon.Provisioning.Interception;

/// <summary>Lets one call be answered at a time, and ends it when the page, the time or the run does.</summary>
internal sealed class PendingCalls
{
    private readonly Lock gate = new();
    private readonly HashSet<Task> works = [];
    private PendingCall? current;
    private bool isClosed;

    /// <summary>Gets whether anybody still works on a call, also on one that has ended.</summary>
    public bool IsUnderWay
    {
        get
        {
            lock (gate)
            {
                return works.Count > 0;
            }
        }
    }

    /// <summary>Gets whether no call is answered any more.</summary>
    public bool IsClosed
    {
        get
        {
            lock (gate)
            {
                return isClosed;
            }
        }
    }

    /// <summary>Answers a call, unless another one is being answered.</summary>
    public async Task<string> RunAsync(PendingCall pending, Func<CancellationToken, Task<string>> answer)
    {
        Task<string> work;
        lock (gate)
        {
            if (isClosed)
            {
                return CallRefusal.Ended.ToJson();
            }

            if (current is not null)
            {
                return CallRefusal.Busy.ToJson();
            }

            current = pending;
            work = BeginAsync(pending, answer);
            works.Add(work);
        }

        _ = work.ContinueWith(Forget, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        try
        {
            // An authenticator may not listen to cancellation; the page does not wait for it all the same.
            return await work.WaitAsync(pending.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            return (pending.IsCalledOff ? CallRefusal.CalledOff : CallRefusal.Ended).ToJson();
        }
        finally
        {
            lock (gate)
            {
                current = null;
            }
        }
    }

    /// <summary>Ends the call of that name.</summary>
    public void CallOff(string id)
    {
        PendingCall? ending;
        lock (gate)
        {
            ending = current?.Id == id ? current : null;
        }

        ending?.CallOff();
    }

    /// <summary>Ends the call that is being answered, lets no further one begin, and waits for whoever works on one.</summary>
    public async Task CloseAsync(CancellationToken cancellationToken)
    {
        Task[] last;
        PendingCall? ending;
        lock (gate)
        {
            isClosed = true;
            last = [.. works];
            ending = current;
        }

        ending?.End();
        var ended = Task.WhenAll(last).ContinueWith(static _ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        await ended.WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    private static async Task<string> BeginAsync(PendingCall pending, Func<CancellationToken, Task<string>> answer)
    {
        // Nothing of a part runs under the lock that this begins in.
        await Task.Yield();
        return await answer(pending.Token).ConfigureAwait(false);
    }

    private void Forget(Task work)
    {
        _ = work.Exception;
        lock (gate)
        {
            works.Remove(work);
        }
    }
}
