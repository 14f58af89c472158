using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace IdMelon.Provisioning.Simulator.Events;

/// <summary>What happened in the simulated tenant, in order. The newest are kept, <see cref="EntraSimulatorOptions.KeptEvents"/> of them.</summary>
/// <remarks>Thread-safe. Lists are copies.</remarks>
public sealed class SimulatorEvents
{
    private readonly Lock gate = new();
    private readonly List<SimulatorEvent> slots = [];
    private readonly TimeProvider time;
    private readonly ILogger logger;
    private readonly int kept;
    private long newest;
    private TaskCompletionSource? next;
    private bool ended;

    internal SimulatorEvents(TimeProvider time, ILogger? logger = null, int kept = EntraSimulatorOptions.DefaultKeptEvents)
    {
        this.time = time;
        this.logger = logger ?? NullLogger.Instance;
        this.kept = kept;
    }

    /// <summary>Gets everything that happened so far, as far as it is kept.</summary>
    public IReadOnlyList<SimulatorEvent> All => After(0);

    /// <summary>Gets the sequence number of the newest event; 0 if nothing has happened yet.</summary>
    public long Newest
    {
        get
        {
            lock (gate)
            {
                return newest;
            }
        }
    }

    /// <summary>Gets what happened of one kind so far.</summary>
    public IReadOnlyList<SimulatorEvent> Of(string kind)
    {
        lock (gate)
        {
            return [.. Since(0).Where(entry => entry.Kind == kind)];
        }
    }

    /// <summary>Gets what happened so far to one user (case-insensitive), such as what the user's browser did.</summary>
    public IReadOnlyList<SimulatorEvent> OfUser(string user)
    {
        lock (gate)
        {
            return [.. Since(0).Where(entry => IsAbout(entry, user))];
        }
    }

    /// <summary>Counts what happened of one kind, to one user if one is named.</summary>
    public int Count(string kind, string? user = null)
    {
        lock (gate)
        {
            return Since(0).Count(entry => entry.Kind == kind && (user is null || IsAbout(entry, user)));
        }
    }

    /// <summary>Gets what happened after an event.</summary>
    /// <param name="sequence">The event's sequence number; 0 for everything.</param>
    public IReadOnlyList<SimulatorEvent> After(long sequence)
    {
        lock (gate)
        {
            return [.. Since(sequence)];
        }
    }

    /// <summary>Waits until something has happened after an event, and gets it; at once if something has already.</summary>
    /// <param name="after">The event's sequence number; 0 for everything, <see cref="Newest"/> for what is still to come.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>One or more events.</returns>
    /// <exception cref="ObjectDisposedException">The simulator was stopped meanwhile: nothing more will happen.</exception>
    public async Task<IReadOnlyList<SimulatorEvent>> WaitAsync(long after, CancellationToken cancellationToken = default)
    {
        while (true)
        {
            Task change;
            lock (gate)
            {
                if (newest > after)
                {
                    return [.. Since(after)];
                }

                ObjectDisposedException.ThrowIf(ended, this);
                next ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                change = next.Task;
            }

            await change.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Waits until something of one kind has happened, such as until a user has a passkey; returns at once if it has already.</summary>
    /// <param name="kind">The kind; see <see cref="SimulatorEventKinds"/>.</param>
    /// <param name="user">The user it is about; null for anything of that kind.</param>
    /// <param name="after">The sequence number of an event; what happened up to it does not count.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The first such event.</returns>
    /// <exception cref="ObjectDisposedException">The simulator was stopped meanwhile: nothing more will happen.</exception>
    public async Task<SimulatorEvent> WaitForAsync(string kind, string? user = null, long after = 0, CancellationToken cancellationToken = default)
    {
        while (true)
        {
            var entries = await WaitAsync(after, cancellationToken).ConfigureAwait(false);
            if (entries.FirstOrDefault(entry => entry.Kind == kind && (user is null || IsAbout(entry, user))) is { } found)
            {
                return found;
            }

            after = entries[^1].Sequence;
        }
    }

    /// <summary>Writes down what happened. The text must hold no secret (pass, token, challenge, key) and no user name: it is logged.</summary>
    internal void Add(string kind, string? user, string text)
    {
        TaskCompletionSource? waiting;
        lock (gate)
        {
            var entry = new SimulatorEvent(time.GetUtcNow(), kind, user, text) { Sequence = ++newest };
            if (slots.Count < kept)
            {
                slots.Add(entry);
            }
            else
            {
                slots[SlotOf(newest)] = entry;
            }

            waiting = next;
            next = null;
        }

        waiting?.TrySetResult();
        logger.Happened(kind, text);
    }

    /// <summary>Tells those who wait that nothing more will happen.</summary>
    internal void End()
    {
        TaskCompletionSource? waiting;
        lock (gate)
        {
            ended = true;
            waiting = next;
            next = null;
        }

        waiting?.TrySetResult();
    }

    internal static bool IsAbout(SimulatorEvent entry, string user) => string.Equals(entry.User, user, StringComparison.OrdinalIgnoreCase);

    /// <summary>The slots are a ring: the event of a number is where that number, counted round, leads.</summary>
    private int SlotOf(long sequence) => (int)((sequence - 1) % kept);

    private IEnumerable<SimulatorEvent> Since(long sequence)
    {
        for (var number = Math.Max(sequence, newest - slots.Count) + 1; number <= newest; number++)
        {
            yield return slots[SlotOf(number)];
        }
    }
}
