namespace IdMelon.Provisioning.Tenants;

/// <summary>Reads what the tenant's own log has on sign-in methods.</summary>
/// <remarks>Thread-safe; refusals are values. The log lags, for how long is not published: what is not there yet may still come. Source: Microsoft Graph, <c>auditLogs/directoryAudits</c>.</remarks>
public interface IAuditTrail
{
    /// <summary>Lists the entries about sign-in methods in a span of time, oldest first.</summary>
    /// <param name="from">The first moment.</param>
    /// <param name="until">The last moment.</param>
    /// <param name="cancellationToken">Cancels.</param>
    Task<Attempt<IReadOnlyList<AuditEntry>>> ReadAsync(DateTimeOffset from, DateTimeOffset until, CancellationToken cancellationToken);
}
