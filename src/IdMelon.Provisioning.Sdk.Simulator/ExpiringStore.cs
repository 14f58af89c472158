using System.Diagnostics.CodeAnalysis;

namespace IdMelon.Provisioning.Simulator;

/// <summary>Keeps values by name, each up to a moment of its own. Every new one makes those go that are over, and above the most those that would end first.</summary>
/// <remarks>Thread-safe.</remarks>
internal sealed class ExpiringStore<TValue>(TimeProvider time, int most = ExpiringStore<TValue>.Most)
{
    private const int Most = 100_000;

    private readonly Lock gate = new();
    private readonly Dictionary<string, (TValue Value, DateTimeOffset Ends)> entries = new(StringComparer.Ordinal);
    private readonly PriorityQueue<string, DateTimeOffset> ends = new();

    public int Count
    {
        get
        {
            lock (gate)
            {
                return entries.Count;
            }
        }
    }

    /// <summary>Adds a value.</summary>
    /// <returns><see langword="false"/> if there is one of that name that is not over.</returns>
    public bool TryAdd(string name, TValue value, DateTimeOffset until)
    {
        lock (gate)
        {
            var now = time.GetUtcNow();
            while (ends.TryPeek(out var first, out var end) && (end <= now || ends.Count >= most))
            {
                ends.Dequeue();

                // A name that was taken out and added again has a later end.
                if (entries.TryGetValue(first, out var entry) && entry.Ends == end)
                {
                    entries.Remove(first);
                }
            }

            if (!entries.TryAdd(name, (value, until)))
            {
                return false;
            }

            ends.Enqueue(name, until);
            return true;
        }
    }

    public bool TryFind(string name, [MaybeNullWhen(false)] out TValue value)
    {
        lock (gate)
        {
            var isThere = entries.TryGetValue(name, out var entry) && time.GetUtcNow() < entry.Ends;
            value = entry.Value;
            return isThere;
        }
    }

    /// <summary>Takes a value out: it is found by one caller only.</summary>
    public bool TryTake(string name, [MaybeNullWhen(false)] out TValue value)
    {
        lock (gate)
        {
            var isThere = entries.Remove(name, out var entry) && time.GetUtcNow() < entry.Ends;
            value = entry.Value;
            return isThere;
        }
    }
}
