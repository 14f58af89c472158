using IdMelon.Provisioning.Simulator.Directory;

namespace IdMelon.Provisioning.Simulator.Audits;

/// <summary>The directory's audit log about authentication methods; the newest lines are kept.</summary>
/// <remarks>Thread-safe. Lists are copies.</remarks>
internal sealed class AuditLog(TimeProvider time, int most = AuditLog.Most)
{
    private const int Most = 100_000;

    private readonly Lock gate = new();
    private readonly Queue<DirectoryAudit> audits = new();

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

    public IReadOnlyList<DirectoryAudit> NewestFirst
    {
        get
        {
            DirectoryAudit[] copy = [.. All];
            Array.Reverse(copy);
            return copy;
        }
    }

    /// <summary>Writes a line. Exactly one of application and actor is given.</summary>
    public void Add(string activity, string reason, SimulatedUser target, string? application = null, string? actor = null, bool succeeded = true)
    {
        lock (gate)
        {
            if (audits.Count == most)
            {
                audits.Dequeue();
            }

            audits.Enqueue(new(Guid.NewGuid(), time.GetUtcNow(), activity, reason, succeeded, Guid.NewGuid())
            {
                Application = application,
                Actor = actor,
                Target = target.UserPrincipalName,
                TargetId = target.Id,
            });
        }
    }
}
