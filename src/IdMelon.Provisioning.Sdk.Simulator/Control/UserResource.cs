using System.Text.Json.Nodes;
using IdMelon.Provisioning.Simulator.Directory;
using Microsoft.AspNetCore.Http;

namespace IdMelon.Provisioning.Simulator.Control;

/// <summary>The users with all their switches.</summary>
internal sealed class UserResource(TenantDirectory directory, UserFields fields) : IControlResource
{
    private const int MostAtOnce = 1000;

    public IEnumerable<ControlRoute> Routes =>
    [
        new(HttpMethods.Get, "users", call => new(List(call))) { Parameters = ["top", "after"] },
        new(HttpMethods.Post, "users", AddAsync),
        new(HttpMethods.Get, "users/{user}", call => new(Get(call))),
        new(HttpMethods.Patch, "users/{user}", ChangeAsync),
        new(HttpMethods.Delete, "users/{user}", call => new(Remove(call))),
    ];

    /// <summary>Lists all users, or a page of them in the order in which they were added.</summary>
    private ControlReply List(ControlCall call)
    {
        var most = call.Whole("top", 1, MostAtOnce, int.MaxValue);
        if (most.Error is { } error)
        {
            return error;
        }

        IEnumerable<SimulatedUser> rest = directory.Users;
        if (call.Query("after") is { } after)
        {
            if (directory.Find(after) is not { } last)
            {
                return ControlError.Wrong("wrong-value", "users?after", "after takes the next member of the page before.", "Begin again without it if that user is gone.");
            }

            rest = rest.SkipWhile(user => user != last).Skip(1);
        }

        var page = rest.Take((int)most.Value + (most.Value < int.MaxValue ? 1 : 0)).ToList();
        var isMore = page.Count > most.Value;
        var shown = isMore ? page[..^1] : page;
        return ControlReply.Ok(new JsonObject
        {
            ["users"] = new JsonArray([.. shown.Select(fields.Table.Write)]),
            ["next"] = isMore ? shown[^1].Id.ToString() : null,
        });
    }

    private ControlReply Get(ControlCall call) => call.UserIn(directory) is { } user ? ControlReply.Ok(fields.Table.Write(user)) : ControlError.UnknownUser;

    /// <summary>Adds a user. Everything is checked before anybody is added.</summary>
    private async ValueTask<ControlReply> AddAsync(ControlCall call)
    {
        var body = await call.ReadNewAsync(UserFields.Names, new(), fields.Table).ConfigureAwait(false);
        return body.Error is { } error ? error : Add(call, body.Value.Names, body.Value.Switches);
    }

    private ControlReply Add(ControlCall call, UserFields.NewUser names, Fields.FieldTable<SimulatedUser>.Change switches)
    {
        SimulatedUser user;
        try
        {
            user = directory.AddUser(names.UserPrincipalName, names.DisplayName);
        }
        catch (ArgumentException)
        {
            return new ControlError(StatusCodes.Status409Conflict, "already-there", "users.userPrincipalName", "A user of that name exists already.", "PATCH or DELETE the one that exists.");
        }

        if (switches.ApplyTo(user).Error is { } error)
        {
            directory.RemoveUser(user);
            return error;
        }

        call.User = user.UserPrincipalName;
        call.Http.Response.Headers.Location = $"/{ControlInterface.Root}/users/{user.Id}";
        return ControlReply.Created(fields.Table.Write(user));
    }

    private async ValueTask<ControlReply> ChangeAsync(ControlCall call) =>
        call.UserIn(directory) is { } user ? (await call.ChangeAsync(fields.Table, user).ConfigureAwait(false)).ToReply(fields.Table) : ControlError.UnknownUser;

    private ControlReply Remove(ControlCall call) =>
        call.UserIn(directory) is { } user && directory.RemoveUser(user) ? ControlReply.NoContent : ControlError.UnknownUser;
}
