using IdMelon.Provisioning.Browsing;

namespace IdMelon.Provisioning.Interception;

/// <summary>The call that the browser itself is answering, between the two messages in which it begins and ends.</summary>
internal sealed class BrowserCalls(BrowserCeremony ceremony, TimeProvider time)
{
    private readonly Lock gate = new();
    private BrowserCall? current;

    /// <summary>Gets whether the browser is at work.</summary>
    public bool IsUnderWay
    {
        get
        {
            lock (gate)
            {
                return current?.Until > time.GetUtcNow();
            }
        }
    }

    /// <summary>Prepares the browser for a call.</summary>
    /// <returns>The call; null if this page's browser cannot answer it.</returns>
    public async Task<BrowserCall?> BeginAsync(PasskeyCall call, string? id, PasskeyCallRequest.Create request, TimeSpan timeout, CancellationToken cancellationToken)
    {
        var authenticator = ceremony == BrowserCeremony.VirtualAuthenticator ? call.BrowserAuthenticator : null;
        if (id is null || (ceremony == BrowserCeremony.VirtualAuthenticator && authenticator is null))
        {
            return null;
        }

        var beginning = new BrowserCall(id, request, authenticator, time.GetUtcNow() + timeout);
        BrowserCall? stale;
        lock (gate)
        {
            (stale, current) = (current, beginning);
        }

        // A page that has gone away says nothing of a call that it was waiting for. One that still waits gets no credential for it.
        await EndAsync(stale).ConfigureAwait(false);
        try
        {
            await beginning.PrepareAsync(cancellationToken).ConfigureAwait(false);
            cancellationToken.ThrowIfCancellationRequested();
            return beginning;
        }
        catch
        {
            await EndAsync(Take(id)).ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Takes the call of that name over, to finish it; null if there is none, or its time is over.</summary>
    public async Task<BrowserCall?> TakeAsync(string? id)
    {
        if (Take(id) is not { } taken)
        {
            return null;
        }

        if (taken.Until > time.GetUtcNow())
        {
            return taken;
        }

        await EndAsync(taken).ConfigureAwait(false);
        return null;
    }

    /// <summary>Ends the call of that name.</summary>
    public Task CallOffAsync(string id) => EndAsync(Take(id));

    /// <summary>Ends whatever call there is.</summary>
    public Task CloseAsync()
    {
        BrowserCall? last;
        lock (gate)
        {
            (last, current) = (current, null);
        }

        return EndAsync(last);
    }

    private BrowserCall? Take(string? id)
    {
        lock (gate)
        {
            if (current is null || current.Id != id)
            {
                return null;
            }

            var taken = current;
            current = null;
            return taken;
        }
    }

    private Task EndAsync(BrowserCall? call) => call?.EndAsync(time) ?? Task.CompletedTask;
}
