using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using IdMelon.Provisioning.Simulator.Directory;
using IdMelon.Provisioning.Simulator.Graph.OData;

namespace IdMelon.Provisioning.Simulator.Graph;

/// <summary>Users, groups and roles as Graph shows them.</summary>
internal static class DirectoryObjects
{
    private static readonly string[] UserDefaults =
        ["businessPhones", "displayName", "givenName", "jobTitle", "mail", "mobilePhone", "officeLocation", "preferredLanguage", "surname", "userPrincipalName", "id"];

    public static EntitySet Users { get; } = new(
        [.. UserDefaults, "accountEnabled", "userType"], ["id", "userPrincipalName", "displayName", "mail", "accountEnabled", "userType"], ["displayName", "userPrincipalName"], UserDefaults)
    {
        Flags = ["accountEnabled"],
    };

    public static EntitySet Groups { get; } = new(
        ["id", "displayName", "description", "securityEnabled", "mailEnabled", "mailNickname", "groupTypes"], ["id", "displayName", "securityEnabled", "mailEnabled"], ["displayName"])
    {
        Flags = ["securityEnabled", "mailEnabled"],
    };

    /// <summary>Collections that hold objects of several kinds can be cut by few members only.</summary>
    public static EntitySet Mixed { get; } = new(
        [.. Users.Members, .. Groups.Members.Where(member => member is not ("id" or "displayName")), "roleTemplateId"], [], []);

    public static JsonObject User(SimulatedUser user) => new()
    {
        ["businessPhones"] = new JsonArray(),
        ["displayName"] = user.DisplayName,
        ["givenName"] = null,
        ["jobTitle"] = null,
        ["mail"] = user.UserPrincipalName,
        ["mobilePhone"] = null,
        ["officeLocation"] = null,
        ["preferredLanguage"] = null,
        ["surname"] = null,
        ["userPrincipalName"] = user.UserPrincipalName,
        ["id"] = user.Id.ToString(),
        ["accountEnabled"] = user.IsEnabled,
        ["userType"] = user.IsGuest ? "Guest" : "Member",
    };

    public static JsonObject Group(SimulatedGroup group) => new()
    {
        ["id"] = group.Id.ToString(),
        ["displayName"] = group.DisplayName,
        ["description"] = null,
        ["securityEnabled"] = group.IsSecurityEnabled,
        ["mailEnabled"] = false,
        ["mailNickname"] = group.Id.ToString("N"),
        ["groupTypes"] = new JsonArray(),
    };

    /// <summary>A directory role of the tenant; its object id differs between tenants and stays the same in one.</summary>
    public static JsonObject Role(SimulatorTenant tenant, string name) => new()
    {
        ["id"] = new Guid(SHA256.HashData(Encoding.UTF8.GetBytes($"{tenant.Id}/{name.ToUpperInvariant()}")).AsSpan(0, 16)).ToString(),
        ["displayName"] = name,
        ["description"] = null,
        ["roleTemplateId"] = RoleTemplates.Of(name)?.ToString(),
    };

    /// <summary>Names the kind, for collections that hold several.</summary>
    public static JsonObject Typed(string kind, JsonObject item)
    {
        item.Insert(0, "@odata.type", "#microsoft.graph." + kind);
        return item;
    }
}
