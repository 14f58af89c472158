namespace IdMelon.Provisioning.Graph.Http;

/// <summary>Calls that the service counts together: they go in the order in which they came, no faster than allowed, and stop when the service asks for it.</summary>
/// <remarks>Thread-safe. Nothing is polled: one timer is set for the moment at which the first of the queue may go.</remarks>
internal sealed class CallLane
{
    private static readonly TimeSpan LongestBackOff = TimeSpan.FromSeconds(64);
    private static readonly TimeSpan Never = TimeSpan.MaxValue;

    // A connection is likely to be closed after that.
    private static readonly TimeSpan Idle = TimeSpan.FromMinutes(1);

    private readonly Lock gate = new();
    private readonly LinkedList<Waiter> queue = new();
    private readonly List<Slot> slots = [];
    private readonly TimeProvider time;
    private readonly int limit;
    private readonly TimeSpan window;
    private readonly long start;
    private readonly ITimer timer;
    private long lastNumber;
    private long granted;
    private int inFlight;
    private int throttledInARow;
    private TimeSpan pausedUntil;
    private TimeSpan pauseBegan = TimeSpan.MinValue;
    private TimeSpan gap;
    private TimeSpan lastAnswer = TimeSpan.MinValue;

    /// <param name="time">The clock.</param>
    /// <param name="limit">How many calls may begin in a window.</param>
    /// <param name="window">The window's length; zero if there is no limit.</param>
    public CallLane(TimeProvider time, int limit, TimeSpan window)
    {
        (this.time, this.limit, this.window) = (time, limit, window);
        start = time.GetTimestamp();
        timer = time.CreateTimer(static lane => ((CallLane)lane!).Pump(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Raised, outside of the lock, when the number of waiting calls has changed.</summary>
    public event Action? WaitingChanged;

    public int Waiting
    {
        get
        {
            lock (gate)
            {
                return queue.Count;
            }
        }
    }

    public long Granted => Interlocked.Read(ref granted);

    private TimeSpan Now => time.GetElapsedTime(start);

    /// <summary>Waits for the call's turn.</summary>
    /// <returns>What to hand back to <see cref="Leave"/>; null if the service asked for a longer pause than the call bears.</returns>
    public async Task<Slot?> EnterAsync(CallTicket ticket, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var waiter = new Waiter(ticket);
        lock (gate)
        {
            if (ticket.Number == 0)
            {
                ticket.Number = ++lastNumber;
            }

            if (!ticket.Wait(pausedUntil - Now))
            {
                return null;
            }

            Enqueue(waiter);
        }

        Pump();
        if (waiter.Turn.Task.IsCompleted)
        {
            return await waiter.Turn.Task.ConfigureAwait(false);
        }

        WaitingChanged?.Invoke();
        await using var registration = cancellationToken.Register(() => GiveUp(waiter, cancellationToken)).ConfigureAwait(false);
        return await waiter.Turn.Task.ConfigureAwait(false);
    }

    /// <summary>Notes that a call was answered or lost.</summary>
    public void Leave(Slot slot)
    {
        lock (gate)
        {
            var now = Now;
            inFlight--;
            if (slot.End == Never)
            {
                slot.End = now + window;
            }

            lastAnswer = now;
        }

        Pump();
    }

    /// <summary>Stops the lane because the service asked for it at one of the lane's calls.</summary>
    /// <param name="slot">The call that was told to come later.</param>
    /// <param name="asked">For how long; null if the service did not say, which is taken as 1, 2, 4 seconds and so on.</param>
    /// <returns>How long the lane stops from now on.</returns>
    public TimeSpan Pause(Slot slot, TimeSpan? asked)
    {
        TimeSpan wait;
        lock (gate)
        {
            if (asked is not null)
            {
                wait = asked.Value;
            }
            else
            {
                // Calls that were under way when the pause began say nothing new.
                wait = slot.Begun >= pauseBegan ? BackOff(throttledInARow++) : TimeSpan.Zero;
            }
        }

        return Hold(wait);
    }

    /// <summary>Stops the lane for a time, or goes on stopping if it does already and for longer.</summary>
    /// <returns>How long the lane stops from now on.</returns>
    public TimeSpan Hold(TimeSpan wait)
    {
        List<Waiter> impatient = [];
        TimeSpan remaining;
        lock (gate)
        {
            var now = Now;
            if (now + wait > pausedUntil && wait > TimeSpan.Zero)
            {
                var longer = now + wait - Max(now, pausedUntil);
                pausedUntil = now + wait;
                pauseBegan = now;
                impatient.AddRange(queue.Where(waiter => !waiter.Ticket.Wait(longer)));
                impatient.ForEach(waiter => queue.Remove(waiter));
            }

            remaining = Max(TimeSpan.Zero, pausedUntil - now);
        }

        impatient.ForEach(waiter => waiter.Turn.TrySetResult(null));
        if (impatient.Count > 0)
        {
            WaitingChanged?.Invoke();
        }

        Pump();
        return remaining;
    }

    /// <summary>Notes a call that was not throttled, and how slow the lane is to go: calls one by one with a gap between them, or freely if it is zero.</summary>
    public void Flow(TimeSpan between)
    {
        lock (gate)
        {
            throttledInARow = 0;
            gap = between;
        }

        Pump();
    }

    /// <summary>Tells how long it takes until so many more calls have begun, after those that wait already.</summary>
    public TimeSpan Expect(int calls)
    {
        lock (gate)
        {
            var count = queue.Count + (long)calls;
            if (count <= 0)
            {
                return TimeSpan.Zero;
            }

            var now = Now;
            var free = Max(now, pausedUntil);
            if (window > TimeSpan.Zero)
            {
                // The n-th call takes the place of the one that began a window earlier.
                var ends = slots.Where(slot => slot.End > free).Select(slot => slot.End == Never ? now + window : slot.End).Order().ToList();
                var place = (count - 1) % limit;
                var taken = ends.Count - (limit - 1 - place);
                free = (taken > 0 ? ends[(int)taken - 1] : free) + ((count - 1) / limit * window);
            }

            return free - now;
        }
    }

    private static TimeSpan BackOff(int times) => times >= 6 ? LongestBackOff : TimeSpan.FromSeconds(1 << times);

    private static TimeSpan Max(TimeSpan one, TimeSpan other) => one > other ? one : other;

    private void Enqueue(Waiter waiter)
    {
        // Nearly always the last one; a call that is repeated goes back to its place.
        var before = queue.Last;
        while (before is not null && before.Value.Ticket.Number > waiter.Ticket.Number)
        {
            before = before.Previous;
        }

        if (before is null)
        {
            queue.AddFirst(waiter);
        }
        else
        {
            queue.AddAfter(before, waiter);
        }
    }

    private void GiveUp(Waiter waiter, CancellationToken cancellationToken)
    {
        bool was;
        lock (gate)
        {
            was = queue.Remove(waiter);
        }

        if (was)
        {
            waiter.Turn.TrySetCanceled(cancellationToken);
            WaitingChanged?.Invoke();
            Pump();
        }
    }

    /// <summary>Lets those go whose turn has come, and sets the timer for the next.</summary>
    private void Pump()
    {
        List<(Waiter Waiter, Slot Slot)> going = [];
        lock (gate)
        {
            var now = Now;
            slots.RemoveAll(slot => slot.End <= now);
            while (queue.First is { } first)
            {
                var free = FreeAt(now);
                if (free > now)
                {
                    // A timer counts whole milliseconds; rounded down it would come too early.
                    timer.Change(free == Never ? Timeout.InfiniteTimeSpan : TimeSpan.FromMilliseconds(Math.Ceiling((free - now).TotalMilliseconds)), Timeout.InfiniteTimeSpan);
                    break;
                }

                queue.RemoveFirst();
                going.Add((first.Value, Begin(now)));
            }
        }

        foreach (var (waiter, slot) in going)
        {
            waiter.Turn.TrySetResult(slot);
        }

        if (going.Count > 0)
        {
            WaitingChanged?.Invoke();
        }
    }

    private Slot Begin(TimeSpan now)
    {
        // As long as connections are being opened a call may arrive much later than it was sent, and the next ones sooner: such a call counts from its answer.
        var isCold = lastAnswer == TimeSpan.MinValue || now - lastAnswer > Idle;
        var slot = new Slot(now) { End = isCold ? Never : now + window };
        inFlight++;
        Interlocked.Increment(ref granted);
        if (window > TimeSpan.Zero)
        {
            slots.Add(slot);
        }

        return slot;
    }

    private TimeSpan FreeAt(TimeSpan now)
    {
        var free = Max(now, pausedUntil);
        if (slots.Count >= limit)
        {
            free = Max(free, slots.Min(slot => slot.End));
        }

        if (gap > TimeSpan.Zero)
        {
            free = inFlight > 0 ? Never : Max(free, lastAnswer == TimeSpan.MinValue ? now : lastAnswer + gap);
        }

        return free;
    }

    /// <summary>What a call holds while it is under way, and of the limit until a window later.</summary>
    internal sealed class Slot(TimeSpan begun)
    {
        public TimeSpan Begun { get; } = begun;

        public TimeSpan End { get; set; }
    }

    private sealed class Waiter(CallTicket ticket)
    {
        public CallTicket Ticket { get; } = ticket;

        public TaskCompletionSource<Slot?> Turn { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
