using System.Diagnostics.CodeAnalysis;

namespace IdMelon.Provisioning.Simulator.SignIn;

/// <summary>Values under opaque names, each until its own end, which may move; what is over goes when something new comes, and beyond a number the first to end goes.</summary>
/// <remarks>Thread-safe.</remarks>
internal sealed class ExpiringMap<T>(TimeProvider time, Func<T, DateTimeOffset> endOf, int capacity = 100_000)
    where T : class
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, T> values = new(StringComparer.Ordinal);
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

    public void Add(string name, T value)
    {
        lock (gate)
        {
            values.Add(name, value);
            ends.Enqueue(name, endOf(value));
            Drop();
        }
    }

    public bool TryFind(string? name, [NotNullWhen(true)] out T? value)
    {
        lock (gate)
        {
            value = name is not null && values.TryGetValue(name, out var found) && time.GetUtcNow() < endOf(found) ? found : null;
            return value is not null;
        }
    }

    /// <summary>Finds a value and removes it, for one caller only.</summary>
    public bool TryTake(string? name, [NotNullWhen(true)] out T? value)
    {
        lock (gate)
        {
            return TryFind(name, out value) && values.Remove(name!) && ends.Remove(name!, out _, out _);
        }
    }

    private void Drop()
    {
        var now = time.GetUtcNow();
        while (ends.TryPeek(out var name, out var noted) && (noted <= now || values.Count > capacity))
        {
            ends.Dequeue();

            // The end may have moved since it was noted.
            if (endOf(values[name]) is var end && end > noted && end > now)
            {
                ends.Enqueue(name, end);
            }
            else
            {
                values.Remove(name);
            }
        }
    }
}
