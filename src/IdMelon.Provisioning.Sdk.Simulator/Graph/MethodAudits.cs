using IdMelon.Provisioning.Simulator.Audits;
using IdMelon.Provisioning.Simulator.Directory;

namespace IdMelon.Provisioning.Simulator.Graph;

/// <summary>Writes into the audit log what callers of Graph do to authentication methods.</summary>
internal sealed class MethodAudits(AuditLog log, TenantDirectory directory)
{
    public void Registered(GraphRequest request, string reason, string ownReason) =>
        Add(request, AuditActivities.AdminRegistered, reason, AuditActivities.UserRegistered, ownReason, succeeded: true);

    public void Refused(GraphRequest request) =>
        Add(request, AuditActivities.AdminRegistered, AuditReasons.PasskeyRefused, AuditActivities.UserRegistered, AuditReasons.PasskeyRefused, succeeded: false);

    public void Deleted(GraphRequest request, string reason, string ownReason) =>
        Add(request, AuditActivities.AdminDeleted, reason, AuditActivities.UserDeleted, ownReason, succeeded: true);

    public void OptionsFetched(GraphRequest request) =>
        Add(request, AuditActivities.CreationOptions, AuditReasons.OptionsFetched, AuditActivities.CreationOptions, AuditReasons.OptionsFetched, succeeded: true);

    private void Add(GraphRequest request, string activity, string reason, string ownActivity, string ownReason, bool succeeded)
    {
        var caller = request.Caller;
        var actor = caller.IsDelegated ? directory.Find(caller.ObjectId?.ToString() ?? "")?.UserPrincipalName ?? "" : null;
        log.Add(
            request.IsSelf ? ownActivity : activity,
            request.IsSelf ? ownReason : reason,
            request.User,
            caller.IsDelegated ? null : caller.ApplicationId,
            actor,
            succeeded);
    }
}
