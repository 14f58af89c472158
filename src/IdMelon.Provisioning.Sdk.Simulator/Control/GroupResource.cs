using System.Text.Json.Nodes;
using IdMelon.Provisioning.Simulator.Control.Fields;
using IdMelon.Provisioning.Simulator.Directory;
using Microsoft.AspNetCore.Http;

namespace IdMelon.Provisioning.Simulator.Control;

/// <summary>The groups and who belongs to them.</summary>
internal sealed class GroupResource(TenantDirectory directory) : IControlResource
{
    private static readonly FieldTable<NewGroup> New = new FieldTable<NewGroup>()
        .Member("displayName", JsonTypes.Text().Where(text => !string.IsNullOrWhiteSpace(text), "a name"), group => group.DisplayName, (group, value) => group with { DisplayName = value }, isRequired: true)
        .Member("isSecurityEnabled", JsonTypes.Boolean, group => group.IsSecurityEnabled, (group, value) => group with { IsSecurityEnabled = value });

    private static readonly FieldTable<NewMember> Members = new FieldTable<NewMember>()
        .Member("id", JsonTypes.Text(), member => member.Id, (member, value) => member with { Id = value }, isRequired: true);

    public IEnumerable<ControlRoute> Routes =>
    [
        new(HttpMethods.Get, "groups", _ => new(ControlReply.Ok(new JsonObject { ["groups"] = new JsonArray([.. directory.Groups.Select(Shape)]) }))),
        new(HttpMethods.Post, "groups", AddAsync),
        new(HttpMethods.Get, "groups/{group}", call => new(call.GroupIn(directory) is { } group ? ControlReply.Ok(Shape(group)) : ControlError.UnknownGroup)),
        new(HttpMethods.Delete, "groups/{group}", call => new(call.GroupIn(directory) is { } group && directory.RemoveGroup(group) ? ControlReply.NoContent : ControlError.UnknownGroup)),
        new(HttpMethods.Post, "groups/{group}/members", AddMemberAsync),
        new(HttpMethods.Delete, "groups/{group}/members/{member}", call => new(RemoveMember(call))),
    ];

    private static JsonObject Shape(SimulatedGroup group) => new()
    {
        ["id"] = group.Id.ToString(),
        ["displayName"] = group.DisplayName,
        ["isSecurityEnabled"] = group.IsSecurityEnabled,
        ["members"] = new JsonArray([.. group.MemberIds.Select(id => (JsonNode?)id.ToString())]),
    };

    private async ValueTask<ControlReply> AddAsync(ControlCall call)
    {
        var group = await call.ReadBodyAsync(New, new NewGroup()).ConfigureAwait(false);
        return group.Error is { } error ? error : ControlReply.Created(Shape(directory.AddGroup(group.Value.DisplayName, group.Value.IsSecurityEnabled)));
    }

    private async ValueTask<ControlReply> AddMemberAsync(ControlCall call)
    {
        if (call.GroupIn(directory) is not { } group)
        {
            return ControlError.UnknownGroup;
        }

        var member = await call.ReadBodyAsync(Members, new NewMember()).ConfigureAwait(false);
        if (member.Error is { } error)
        {
            return error;
        }

        try
        {
            directory.AddMember(group, IdOf(member.Value.Id) ?? Guid.Empty);
            return ControlReply.Ok(Shape(group));
        }
        catch (ArgumentException)
        {
            return ControlError.WrongType(call.Resource + ".id", "the id of a user or of another group, or a user's sign-in name; a group may not end up within itself");
        }
    }

    private ControlReply RemoveMember(ControlCall call) =>
        call.GroupIn(directory) is not { } group ? ControlError.UnknownGroup
        : IdOf(call.Values["member"]) is { } id && directory.RemoveMember(group, id) ? ControlReply.NoContent
        : ControlError.Unknown("member", "GET groups/{group} lists those there are.");

    private Guid? IdOf(string idOrName) => directory.Find(idOrName)?.Id ?? (Guid.TryParse(idOrName, out var id) ? id : null);

    private sealed record NewGroup(string DisplayName = "", bool IsSecurityEnabled = true);

    private sealed record NewMember(string Id = "");
}
