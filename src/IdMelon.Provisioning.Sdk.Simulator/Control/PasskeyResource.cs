using System.Text.Json.Nodes;
using IdMelon.Provisioning.Simulator.Directory;
using Microsoft.AspNetCore.Http;

namespace IdMelon.Provisioning.Simulator.Control;

/// <summary>A user's passkeys, those that Graph does not show yet included.</summary>
/// <remarks>As in process, the directory is changed directly: neither the policy nor the limit is asked. A credential that somebody has is refused all the same.</remarks>
internal sealed class PasskeyResource(TenantDirectory directory, TimeProvider time) : IControlResource
{
    public IEnumerable<ControlRoute> Routes =>
    [
        new(HttpMethods.Get, "users/{user}/passkeys", call => new(List(call))),
        new(HttpMethods.Post, "users/{user}/passkeys", AddAsync),
        new(HttpMethods.Delete, "users/{user}/passkeys/{passkey}", call => new(Remove(call))),
    ];

    private ControlReply List(ControlCall call) => call.UserIn(directory) is { } user
        ? ControlReply.Ok(new JsonObject { ["passkeys"] = new JsonArray([.. user.Passkeys.Select(PasskeyFields.Shape)]) })
        : ControlError.UnknownUser;

    private async ValueTask<ControlReply> AddAsync(ControlCall call)
    {
        if (call.UserIn(directory) is not { } user)
        {
            return ControlError.UnknownUser;
        }

        var body = await call.ReadBodyAsync(PasskeyFields.New, new()).ConfigureAwait(false);
        if (body.Error is { } error)
        {
            return error;
        }

        if (directory.FindPasskey(body.Value.CredentialId) is not null)
        {
            return new ControlError(StatusCodes.Status409Conflict, "already-there", $"{call.Resource}.credentialId", "Somebody has this credential already.", "DELETE the passkey that exists.");
        }

        var passkey = body.Value.ToPasskey(time.GetUtcNow());
        directory.AddPasskey(user, passkey);
        return ControlReply.Created(PasskeyFields.Shape(passkey));
    }

    private ControlReply Remove(ControlCall call) =>
        call.UserIn(directory) is not { } user ? ControlError.UnknownUser
        : directory.RemovePasskey(user, call.Values["passkey"]) ? ControlReply.NoContent
        : ControlError.UnknownMethod;
}
