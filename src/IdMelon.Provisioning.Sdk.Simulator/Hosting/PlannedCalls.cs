namespace IdMelon.Provisioning.Simulator.Hosting;

/// <summary>What was ordered for the next calls of a kind. A kind is a <see cref="GraphCall"/> or an <see cref="EntraCall"/>.</summary>
internal sealed class PlannedCalls
{
    private readonly Lock gate = new();
    private readonly List<Order> failures = [];
    private readonly Dictionary<Enum, (long Before, long After)> drops = [];

    public bool IsEmpty
    {
        get
        {
            lock (gate)
            {
                return failures.Count + drops.Count == 0;
            }
        }
    }

    /// <summary>Lets the next calls fail; null means any call of Graph.</summary>
    public void Fail(Enum? call, int status, int count, TimeSpan? retryAfter)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(status, 400);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(status, 599);
        var failure = new PlannedFailure(status, retryAfter is { } pause ? TimeLimits.Checked(pause, TimeLimits.Longest, nameof(retryAfter)) : null);
        Check(call);
        lock (gate)
        {
            CountLimits.Check(count, failures.Sum(order => order.Count));
            failures.Add(new(call, failure, count));
        }
    }

    /// <summary>Breaks the next calls off before they are carried out or after.</summary>
    public void Drop(Enum call, int before, int after)
    {
        Check(call);
        lock (gate)
        {
            var plan = drops.GetValueOrDefault(call);
            drops[call] = (plan.Before + before, plan.After + after);
        }
    }

    public PlannedFailure? TakeFailure(Enum call)
    {
        lock (gate)
        {
            if (failures.Find(order => order.Call is null ? call is GraphCall : order.Call.Equals(call)) is not { } order)
            {
                return null;
            }

            if (--order.Count == 0)
            {
                failures.Remove(order);
            }

            return order.Failure;
        }
    }

    public bool TakeDropBefore(Enum call) => Take(call, 1, 0);

    public bool TakeDropAfter(Enum call) => Take(call, 0, 1);

    public void Clear()
    {
        lock (gate)
        {
            failures.Clear();
            drops.Clear();
        }
    }

    private static void Check(Enum? call)
    {
        if (call is not null && !Enum.IsDefined(call.GetType(), call))
        {
            throw new ArgumentOutOfRangeException(nameof(call), call, "There is no such kind of call.");
        }
    }

    private bool Take(Enum call, int before, int after)
    {
        lock (gate)
        {
            if (!drops.TryGetValue(call, out var plan) || plan.Before < before || plan.After < after)
            {
                return false;
            }

            drops[call] = plan = (plan.Before - before, plan.After - after);
            if (plan is (0, 0))
            {
                drops.Remove(call);
            }

            return true;
        }
    }

    private sealed class Order(Enum? call, PlannedFailure failure, int count)
    {
        public Enum? Call { get; } = call;

        public PlannedFailure Failure { get; } = failure;

        public int Count { get; set; } = count;
    }
}
