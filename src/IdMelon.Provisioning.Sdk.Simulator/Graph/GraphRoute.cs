using IdMelon.Provisioning.Simulator.Directory;
using Microsoft.AspNetCore.Http;

namespace IdMelon.Provisioning.Simulator.Graph;

/// <summary>One call of Graph: how it is addressed, what weather it belongs to, which roles allow it, what it does.</summary>
internal sealed record GraphRoute(
    string Method,
    string Pattern,
    GraphCall Call,
    IReadOnlyList<string> Roles,
    Func<HttpContext, SimulatedUser, ValueTask<GraphReply>> AnswerAsync)
{
    /// <summary>Tells whether the call is about authentication methods, which are guarded more closely than users.</summary>
    public bool TouchesMethods => Call != GraphCall.GetUser;
}
