using System.Collections.Concurrent;

namespace IdMelon.Provisioning.Simulator;

/// <summary>Switches for what goes wrong between a client and the tenant; everything is calm by default.</summary>
/// <remarks>Thread-safe; a switch holds from the next request on. Switches that count are used up by the calls they hit.</remarks>
public sealed class SimulatorWeather
{
    private readonly Lock gate = new();
    private readonly List<PlannedFailure> failures = [];
    private readonly Dictionary<GraphCall, (int Before, int After)> drops = [];
    private readonly ConcurrentDictionary<string, bool> unreachable = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<(GraphCall Call, string User), int> stormCalls = [];
    private readonly int seed;
    private SimulatorStorm? storm;
    private long lag;
    private long readinessLag;
    private long slowReplies;
    private volatile bool throttles;
    private int throttleSwitches;

    internal SimulatorWeather(int seed = 1) => this.seed = seed;

    /// <summary>Gets or sets how long a new passkey stays invisible to Graph, by the simulator's clock.</summary>
    /// <value>The default is zero.</value>
    public TimeSpan PasskeyVisibilityLag
    {
        get => TimeSpan.FromTicks(Interlocked.Read(ref lag));
        set
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, TimeSpan.Zero);
            Interlocked.Exchange(ref lag, value.Ticks);
        }
    }

    /// <summary>Gets or sets how long a new access pass is refused at the sign-in as if it were wrong, by the simulator's clock.</summary>
    /// <value>The default is zero.</value>
    public TimeSpan AccessPassReadinessLag
    {
        get => TimeSpan.FromTicks(Interlocked.Read(ref readinessLag));
        set
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, TimeSpan.Zero);
            Interlocked.Exchange(ref readinessLag, value.Ticks);
        }
    }

    /// <summary>Gets or sets how long every answer of Graph takes at least, by the simulator's clock.</summary>
    /// <value>The default is zero.</value>
    public TimeSpan SlowReplies
    {
        get => TimeSpan.FromTicks(Interlocked.Read(ref slowReplies));
        set
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, TimeSpan.Zero);
            Interlocked.Exchange(ref slowReplies, value.Ticks);
        }
    }

    /// <summary>Gets or sets whether Graph throttles as documented: 5 calls about authentication methods and audits in 10 seconds for an application.</summary>
    /// <value>The default is <see langword="false"/>.</value>
    public bool Throttles
    {
        get => throttles;
        set
        {
            Interlocked.Increment(ref throttleSwitches);
            throttles = value;
        }
    }

    /// <summary>Gets or sets what goes wrong by chance, from the seed; null for nothing.</summary>
    /// <value>The default is <see langword="null"/>. Setting it begins to count calls anew.</value>
    /// <exception cref="ArgumentOutOfRangeException">A share is not between 0 and 1, all of them make more than 1, or a time is negative.</exception>
    public SimulatorStorm? Storm
    {
        get
        {
            lock (gate)
            {
                return storm;
            }
        }

        set
        {
            var validated = value?.Validated();
            lock (gate)
            {
                storm = validated;
                stormCalls.Clear();
            }
        }
    }

    /// <summary>Gets or sets how the ids of excluded credentials are written in creation options.</summary>
    /// <value>The default is <see cref="CredentialIdEncoding.UrlToken"/>.</value>
    public CredentialIdEncoding ExcludedCredentialIds { get; set; }

    /// <summary>Gets or sets whether creation options of the beta version come inside of a member <c>value</c>, as in the documentation's sample.</summary>
    /// <value>The default is <see langword="false"/>, as was seen in real replies.</value>
    public bool WrapsCreationOptions { get; set; }

    /// <summary>Lets the next calls of a kind fail without being carried out.</summary>
    /// <param name="call">The kind; null hits any Graph call.</param>
    /// <param name="status">The HTTP status, such as 403, 429, 500 or 503.</param>
    /// <param name="count">How many calls are hit.</param>
    /// <param name="retryAfter">The <c>Retry-After</c> header, in whole seconds; null leaves it out.</param>
    public void FailNext(GraphCall? call, int status, int count = 1, TimeSpan? retryAfter = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(status, 400);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(status, 599);
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        lock (gate)
        {
            failures.AddRange(Enumerable.Repeat(new PlannedFailure(call, status, retryAfter), count));
        }
    }

    /// <summary>Carries out the next call of a kind and then closes the connection instead of replying.</summary>
    public void DropNextReply(GraphCall call) => Plan(call, before: 0, after: 1);

    /// <summary>Closes the connection on the next call of a kind without carrying it out.</summary>
    public void DropNextRequest(GraphCall call) => Plan(call, before: 1, after: 0);

    /// <summary>Makes a host unreachable, or reachable again: connections to it are closed without an answer.</summary>
    public void SetUnreachable(string host, bool isUnreachable = true)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(host);
        unreachable[host] = isUnreachable;
    }

    /// <summary>Ends all bad weather.</summary>
    public void Clear()
    {
        lock (gate)
        {
            failures.Clear();
            drops.Clear();
        }

        unreachable.Clear();
        PasskeyVisibilityLag = TimeSpan.Zero;
        AccessPassReadinessLag = TimeSpan.Zero;
        SlowReplies = TimeSpan.Zero;
        Throttles = false;
        Storm = null;
        ExcludedCredentialIds = default;
        WrapsCreationOptions = false;
    }

    /// <summary>Gets how often the throttle was set; each time begins to count anew.</summary>
    internal int ThrottleSwitches => Volatile.Read(ref throttleSwitches);

    /// <summary>Gets how many counters of calls a storm has.</summary>
    internal int CountedStormCalls
    {
        get
        {
            lock (gate)
            {
                return stormCalls.Count;
            }
        }
    }

    internal bool IsUnreachable(string? host) => host is not null && unreachable.GetValueOrDefault(host);

    /// <summary>Throws the dice for a call and counts it.</summary>
    internal StormChance TakeChance(GraphCall call, string user)
    {
        lock (gate)
        {
            if (storm is null)
            {
                return StormChance.Nothing;
            }

            var key = (call, user.ToUpperInvariant());
            var number = stormCalls[key] = stormCalls.GetValueOrDefault(key) + 1;
            return StormChance.Throw(storm, seed, call, user, number);
        }
    }

    internal PlannedFailure? TakeFailure(GraphCall call)
    {
        lock (gate)
        {
            var index = failures.FindIndex(failure => failure.Call is null || failure.Call == call);
            if (index < 0)
            {
                return null;
            }

            var failure = failures[index];
            failures.RemoveAt(index);
            return failure;
        }
    }

    internal bool TakeDropBefore(GraphCall call)
    {
        lock (gate)
        {
            var plan = drops.GetValueOrDefault(call);
            if (plan.Before == 0)
            {
                return false;
            }

            drops[call] = plan with { Before = plan.Before - 1 };
            return true;
        }
    }

    internal bool TakeDropAfter(GraphCall call)
    {
        lock (gate)
        {
            var plan = drops.GetValueOrDefault(call);
            if (plan.After == 0)
            {
                return false;
            }

            drops[call] = plan with { After = plan.After - 1 };
            return true;
        }
    }

    private void Plan(GraphCall call, int before, int after)
    {
        lock (gate)
        {
            var plan = drops.GetValueOrDefault(call);
            drops[call] = (plan.Before + before, plan.After + after);
        }
    }

    internal sealed record PlannedFailure(GraphCall? Call, int Status, TimeSpan? RetryAfter);
}
