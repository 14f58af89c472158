using System.Collections.Concurrent;
using IdMelon.Provisioning.Simulator.Hosting;

namespace IdMelon.Provisioning.Simulator;

/// <summary>Switches for what goes wrong between a client and the tenant; everything is calm by default.</summary>
/// <remarks>Thread-safe; a switch holds from the next request on. Switches that count are used up by the calls they hit.</remarks>
public sealed class SimulatorWeather
{
    private readonly ConcurrentDictionary<string, bool> unreachable = new(StringComparer.OrdinalIgnoreCase);
    private readonly StormDice graphStorm;
    private readonly StormDice entraStorm;
    private long lag;
    private long readinessLag;
    private long slowReplies;
    private long slowEntraReplies;
    private volatile bool throttles;
    private int throttleSwitches;

    internal SimulatorWeather(int seed = 1) => (graphStorm, entraStorm) = (new(seed), new(seed));

    /// <summary>Gets or sets how long a new passkey stays invisible to Graph, by the simulator's clock.</summary>
    /// <value>The default is zero; 30 days is the most.</value>
    public TimeSpan PasskeyVisibilityLag
    {
        get => TimeSpan.FromTicks(Interlocked.Read(ref lag));
        set => Interlocked.Exchange(ref lag, TimeLimits.Checked(value, TimeLimits.Longest).Ticks);
    }

    /// <summary>Gets or sets how long a new access pass is refused at the sign-in as if it were wrong, by the simulator's clock.</summary>
    /// <value>The default is zero; 30 days is the most.</value>
    public TimeSpan AccessPassReadinessLag
    {
        get => TimeSpan.FromTicks(Interlocked.Read(ref readinessLag));
        set => Interlocked.Exchange(ref readinessLag, TimeLimits.Checked(value, TimeLimits.Longest).Ticks);
    }

    /// <summary>Gets or sets how long every answer of Graph takes at least, by the simulator's clock.</summary>
    /// <value>The default is zero; one day is the most.</value>
    public TimeSpan SlowReplies
    {
        get => TimeSpan.FromTicks(Interlocked.Read(ref slowReplies));
        set => Interlocked.Exchange(ref slowReplies, TimeLimits.Checked(value, TimeLimits.LongestDelay).Ticks);
    }

    /// <summary>Gets or sets how long every answer to one of the <see cref="EntraCall"/> kinds takes at least, by the simulator's clock.</summary>
    /// <value>The default is zero; one day is the most.</value>
    public TimeSpan SlowEntraReplies
    {
        get => TimeSpan.FromTicks(Interlocked.Read(ref slowEntraReplies));
        set => Interlocked.Exchange(ref slowEntraReplies, TimeLimits.Checked(value, TimeLimits.LongestDelay).Ticks);
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

    /// <summary>Gets or sets what goes wrong by chance on calls of Graph, from the seed; null for nothing.</summary>
    /// <value>The default is <see langword="null"/>. Setting it begins to count calls anew.</value>
    /// <exception cref="ArgumentOutOfRangeException">A share is not between 0 and 1, all of them make more than 1, or a time is negative or too long.</exception>
    public SimulatorStorm? Storm { get => graphStorm.Storm; set => graphStorm.Storm = value; }

    /// <summary>Gets or sets what goes wrong by chance on calls of the <see cref="EntraCall"/> kinds, from the seed; null for nothing.</summary>
    /// <value>The default is <see langword="null"/>. Setting it begins to count calls anew.</value>
    /// <remarks>Whom a token request is about is not known before it is carried out: all of them are counted together.</remarks>
    /// <exception cref="ArgumentOutOfRangeException">A share is not between 0 and 1, all of them make more than 1, or a time is negative or too long.</exception>
    public SimulatorStorm? EntraStorm { get => entraStorm.Storm; set => entraStorm.Storm = value; }

    /// <summary>Gets or sets how the ids of excluded credentials are written in creation options.</summary>
    /// <value>The default is <see cref="CredentialIdEncoding.UrlToken"/>.</value>
    public CredentialIdEncoding ExcludedCredentialIds { get; set; }

    /// <summary>Gets or sets whether creation options of the beta version come inside of a member <c>value</c>, as in the documentation's sample.</summary>
    /// <value>The default is <see langword="false"/>, as was seen in real replies.</value>
    public bool WrapsCreationOptions { get; set; }

    /// <summary>Lets the next calls of a kind fail without being carried out.</summary>
    /// <param name="call">The kind; null hits any Graph call.</param>
    /// <param name="status">The HTTP status, such as 403, 429, 500 or 503.</param>
    /// <param name="count">How many calls are hit: 1 to 10 000.</param>
    /// <param name="retryAfter">The <c>Retry-After</c> header, in whole seconds; null leaves it out.</param>
    /// <exception cref="ArgumentOutOfRangeException">The status is no error, the count is not between 1 and 10 000, more than 100 000 calls would be hit in all, or the time is negative or longer than 30 days.</exception>
    public void FailNext(GraphCall? call, int status, int count = 1, TimeSpan? retryAfter = null) => Planned.Fail(call, status, count, retryAfter);

    /// <summary>Lets the next calls of a kind fail without being carried out.</summary>
    /// <param name="call">The kind.</param>
    /// <param name="status">The HTTP status, such as 500 or 503.</param>
    /// <param name="count">How many calls are hit: 1 to 10 000.</param>
    /// <param name="retryAfter">The <c>Retry-After</c> header, in whole seconds; null leaves it out.</param>
    /// <exception cref="ArgumentOutOfRangeException">The status is no error, the count is not between 1 and 10 000, more than 100 000 calls would be hit in all, or the time is negative or longer than 30 days.</exception>
    public void FailNext(EntraCall call, int status, int count = 1, TimeSpan? retryAfter = null) => Planned.Fail(call, status, count, retryAfter);

    /// <summary>Carries out the next call of a kind and then breaks it off instead of replying: in HTTP/1.1 the connection is closed, in HTTP/2 only the stream of that call is reset.</summary>
    public void DropNextReply(GraphCall call) => Planned.Drop(call, before: 0, after: 1);

    /// <inheritdoc cref="DropNextReply(GraphCall)"/>
    public void DropNextReply(EntraCall call) => Planned.Drop(call, before: 0, after: 1);

    /// <summary>Breaks the next call of a kind off without carrying it out: in HTTP/1.1 the connection is closed, in HTTP/2 only the stream of that call is reset.</summary>
    public void DropNextRequest(GraphCall call) => Planned.Drop(call, before: 1, after: 0);

    /// <inheritdoc cref="DropNextRequest(GraphCall)"/>
    public void DropNextRequest(EntraCall call) => Planned.Drop(call, before: 1, after: 0);

    /// <summary>Makes a host unreachable, or reachable again: connections to it are closed without an answer.</summary>
    public void SetUnreachable(string host, bool isUnreachable = true)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(host);
        unreachable[host] = isUnreachable;
    }

    /// <summary>Ends all bad weather.</summary>
    public void Clear()
    {
        Planned.Clear();
        unreachable.Clear();
        PasskeyVisibilityLag = TimeSpan.Zero;
        AccessPassReadinessLag = TimeSpan.Zero;
        SlowReplies = TimeSpan.Zero;
        SlowEntraReplies = TimeSpan.Zero;
        Throttles = false;
        Storm = null;
        EntraStorm = null;
        ExcludedCredentialIds = default;
        WrapsCreationOptions = false;
    }

    /// <summary>Gets how often the throttle was set; each time begins to count anew.</summary>
    internal int ThrottleSwitches => Volatile.Read(ref throttleSwitches);

    /// <summary>Gets how many counters of calls the storm of Graph has.</summary>
    internal int CountedStormCalls => graphStorm.Counters;

    internal bool IsUnreachable(string? host) => host is not null && unreachable.GetValueOrDefault(host);

    /// <summary>Gets what was ordered for the next calls.</summary>
    internal PlannedCalls Planned { get; } = new();

    /// <summary>Gets whether nothing can come upon a call outside of Graph.</summary>
    internal bool IsCalmForEntra => EntraStorm is null && SlowEntraReplies == TimeSpan.Zero && Planned.IsEmpty;

    /// <summary>Throws the dice for a call and counts it.</summary>
    internal StormChance TakeChance(Enum call, string user) => (call is GraphCall ? graphStorm : entraStorm).Throw(call, user);
}
