using System.Globalization;
using System.Text.Json.Nodes;
using IdMelon.Provisioning.Simulator.Audits;
using IdMelon.Provisioning.Simulator.Directory;
using IdMelon.Provisioning.Simulator.Graph.OData;
using Microsoft.AspNetCore.Http;

namespace IdMelon.Provisioning.Simulator.Graph;

/// <summary>Reading the directory's audit log, newest lines first.</summary>
internal sealed class AuditCalls(AuditLog log, TenantDirectory directory) : IGraphCalls
{
    private static readonly EntitySet Audits = new(
        ["id", "category", "correlationId", "result", "resultReason", "activityDisplayName", "activityDateTime", "loggedByService", "operationType", "initiatedBy", "targetResources",
            "additionalDetails"],
        ["id", "category", "correlationId", "result", "activityDisplayName", "activityDateTime", "loggedByService", "initiatedBy/user/id", "initiatedBy/user/userPrincipalName",
            "initiatedBy/app/appId", "targetResources/id", "targetResources/userPrincipalName", "targetResources/displayName"],
        ["activityDateTime"])
    {
        Times = ["activityDateTime"],
    };

    public IEnumerable<GraphRoute> Routes()
    {
        var read = GraphPermission.AnyOf(GraphRoles.AuditLogRead);
        yield return new GraphRoute(HttpMethods.Get, "/auditLogs/directoryAudits", GraphCall.ReadAudits, read, request => new(List(request)))
        {
            Demand = RoleDemand.ReadAudits,
            Options = EntitySet.Options,
        };
        yield return new GraphRoute(HttpMethods.Get, "/auditLogs/directoryAudits/{audit}", GraphCall.ReadAudits, read, request => new(Get(request)))
        {
            Demand = RoleDemand.ReadAudits,
            Options = ["$select"],
        };
    }

    private GraphReply List(GraphRequest request) => ODataCollection.Page(request, "auditLogs/directoryAudits", log.NewestFirst, audit => audit.Id, Shape, Audits);

    private GraphReply Get(GraphRequest request) => log.NewestFirst.FirstOrDefault(audit => audit.Id.ToString() == request.Values["audit"]) is { } found
        ? ODataCollection.One(request, "auditLogs/directoryAudits", Shape(found), Audits)
        : GraphError.UnknownObject(request.Values["audit"]);

    private JsonObject Shape(DirectoryAudit audit) => new()
    {
        ["id"] = audit.Id.ToString(),
        ["category"] = "UserManagement",
        ["correlationId"] = audit.CorrelationId.ToString(),
        ["result"] = audit.Succeeded ? "success" : "failure",
        ["resultReason"] = audit.Reason,
        ["activityDisplayName"] = audit.Activity,

        // Always of one length, so that it sorts as text.
        ["activityDateTime"] = audit.ActivityDateTime.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'", CultureInfo.InvariantCulture),
        ["loggedByService"] = "Authentication Methods",
        ["operationType"] = audit.Activity.Contains("registered", StringComparison.Ordinal) ? "Add" : audit.Activity.Contains("deleted", StringComparison.Ordinal) ? "Delete" : "Read",
        ["initiatedBy"] = new JsonObject
        {
            ["user"] = audit.Actor is { } actor ? User(directory.Find(actor)?.Id, actor) : null,
            ["app"] = audit.Application is { } application ? new JsonObject { ["appId"] = application, ["displayName"] = null, ["servicePrincipalId"] = null } : null,
        },
        ["targetResources"] = new JsonArray(Target(audit)),
        ["additionalDetails"] = new JsonArray(),
    };

    private static JsonObject User(Guid? id, string name) => new() { ["id"] = id?.ToString(), ["displayName"] = null, ["userPrincipalName"] = name };

    private static JsonObject Target(DirectoryAudit audit)
    {
        var target = User(audit.TargetId, audit.Target);
        target["type"] = "User";
        target["modifiedProperties"] = new JsonArray();
        return target;
    }
}
