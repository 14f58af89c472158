using System.Text.Json.Nodes;
using IdMelon.Provisioning.Simulator.Directory;
using IdMelon.Provisioning.Simulator.Events;
using Microsoft.AspNetCore.Http;

namespace IdMelon.Provisioning.Simulator.Graph;

/// <summary>FIDO2 methods: list, get, delete. A new passkey may take a while to show.</summary>
internal sealed class PasskeyCalls(TenantDirectory directory, SimulatorWeather weather, SimulatorEvents events, TimeProvider time)
{
    private const string Methods = "fido2Methods";
    private const string Path = "/v1.0/users/{user}/authentication/" + Methods;

    public IEnumerable<GraphRoute> Routes()
    {
        string[] write = [GraphRoles.PasskeyWrite, GraphRoles.AuthenticationMethodWrite];
        string[] read = [.. write, GraphRoles.PasskeyRead, GraphRoles.AuthenticationMethodRead];
        yield return new GraphRoute(HttpMethods.Get, Path, GraphCall.ReadPasskeys, read, (context, user) => new(List(context, user)));
        yield return new GraphRoute(HttpMethods.Get, Path + "/{id}", GraphCall.ReadPasskeys, read, (context, user) => new(Get(context, user)));
        yield return new GraphRoute(HttpMethods.Delete, Path + "/{id}", GraphCall.DeletePasskey, write, (context, user) => new(Delete(context, user)));
    }

    private GraphReply List(HttpContext context, SimulatedUser user)
    {
        events.Add(SimulatorEventKinds.PasskeysRead, user.UserPrincipalName, "The passkeys were listed.");
        return GraphFormat.List(GraphFormat.MethodsContext(context, user, Methods), Visible(user).Select(Shape));
    }

    private GraphReply Get(HttpContext context, SimulatedUser user)
    {
        var id = context.Request.RouteValues["id"] as string;
        if (Visible(user).FirstOrDefault(passkey => passkey.Id == id) is not { } passkey)
        {
            return GraphError.UnknownMethod;
        }

        events.Add(SimulatorEventKinds.PasskeysRead, user.UserPrincipalName, "A passkey was read.");
        return GraphReply.Ok(GraphFormat.Entity(GraphFormat.MethodsContext(context, user, Methods), Shape(passkey)));
    }

    private GraphReply Delete(HttpContext context, SimulatedUser user)
    {
        if (context.Request.RouteValues["id"] is not string id || Visible(user).All(passkey => passkey.Id != id) || !directory.RemovePasskey(user, id))
        {
            return GraphError.UnknownMethod;
        }

        events.Add(SimulatorEventKinds.PasskeyDeleted, user.UserPrincipalName, "A passkey was deleted.");
        return GraphReply.NoContent();
    }

    private IEnumerable<SimulatedPasskey> Visible(SimulatedUser user)
    {
        var newest = time.GetUtcNow() - weather.PasskeyVisibilityLag;
        return user.Passkeys.Where(passkey => passkey.CreatedDateTime <= newest);
    }

    private static JsonObject Shape(SimulatedPasskey passkey) => new()
    {
        ["id"] = passkey.Id,
        ["displayName"] = passkey.DisplayName,
        ["createdDateTime"] = GraphFormat.Time(passkey.CreatedDateTime),
        ["aaGuid"] = passkey.Aaguid.ToString(),
        ["model"] = AuthenticatorModels.NameOf(passkey.Aaguid),
        ["attestationCertificates"] = new JsonArray(),
        ["attestationLevel"] = passkey.AttestationFormat == "none" ? "notAttested" : "attested",
        ["passkeyType"] = "deviceBound",
    };
}
