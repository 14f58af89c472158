namespace IdMelon.Provisioning.Tenants;

/// <summary>An entry of the tenant's own log.</summary>
/// <param name="Id">Its id.</param>
/// <param name="At">When it happened, by the directory's clock.</param>
/// <param name="Activity">What happened, such as <c>Admin registered security info</c>.</param>
/// <param name="Target">The name of the user to whom it happened; null if the entry names none.</param>
/// <param name="Succeeded">Whether it succeeded.</param>
public sealed record AuditEntry(string Id, DateTimeOffset At, string Activity, string? Target, bool Succeeded)
{
    /// <summary>Gets the id that ties it to other logs.</summary>
    public string? CorrelationId { get; init; }

    /// <summary>Gets who did it: a user's name or an application's id.</summary>
    public string? Initiator { get; init; }

    /// <summary>Gets what the log says of the reason.</summary>
    public string? Reason { get; init; }
}
