using System.Text.Json.Nodes;
using IdMelon.Provisioning.Simulator.Directory;
using IdMelon.Provisioning.Simulator.Graph.OData;
using Microsoft.AspNetCore.Http;

namespace IdMelon.Provisioning.Simulator.Graph;

/// <summary>Reading groups and who is in them.</summary>
internal sealed class GroupCalls(TenantDirectory directory) : IGraphCalls
{
    private static readonly GraphPermission Read =
        GraphPermission.AnyOf(GraphRoles.GroupMemberRead, "Group.Read.All", "Group.ReadWrite.All", "GroupMember.ReadWrite.All", "Directory.Read.All", "Directory.ReadWrite.All");

    public IEnumerable<GraphRoute> Routes()
    {
        yield return Route("/groups", List, EntitySet.Options, units: 3);
        yield return Route("/groups/{group}", Get, ["$select"], units: 1);
        yield return Route("/groups/{group}/members", request => Members(request, transitive: false), ["$select", "$top", "$count", "$skiptoken"], units: 3);
        yield return Route("/groups/{group}/transitiveMembers", request => Members(request, transitive: true), ["$select", "$top", "$count", "$skiptoken"], units: 5);
    }

    private static GraphRoute Route(string path, Func<GraphRequest, GraphReply> answer, string[] options, int units) =>
        new(HttpMethods.Get, path, GraphCall.ReadGroups, Read, request => new(answer(request))) { Options = options, Units = units };

    private GraphReply List(GraphRequest request) => ODataCollection.Page(request, "groups", directory.Groups, group => group.Id, DirectoryObjects.Group, DirectoryObjects.Groups);

    private GraphReply Get(GraphRequest request) => Find(request) is { } group
        ? ODataCollection.One(request, "groups", DirectoryObjects.Group(group), DirectoryObjects.Groups)
        : GraphError.UnknownObject(request.Values["group"]);

    private GraphReply Members(GraphRequest request, bool transitive)
    {
        if (Find(request) is not { } group)
        {
            return GraphError.UnknownObject(request.Values["group"]);
        }

        var ids = transitive ? directory.MembersAround(group) : group.MemberIds;
        return ODataCollection.Page(request, "directoryObjects", ids, id => id, Shape, DirectoryObjects.Mixed);
    }

    private SimulatedGroup? Find(GraphRequest request) => Guid.TryParse(request.Values["group"], out var id) ? directory.FindGroup(id) : null;

    private JsonObject? Shape(Guid id) =>
        directory.Find(id.ToString()) is { } user ? DirectoryObjects.Typed("user", DirectoryObjects.User(user))
        : directory.FindGroup(id) is { } group ? DirectoryObjects.Typed("group", DirectoryObjects.Group(group))
        : null;
}
