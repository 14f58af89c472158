namespace IdMelon.Provisioning.Graph.Http;

/// <summary>Tells which calls count against the limit of authentication methods and audits. That it is these is taken from the names of the resources in Microsoft's list.</summary>
internal static class BilledCall
{
    public static bool Is(Uri address) => address.AbsolutePath.Split('/', StringSplitOptions.RemoveEmptyEntries) is [_, .. var rest] && rest switch
    {
        [var users, _, var part, ..] when Same(users, "users") && Same(part, "authentication") => true,
        [var me, var part, ..] when Same(me, "me") && Same(part, "authentication") => true,
        [var logs, ..] when Same(logs, "auditLogs") => true,
        _ => false,
    };

    private static bool Same(string segment, string name) => segment.Equals(name, StringComparison.OrdinalIgnoreCase);
}
