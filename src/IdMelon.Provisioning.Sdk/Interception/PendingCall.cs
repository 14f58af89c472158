namespace IdMelon.Provisioning.Interception;

/// <summary>A call that waits for its answer, and the ways in which it may end without one.</summary>
internal sealed class PendingCall : IDisposable
{
    private readonly CancellationTokenSource timeout;
    private readonly CancellationTokenSource ended;

    public PendingCall(string? id, TimeSpan timeout, TimeProvider time, CancellationToken closing)
    {
        Id = id;
        this.timeout = new CancellationTokenSource(timeout, time);
        ended = CancellationTokenSource.CreateLinkedTokenSource(this.timeout.Token, closing);
        Token = ended.Token;
    }

    public string? Id { get; }

    /// <summary>Gets whether the page has called it off.</summary>
    public bool IsCalledOff { get; private set; }

    public CancellationToken Token { get; }

    public void CallOff()
    {
        IsCalledOff = true;
        End();
    }

    public void End()
    {
        try
        {
            ended.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // It has its answer already.
            return;
        }
    }

    public void Dispose()
    {
        // Whoever still works for this call must find it ended.
        End();
        ended.Dispose();
        timeout.Dispose();
    }
}
