using IdMelon.Provisioning.Simulator.Audits;
using IdMelon.Provisioning.Simulator.Directory;
using IdMelon.Provisioning.Simulator.Events;
using Microsoft.AspNetCore.Http;

namespace IdMelon.Provisioning.Simulator.Graph;

/// <summary>FIDO2 methods: list, get, delete. A new passkey may take a while to show.</summary>
internal sealed class PasskeyCalls(TenantDirectory directory, SimulatorWeather weather, MethodAudits audits, SimulatorEvents events, TimeProvider time) : IGraphCalls
{
    public IEnumerable<GraphRoute> Routes()
    {
        var write = GraphPermission.AnyOf(GraphRoles.PasskeyWrite, GraphRoles.AuthenticationMethodWrite) with { Self = GraphPermission.Each("UserAuthMethod-Passkey.ReadWrite") };
        var read = GraphPermission.AnyOf(GraphRoles.PasskeyWrite, GraphRoles.AuthenticationMethodWrite, GraphRoles.PasskeyRead, GraphRoles.AuthenticationMethodRead) with
        {
            Self = GraphPermission.Each("UserAuthMethod-Passkey.Read", "UserAuthMethod-Passkey.ReadWrite"),
        };
        yield return new GraphRoute(HttpMethods.Get, PasskeyShape.Path, GraphCall.ReadPasskeys, read, request => new(List(request))) { Demand = RoleDemand.ReadMethods };
        yield return new GraphRoute(HttpMethods.Get, PasskeyShape.Path + "/{id}", GraphCall.ReadPasskeys, read, request => new(Get(request))) { Demand = RoleDemand.ReadMethods };
        yield return new GraphRoute(HttpMethods.Delete, PasskeyShape.Path + "/{id}", GraphCall.DeletePasskey, write, request => new(Delete(request))) { Demand = RoleDemand.WriteMethods };
    }

    private GraphReply List(GraphRequest request)
    {
        events.Add(SimulatorEventKinds.PasskeysRead, request.User.UserPrincipalName, "The passkeys were listed.");
        return GraphFormat.List(request.MethodsContext(PasskeyShape.Methods), Visible(request.User).Select(PasskeyShape.Of));
    }

    private GraphReply Get(GraphRequest request)
    {
        if (Visible(request.User).FirstOrDefault(passkey => passkey.Id == request.Values["id"]) is not { } passkey)
        {
            return GraphError.UnknownMethod;
        }

        events.Add(SimulatorEventKinds.PasskeysRead, request.User.UserPrincipalName, "A passkey was read.");
        return GraphReply.Ok(GraphFormat.Entity(request.MethodsContext(PasskeyShape.Methods), PasskeyShape.Of(passkey)));
    }

    private GraphReply Delete(GraphRequest request)
    {
        var id = request.Values["id"];
        if (Visible(request.User).All(passkey => passkey.Id != id) || !directory.RemovePasskey(request.User, id))
        {
            return GraphError.UnknownMethod;
        }

        audits.Deleted(request, AuditReasons.PasskeyDeleted, AuditReasons.OwnPasskeyDeleted);
        events.Add(SimulatorEventKinds.PasskeyDeleted, request.User.UserPrincipalName, "A passkey was deleted.");
        return GraphReply.NoContent();
    }

    private IEnumerable<SimulatedPasskey> Visible(SimulatedUser user)
    {
        var newest = time.GetUtcNow() - weather.PasskeyVisibilityLag;
        return user.Passkeys.Where(passkey => passkey.CreatedDateTime <= newest);
    }
}
