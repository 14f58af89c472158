using System.Diagnostics.CodeAnalysis;

namespace IdMelon.Provisioning.Simulator;

/// <summary>Keeps values by name, each until its own end, which may move. Every new one makes those go that are over, and where there are too many those that end first.</summary>
/// <remarks>Thread-safe.</remarks>
internal sealed class ExpiringStore<TValue>(TimeProvider time, Func<TValue, DateTimeOffset> endOf, int most = ExpiringStore<TValue>.Most)
    where TValue : notnull
{
    private const int Most = 100_000;

    private readonly Lock gate = new();
    private readonly Dictionary<string, TValue> values = new(StringComparer.Ordinal);

    // What was taken out stays here until its end, as a removal would search all.
    private readonly PriorityQueue<string, DateTimeOffset> ends = new();

    public int Count
    {
        get
        {
            lock (gate)
            {
                return values.Count;
            }
        }
    }

    /// <summary>Adds a value.</summary>
    /// <returns><see langword="false"/> if there is one of that name that is not over.</returns>
    public bool TryAdd(string name, TValue value)
    {
        lock (gate)
        {
            MakeRoom();
            if (!values.TryAdd(name, value))
            {
                return false;
            }

            ends.Enqueue(name, endOf(value));
            return true;
        }
    }

    public bool TryFind(string? name, [MaybeNullWhen(false)] out TValue value)
    {
        lock (gate)
        {
            if (name is not null && values.TryGetValue(name, out value) && time.GetUtcNow() < endOf(value))
            {
                return true;
            }

            value = default;
            return false;
        }
    }

    /// <summary>Takes a value out: it is found by one caller only.</summary>
    public bool TryTake(string? name, [MaybeNullWhen(false)] out TValue value)
    {
        lock (gate)
        {
            return TryFind(name, out value) && values.Remove(name!);
        }
    }

    private void MakeRoom()
    {
        var now = time.GetUtcNow();
        while (ends.TryPeek(out var name, out var noted) && (noted <= now || values.Count >= most))
        {
            ends.Dequeue();
            if (!values.TryGetValue(name, out var value))
            {
                continue;
            }

            if (endOf(value) is var end && end > noted && end > now)
            {
                ends.Enqueue(name, end);
            }
            else
            {
                values.Remove(name);
            }
        }

        if (ends.Count >= 2 * most)
        {
            ends.Clear();
            ends.EnqueueRange(values.Select(pair => (pair.Key, endOf(pair.Value))));
        }
    }
}
