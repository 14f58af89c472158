using IdMelon.Provisioning.Simulator.Control.Fields;
using IdMelon.Provisioning.Simulator.Directory;

namespace IdMelon.Provisioning.Simulator.Control;

/// <summary>Finds whom or what a call is about.</summary>
internal static class ControlCallUsers
{
    /// <summary>Finds the user that the address names by id or sign-in name.</summary>
    public static SimulatedUser? UserIn(this ControlCall call, TenantDirectory directory)
    {
        var user = directory.Find(call.Values["user"]);
        call.User = user?.UserPrincipalName;
        return user;
    }

    /// <summary>Finds the group that the address names by id.</summary>
    public static SimulatedGroup? GroupIn(this ControlCall call, TenantDirectory directory) => call.Id("group") is { } id ? directory.FindGroup(id) : null;

    /// <summary>Makes the answer of a change: what it has led to, or why there was none.</summary>
    public static ControlReply ToReply<T>(this Reading<T> reading, FieldTable<T> table) =>
        reading.Error is { } error ? error : ControlReply.Ok(table.Write(reading.Value));
}
