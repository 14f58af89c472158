using System.Text.Json.Nodes;
using IdMelon.Provisioning.Simulator.Directory;
using IdMelon.Provisioning.Simulator.Graph.OData;
using Microsoft.AspNetCore.Http;

namespace IdMelon.Provisioning.Simulator.Graph;

/// <summary>What a user belongs to: groups and directory roles.</summary>
internal sealed class MembershipCalls(TenantDirectory directory, SimulatorTenant tenant) : IGraphCalls
{
    private const int MostGroups = 20;

    private static readonly GraphPermission Read = GraphPermission.AnyOf(GraphRoles.UserRead, GraphRoles.GroupMemberRead, "Directory.Read.All", "Directory.ReadWrite.All") with
    {
        Self = GraphPermission.Each("User.Read"),
    };

    // Documented as a pair: one of the permissions alone does not do.
    private static readonly GraphPermission Check = new([GraphRoles.UserRead, GraphRoles.GroupMemberRead], ["Directory.Read.All"], ["Directory.ReadWrite.All"])
    {
        Delegated = [[GraphRoles.UserReadBasic, GraphRoles.GroupMemberRead]],
        Self = GraphPermission.Each("User.Read"),
    };

    public IEnumerable<GraphRoute> Routes()
    {
        foreach (var (name, transitive) in (IEnumerable<(string, bool)>)[("memberOf", false), ("transitiveMemberOf", true)])
        {
            yield return Route("/users/{user}/" + name, request => List(request, transitive, kind: null));

            // The kind as the documentation writes it, and as the .NET client does.
            foreach (var prefix in (IEnumerable<string>)["microsoft.graph.", "graph."])
            {
                foreach (var kind in (IEnumerable<string>)["group", "directoryRole"])
                {
                    yield return Route($"/users/{{user}}/{name}/{prefix}{kind}", request => List(request, transitive, kind));
                }
            }
        }

        yield return new GraphRoute(HttpMethods.Post, "/users/{user}/checkMemberGroups", GraphCall.CheckMembership, Check, CheckAsync) { Units = 4 };
    }

    private static GraphRoute Route(string path, Func<GraphRequest, GraphReply> answer) =>
        new(HttpMethods.Get, path, GraphCall.CheckMembership, Read, request => new(answer(request))) { Options = ["$select", "$top", "$count", "$skiptoken"], Units = 2 };

    private GraphReply List(GraphRequest request, bool transitive, string? kind)
    {
        var groups = kind is null or "group" ? Groups(request.User, transitive).Select(group => DirectoryObjects.Typed("group", DirectoryObjects.Group(group))) : [];
        var roles = kind is null or "directoryRole" ? request.User.Roles.Select(role => DirectoryObjects.Typed("directoryRole", DirectoryObjects.Role(tenant, role))) : [];
        return ODataCollection.Page(request, kind is null ? "directoryObjects" : kind + "s", [.. groups, .. roles], item => Guid.Parse((string)item["id"]!), item => item, DirectoryObjects.Mixed);
    }

    private IEnumerable<SimulatedGroup> Groups(SimulatedUser user, bool transitive) =>
        transitive ? directory.GroupsOf(user) : directory.Groups.Where(group => group.MemberIds.Contains(user.Id));

    private async ValueTask<GraphReply> CheckAsync(GraphRequest request)
    {
        var (body, error) = await GraphBody.ReadObjectAsync(request.Http).ConfigureAwait(false);
        if (body is null)
        {
            return error!;
        }

        if (body["groupIds"] is not JsonArray asked || body.Any(member => member.Key != "groupIds" && !GraphBody.IsAnnotation(member.Key)))
        {
            return GraphError.WrongMember("groupIds");
        }

        if (asked.Count > MostGroups)
        {
            return GraphError.Bad($"The size of the collection 'groupIds' must be at most {MostGroups}.");
        }

        var ids = asked.Select(id => Guid.TryParse(GraphBody.Text(id), out var group) ? group : Guid.Empty).ToHashSet();
        if (ids.Contains(Guid.Empty))
        {
            return GraphError.Bad("Invalid value specified for the collection 'groupIds': not an object id.");
        }

        var inside = directory.GroupsOf(request.User).Where(group => ids.Contains(group.Id)).Select(group => (JsonNode)group.Id.ToString());
        return GraphReply.Ok(new JsonObject { ["@odata.context"] = request.Context("Collection(Edm.String)"), ["value"] = new JsonArray([.. inside]) });
    }
}
