using System.Globalization;
using IdMelon.Provisioning.Graph.Errors;
using IdMelon.Provisioning.Tenants;
using Microsoft.Graph.Models;

namespace IdMelon.Provisioning.Graph;

/// <content>The tenant's own log.</content>
public sealed partial class GraphTenant
{
    private const int AuditsPerPage = 500;
    private const int MostAuditPages = 1000;

    /// <inheritdoc/>
    /// <remarks>Needs <c>AuditLog.Read.All</c>.</remarks>
    public Task<Attempt<IReadOnlyList<AuditEntry>>> ReadAsync(DateTimeOffset from, DateTimeOffset until, CancellationToken cancellationToken) =>
        CallAsync(TenantCall.ReadAudits, default, async () =>
        {
            var filter = $"activityDateTime ge {Moment(from)} and activityDateTime le {Moment(until)} and loggedByService eq 'Authentication Methods'";
            var builder = client.AuditLogs.DirectoryAudits;
            var entries = new List<AuditEntry>();
            for (var page = 0; page < MostAuditPages; page++)
            {
                var isFirst = page == 0;
                var answer = await builder.GetAsync(
                    request =>
                    {
                        request.Options.Add(retry.ForRepeatable());
                        if (isFirst)
                        {
                            request.QueryParameters.Filter = filter;
                            request.QueryParameters.Top = AuditsPerPage;
                        }
                    },
                    cancellationToken).ConfigureAwait(false);
                if (answer?.Value is not { } audits)
                {
                    return ErrorReader.Unreadable(TenantCall.ReadAudits, "It is no list of audits.");
                }

                entries.AddRange(audits.Where(audit => audit is { Id: not null, ActivityDateTime: not null }).Select(EntryOf));
                if (string.IsNullOrEmpty(answer.OdataNextLink))
                {
                    return Attempt<IReadOnlyList<AuditEntry>>.Of([.. entries.OrderBy(entry => entry.At)]);
                }

                if (!IsOfSameHost(answer.OdataNextLink))
                {
                    return ErrorReader.Unreadable(TenantCall.ReadAudits, "The list goes on at another host.");
                }

                builder = builder.WithUrl(answer.OdataNextLink);
            }

            return ErrorReader.Unreadable(TenantCall.ReadAudits, "The list does not end.");
        }, cancellationToken);

    private static AuditEntry EntryOf(DirectoryAudit audit) => new(
        audit.Id!,
        audit.ActivityDateTime!.Value,
        audit.ActivityDisplayName ?? "",
        audit.TargetResources?.Select(target => target.UserPrincipalName).FirstOrDefault(name => !string.IsNullOrEmpty(name)),
        audit.Result == OperationResult.Success)
    {
        CorrelationId = audit.CorrelationId,
        Initiator = audit.InitiatedBy?.User?.UserPrincipalName ?? audit.InitiatedBy?.App?.AppId,
        Reason = audit.ResultReason,
    };

    private static string Moment(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
