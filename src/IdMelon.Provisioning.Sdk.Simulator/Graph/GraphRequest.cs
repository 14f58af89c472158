using IdMelon.Provisioning.Simulator.Directory;
using IdMelon.Provisioning.Simulator.Graph.OData;
using Microsoft.AspNetCore.Http;

namespace IdMelon.Provisioning.Simulator.Graph;

/// <summary>A call that has found its route and may be made.</summary>
/// <param name="Http">The HTTP request, or the part of a batch that stands for one.</param>
/// <param name="Version"><c>v1.0</c> or <c>beta</c>.</param>
/// <param name="Values">What the variable segments of the path say.</param>
/// <param name="Query">The OData options.</param>
/// <param name="Caller">Who calls.</param>
/// <param name="Subject">The user it is about, if it is about one.</param>
internal sealed record GraphRequest(
    HttpContext Http, string Version, IReadOnlyDictionary<string, string> Values, ODataQuery Query, GraphCaller Caller, SimulatedUser? Subject)
{
    /// <summary>The user of a route that is about one.</summary>
    public SimulatedUser User => Subject!;

    public bool IsBeta => Version == "beta";

    public bool IsSelf => Caller.IsDelegated && Subject is not null && Caller.ObjectId == Subject.Id;

    /// <summary>The address that OData contexts begin with.</summary>
    public string Root => $"https://{Http.Request.Host.Host}/{Version}";

    /// <summary>An OData context.</summary>
    public string Context(string what) => $"{Root}/$metadata#{what}";

    public string MethodsContext(string methods) => Context($"users('{User.Id}')/authentication/{methods}");
}
