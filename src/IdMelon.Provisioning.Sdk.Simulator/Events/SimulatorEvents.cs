using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace IdMelon.Provisioning.Simulator.Events;

/// <summary>What happened in the simulated tenant, in order; only ever grows.</summary>
/// <remarks>Thread-safe. <see cref="All"/> is a copy.</remarks>
public sealed class SimulatorEvents
{
    private readonly Lock gate = new();
    private readonly List<SimulatorEvent> events = [];
    private readonly TimeProvider time;
    private readonly ILogger logger;

    internal SimulatorEvents(TimeProvider time, ILogger? logger = null)
    {
        this.time = time;
        this.logger = logger ?? NullLogger.Instance;
    }

    /// <summary>Gets everything that happened so far.</summary>
    public IReadOnlyList<SimulatorEvent> All
    {
        get
        {
            lock (gate)
            {
                return [.. events];
            }
        }
    }

    /// <summary>Gets what happened of one kind so far.</summary>
    public IReadOnlyList<SimulatorEvent> Of(string kind)
    {
        lock (gate)
        {
            return events.FindAll(entry => entry.Kind == kind);
        }
    }

    /// <summary>Counts what happened of one kind, to one user if one is named.</summary>
    public int Count(string kind, string? user = null)
    {
        lock (gate)
        {
            return events.Count(entry => entry.Kind == kind && (user is null || string.Equals(entry.User, user, StringComparison.OrdinalIgnoreCase)));
        }
    }

    /// <summary>Writes down what happened. The text must hold no secret (pass, token, challenge, key) and no user name: it is logged.</summary>
    internal void Add(string kind, string? user, string text)
    {
        lock (gate)
        {
            events.Add(new SimulatorEvent(time.GetUtcNow(), kind, user, text));
        }

        logger.Happened(kind, text);
    }
}
