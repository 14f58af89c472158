using IdMelon.Provisioning.Simulator.Directory;
using Microsoft.AspNetCore.Http;

namespace IdMelon.Provisioning.Simulator.SignIn;

/// <summary>Whose window a request comes from, as far as the simulator knows: whoever answers notes it, so that events about documents and views name the user.</summary>
internal static class PageUser
{
    private static readonly object Key = new();

    public static void Note(HttpContext http, SimulatedUser? user) => http.Items[Key] = user;

    public static SimulatedUser? Of(HttpContext http) => http.Items[Key] as SimulatedUser;
}
