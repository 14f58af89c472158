using IdMelon.Provisioning.Simulator.Hosting;

namespace IdMelon.Provisioning.Simulator;

/// <summary>What goes wrong by chance on calls: those of Graph, or those of the pages and of the token endpoint. Shares are between 0 and 1; of one call at most one thing goes wrong.</summary>
/// <remarks>
/// Whether the n-th call of a kind about one user is hit follows from <see cref="EntraSimulatorOptions.Seed"/>, the kind, the user's name and n alone: the same calls meet the same
/// weather, in whatever order users take turns.
/// </remarks>
public sealed record SimulatorStorm
{
    /// <summary>Gets the share of calls that fail with 500 or 503.</summary>
    public double Failures { get; init; }

    /// <summary>Gets the share of calls that are told to come again, with <c>Retry-After</c>.</summary>
    public double Throttled { get; init; }

    /// <summary>Gets the share of calls that are broken off before they are carried out.</summary>
    public double DroppedRequests { get; init; }

    /// <summary>Gets the share of calls that are carried out and whose reply is lost.</summary>
    public double DroppedReplies { get; init; }

    /// <summary>Gets the share of calls that are answered late.</summary>
    public double Slow { get; init; }

    /// <summary>Gets how late that is, by the simulator's clock.</summary>
    /// <value>The default is one second; one day is the most.</value>
    public TimeSpan SlowBy { get; init; } = TimeSpan.FromSeconds(1);

    internal SimulatorStorm Validated()
    {
        foreach (var share in (double[])[Failures, Throttled, DroppedRequests, DroppedReplies, Slow])
        {
            if (double.IsNaN(share))
            {
                throw new ArgumentOutOfRangeException(nameof(share), share, "A share is a number between 0 and 1.");
            }

            ArgumentOutOfRangeException.ThrowIfNegative(share);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(share, 1);
        }

        ArgumentOutOfRangeException.ThrowIfGreaterThan(Failures + Throttled + DroppedRequests + DroppedReplies + Slow, 1);
        TimeLimits.Checked(SlowBy, TimeLimits.LongestDelay, nameof(SlowBy));
        return this;
    }
}
