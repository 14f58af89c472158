using IdMelon.Provisioning.Simulator.Directory;

namespace IdMelon.Provisioning.Simulator.Audits;

/// <summary>The directory's audit log about authentication methods; only ever grows.</summary>
/// <remarks>Thread-safe.</remarks>
internal sealed class AuditLog(TimeProvider time)
{
    private readonly Lock gate = new();
    private readonly List<DirectoryAudit> audits = [];

    public IReadOnlyList<DirectoryAudit> All
    {
        get
        {
            lock (gate)
            {
                return [.. audits];
            }
        }
    }

    /// <summary>Writes a line. Exactly one of application and actor is given.</summary>
    public void Add(string activity, string reason, SimulatedUser target, string? application = null, string? actor = null, bool succeeded = true)
    {
        lock (gate)
        {
            audits.Add(new(Guid.NewGuid(), time.GetUtcNow(), activity, reason, succeeded, Guid.NewGuid())
            {
                Application = application,
                Actor = actor,
                Target = target.UserPrincipalName,
                TargetId = target.Id,
            });
        }
    }
}
