using IdMelon.Provisioning.Simulator.Directory;
using IdMelon.Provisioning.Simulator.Events;
using IdMelon.Provisioning.Simulator.Graph.OData;
using Microsoft.AspNetCore.Http;

namespace IdMelon.Provisioning.Simulator.Graph;

/// <summary>Reading users.</summary>
internal sealed class UserCalls(TenantDirectory directory, SimulatorEvents events) : IGraphCalls
{
    private static readonly GraphPermission Read = GraphPermission.AnyOf(GraphRoles.UserRead, "User.ReadWrite.All", "Directory.Read.All", "Directory.ReadWrite.All") with
    {
        Delegated = GraphPermission.Each(GraphRoles.UserReadBasic),
        Self = GraphPermission.Each("User.Read", "User.ReadWrite"),
    };

    public IEnumerable<GraphRoute> Routes()
    {
        yield return new GraphRoute(HttpMethods.Get, "/users/{user}", GraphCall.GetUser, Read, request => new(Get(request))) { Options = ["$select"], Units = 2 };
        yield return new GraphRoute(HttpMethods.Get, "/users", GraphCall.ListUsers, Read, request => new(List(request))) { Options = EntitySet.Options, Units = 2 };
    }

    private GraphReply Get(GraphRequest request)
    {
        events.Add(SimulatorEventKinds.UserRead, request.User.UserPrincipalName, "The user was read.");
        return ODataCollection.One(request, "users", DirectoryObjects.User(request.User), DirectoryObjects.Users);
    }

    private GraphReply List(GraphRequest request) => ODataCollection.Page(request, "users", directory.Users, user => user.Id, DirectoryObjects.User, DirectoryObjects.Users);
}
