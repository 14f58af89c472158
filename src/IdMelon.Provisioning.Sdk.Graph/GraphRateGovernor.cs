using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using IdMelon.Provisioning.Graph.Http;

namespace IdMelon.Provisioning.Graph;

/// <summary>Keeps the calls of one application to one tenant within the limits of Microsoft Graph, for all runs of a process together.</summary>
/// <remarks>
/// <para>
/// Graph allows an application five calls in ten seconds per tenant for authentication methods and audits: passes, passkeys, <c>/auditLogs</c>. These <em>billed</em> calls wait here for their turn, in
/// the order in which they came. Directory calls (users, groups, policies, <c>$batch</c>) have limits so wide that they go at once, and billed calls do not hold them up.
/// </para>
/// <para>
/// When the service says "too many requests" to a billed call, all calls stop until it wants them again; when it says so to a directory call, only these do. From 80 % of a directory limit on, which it shows in <c>x-ms-throttle-limit-percentage</c>,
/// directory calls go one at a time with a pause between them: half a second at 80 %, two and a half at 100 %, ten at most; freely again as soon as a reply does not show it.
/// </para>
/// <para>Thread-safe. The limits count per application and tenant, not per process: another process with the same application uses them up, too.</para>
/// </remarks>
public sealed class GraphRateGovernor
{
    /// <summary>How many billed calls are allowed in ten seconds.</summary>
    public const int CallsPerWindow = 5;

    // Ten seconds, and a little because not every call travels equally long; of the rate allowed 99 % are left.
    internal static readonly TimeSpan Window = TimeSpan.FromSeconds(10.1);

    private static readonly ConditionalWeakTable<TimeProvider, ConcurrentDictionary<(string Cloud, string Tenant, string Client), GraphRateGovernor>> Known = [];

    /// <summary>Makes a governor of one's own, to be shared by whatever calls the same tenant as the same application.</summary>
    /// <param name="time">The clock; the system's if null.</param>
    public GraphRateGovernor(TimeProvider? time = null)
        : this(time, Window)
    {
    }

    private GraphRateGovernor(TimeProvider? time, TimeSpan window)
    {
        Time = time ?? TimeProvider.System;
        Billed = new(Time, CallsPerWindow, window);
        Directory = new(Time, int.MaxValue, TimeSpan.Zero);
        Billed.WaitingChanged += () => WaitingChanged?.Invoke(this, EventArgs.Empty);
    }

    /// <summary>Raised when <see cref="Waiting"/> has changed, on whatever thread changed it.</summary>
    /// <remarks>Handlers must return at once.</remarks>
    public event EventHandler? WaitingChanged;

    /// <summary>Gets how many billed calls wait for their turn now.</summary>
    public int Waiting => Billed.Waiting;

    /// <summary>Gets how many billed calls were let go so far, repetitions included.</summary>
    public long BilledCalls => Billed.Granted;

    internal TimeProvider Time { get; }

    internal CallLane Billed { get; }

    internal CallLane Directory { get; }

    /// <summary>Gets the governor that this process has for an application in a tenant.</summary>
    /// <param name="clientId">The application's id.</param>
    /// <param name="tenantId">The tenant, named as in <see cref="GraphTenantOptions.TenantId"/>: by id and by domain it counts as two.</param>
    /// <param name="cloud">The cloud; the public one if null.</param>
    /// <param name="time">The clock; the system's if null. Each clock has governors of its own.</param>
    public static GraphRateGovernor Shared(string clientId, string tenantId, EntraCloud? cloud = null, TimeProvider? time = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(clientId);
        ArgumentException.ThrowIfNullOrWhiteSpace(tenantId);
        var clock = time ?? TimeProvider.System;
        return Known.GetOrCreateValue(clock).GetOrAdd(
            ((cloud ?? EntraCloud.Public).Name, tenantId.ToUpperInvariant(), clientId.ToUpperInvariant()), static (_, clock) => new GraphRateGovernor(clock), clock);
    }

    /// <summary>Makes a governor that lets billed calls go at once and only stops when the service asks for it.</summary>
    /// <remarks>For a service without the limit, such as the simulator. Microsoft's own would refuse the sixth call.</remarks>
    /// <param name="time">The clock; the system's if null.</param>
    public static GraphRateGovernor Unlimited(TimeProvider? time = null) => new(time, TimeSpan.Zero);

    /// <summary>Tells how long it takes until so many more billed calls have been let go, after those that wait already.</summary>
    /// <param name="billedCalls">How many.</param>
    public TimeSpan Expect(int billedCalls)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(billedCalls);
        return Billed.Expect(billedCalls);
    }

    /// <summary>The lane of a call.</summary>
    internal CallLane LaneOf(Uri address) => BilledCall.Is(address) ? Billed : Directory;
}
