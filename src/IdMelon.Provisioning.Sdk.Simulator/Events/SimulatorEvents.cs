using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace IdMelon.Provisioning.Simulator.Events;

/// <summary>What happened in the simulated tenant, in order. The newest are kept, <see cref="EntraSimulatorOptions.KeptEvents"/> of them.</summary>
/// <remarks>Thread-safe. Lists are copies.</remarks>
public sealed class SimulatorEvents
{
    private readonly Lock gate = new();
    private readonly List<SimulatorEvent> slots = [];
    private readonly Dictionary<string, Queue<SimulatorEvent>> ofUsers = new(StringComparer.OrdinalIgnoreCase);
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
            return [.. About(user, 0)];
        }
    }

    /// <summary>Counts what happened of one kind, to one user if one is named.</summary>
    public int Count(string kind, string? user = null)
    {
        lock (gate)
        {
            return About(user, 0).Count(entry => entry.Kind == kind);
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

    /// <summary>Gets the first events after one that are of a kind and about a user, as far as these are given.</summary>
    /// <returns>The events, and the number after which to go on.</returns>
    internal (IReadOnlyList<SimulatorEvent> Events, long Newest) Find(long after, string? kind, string? user, int most)
    {
        lock (gate)
        {
            IReadOnlyList<SimulatorEvent> found = [.. About(user, after).Where(entry => kind is null || entry.Kind == kind).Take(most)];
            return (found, found.Count == most ? found[^1].Sequence : Math.Max(after, newest));
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
                Forget(slots[SlotOf(newest)]);
                slots[SlotOf(newest)] = entry;
            }

            if (user is not null)
            {
                if (!ofUsers.TryGetValue(user, out var own))
                {
                    ofUsers[user] = own = [];
                }

                own.Enqueue(entry);
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

    private static bool IsAbout(SimulatorEvent entry, string user) => string.Equals(entry.User, user, StringComparison.OrdinalIgnoreCase);

    /// <summary>The slots are a ring: the event of a number is where that number, counted round, leads.</summary>
    private int SlotOf(long sequence) => (int)((sequence - 1) % kept);

    private IEnumerable<SimulatorEvent> Since(long sequence)
    {
        if (sequence >= newest)
        {
            yield break;
        }

        for (var number = Math.Max(sequence, newest - slots.Count) + 1; number <= newest; number++)
        {
            yield return slots[SlotOf(number)];
        }
    }

    /// <summary>The events after one about a user, or about anybody and nobody.</summary>
    private IEnumerable<SimulatorEvent> About(string? user, long after) =>
        user is null ? Since(after)
        : ofUsers.TryGetValue(user, out var own) ? own.SkipWhile(entry => entry.Sequence <= after)
        : [];

    /// <summary>Takes the oldest event of all, which is also its user's oldest one, out of the user's list.</summary>
    private void Forget(SimulatorEvent oldest)
    {
        if (oldest.User is { } user && ofUsers.TryGetValue(user, out var own))
        {
            own.Dequeue();
            if (own.Count == 0)
            {
                ofUsers.Remove(user);
            }
        }
    }
}
