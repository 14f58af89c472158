using System.Text.Json.Nodes;
using IdMelon.Provisioning.Simulator.Directory;
using IdMelon.Provisioning.Simulator.Events;
using Microsoft.AspNetCore.Http;

namespace IdMelon.Provisioning.Simulator.Graph;

/// <summary>Reading one user, with <c>$select</c>.</summary>
internal sealed class UserCalls(SimulatorEvents events)
{
    private static readonly string[] DefaultMembers =
        ["businessPhones", "displayName", "givenName", "jobTitle", "mail", "mobilePhone", "officeLocation", "preferredLanguage", "surname", "userPrincipalName", "id"];

    public IEnumerable<GraphRoute> Routes()
    {
        string[] roles = [GraphRoles.UserRead, "User.ReadWrite.All", "Directory.Read.All", "Directory.ReadWrite.All"];
        yield return new GraphRoute(HttpMethods.Get, "/v1.0/users/{user}", GraphCall.GetUser, roles, (context, user) => new(Get(context, user)));
    }

    private GraphReply Get(HttpContext context, SimulatedUser user)
    {
        var asked = context.Request.Query["$select"].ToString().Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var odataContext = $"https://{context.Request.Host.Host}/v1.0/$metadata#users" + (asked.Length > 0 ? $"({string.Join(',', asked)})" : "");
        var body = new JsonObject();
        foreach (var name in asked.Length > 0 ? asked : DefaultMembers)
        {
            if (!Members.TryGetValue(name, out var member))
            {
                return GraphError.WrongMember(name.Length > 50 ? name[..50] : name);
            }

            body[name] = member(user);
        }

        events.Add(SimulatorEventKinds.UserRead, user.UserPrincipalName, "The user was read.");
        return GraphReply.Ok(GraphFormat.Entity(odataContext, body));
    }

    private static readonly Dictionary<string, Func<SimulatedUser, JsonNode?>> Members = new(StringComparer.Ordinal)
    {
        ["id"] = static user => user.Id.ToString(),
        ["displayName"] = static user => user.DisplayName,
        ["userPrincipalName"] = static user => user.UserPrincipalName,
        ["mail"] = static user => user.UserPrincipalName,
        ["accountEnabled"] = static _ => true,
        ["userType"] = static _ => "Member",
        ["businessPhones"] = static _ => new JsonArray(),
        ["givenName"] = static _ => null,
        ["jobTitle"] = static _ => null,
        ["mobilePhone"] = static _ => null,
        ["officeLocation"] = static _ => null,
        ["preferredLanguage"] = static _ => null,
        ["surname"] = static _ => null,
    };
}
