namespace IdMelon.Provisioning.Simulator.SignIn;

/// <summary>Carries changes from whoever orders them to a page that listens, one at a time.</summary>
internal sealed class PageChanges
{
    private readonly Lock gate = new();
    private Order? current;
    private TaskCompletionSource? news;
    private bool ended;

    /// <summary>Offers a change to the pages that listen and waits until one has made it; nobody finds it any more after that or after the wait was cancelled.</summary>
    public async Task OrderAsync(PageChange change, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var order = new Order(change);
        lock (gate)
        {
            ObjectDisposedException.ThrowIf(ended, typeof(EntraSimulator));
            current = current is null ? order : throw new InvalidOperationException("Another change is still under way.");
            Wake();
        }

        try
        {
            await order.Made.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            lock (gate)
            {
                current = current == order ? null : current;
            }
        }
    }

    /// <summary>Waits for a change. That a page asks again is the sign that the change it took before has been made, in the old document or in a new one.</summary>
    public async ValueTask<PageChange> NextAsync(bool afterChange, CancellationToken cancellationToken)
    {
        lock (gate)
        {
            if (afterChange && current is { IsTaken: true } taken)
            {
                taken.Made.TrySetResult();
            }
        }

        while (true)
        {
            Task change;
            lock (gate)
            {
                if (current is { IsTaken: false } order)
                {
                    order.IsTaken = true;
                    return order.Change;
                }

                news ??= new(TaskCreationOptions.RunContinuationsAsynchronously);
                change = news.Task;
            }

            await change.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Tells whoever waits for a change that no page will make it any more.</summary>
    public void End()
    {
        lock (gate)
        {
            ended = true;
            current?.Made.TrySetException(new ObjectDisposedException(nameof(EntraSimulator)));
        }
    }

    private void Wake()
    {
        news?.TrySetResult();
        news = null;
    }

    private sealed class Order(PageChange change)
    {
        public PageChange Change { get; } = change;

        public bool IsTaken { get; set; }

        public TaskCompletionSource Made { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
