using System.Text.Json.Nodes;
using IdMelon.Provisioning.Simulator.Directory;
using Microsoft.AspNetCore.Http;

namespace IdMelon.Provisioning.Simulator.Control;

/// <summary>A user's passkeys, those that Graph does not show yet included.</summary>
internal sealed class PasskeyResource(TenantDirectory directory) : IControlResource
{
    public IEnumerable<ControlRoute> Routes =>
    [
        new(HttpMethods.Get, "users/{user}/passkeys", call => new(List(call))),
        new(HttpMethods.Delete, "users/{user}/passkeys/{passkey}", call => new(Remove(call))),
    ];

    private ControlReply List(ControlCall call) => call.UserIn(directory) is { } user
        ? ControlReply.Ok(new JsonObject { ["passkeys"] = new JsonArray([.. user.Passkeys.Select(UserFields.Shape)]) })
        : ControlError.UnknownUser;

    private ControlReply Remove(ControlCall call) =>
        call.UserIn(directory) is not { } user ? ControlError.UnknownUser
        : directory.RemovePasskey(user, call.Values["passkey"]) ? ControlReply.NoContent
        : ControlError.UnknownMethod;
}
