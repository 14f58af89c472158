namespace IdMelon.Provisioning.Simulator.Audits;

/// <summary>A line of the directory's audit log.</summary>
/// <param name="Id">The line's id.</param>
/// <param name="ActivityDateTime">When, by the simulator's clock.</param>
/// <param name="Activity">What was done, as the directory words it, such as <c>User registered security info</c>.</param>
/// <param name="Reason">The reason that goes with it.</param>
/// <param name="Succeeded">Whether it was done.</param>
/// <param name="CorrelationId">What belongs together.</param>
public sealed record DirectoryAudit(Guid Id, DateTimeOffset ActivityDateTime, string Activity, string Reason, bool Succeeded, Guid CorrelationId)
{
    /// <summary>Gets the id of the application that did it; null if a user did.</summary>
    public string? Application { get; init; }

    /// <summary>Gets the user principal name of the user who did it; null if an application did.</summary>
    public string? Actor { get; init; }

    /// <summary>Gets the user principal name of the user it was done to.</summary>
    public required string Target { get; init; }

    /// <summary>Gets the object id of the user it was done to.</summary>
    public Guid TargetId { get; init; }
}
