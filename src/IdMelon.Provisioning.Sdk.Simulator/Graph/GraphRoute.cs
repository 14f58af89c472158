namespace IdMelon.Provisioning.Simulator.Graph;

/// <summary>One call of Graph: how it is addressed, what weather it belongs to, what allows it, what it does.</summary>
/// <param name="Method">The HTTP method.</param>
/// <param name="Path">The path below the version; segments in braces are variable, and <c>{user}</c> names the user the call is about.</param>
/// <param name="Call">The kind of call.</param>
/// <param name="Permission">The permissions that allow it.</param>
/// <param name="AnswerAsync">Carries it out.</param>
internal sealed record GraphRoute(string Method, string Path, GraphCall Call, GraphPermission Permission, Func<GraphRequest, ValueTask<GraphReply>> AnswerAsync)
{
    private static readonly string[] EveryVersion = ["v1.0", "beta"];

    /// <summary>The versions of Graph that have it.</summary>
    public string[] Versions { get; init; } = EveryVersion;

    /// <summary>What the directory roles of a signed-in user must allow.</summary>
    public RoleDemand Demand { get; init; }

    /// <summary>The OData options it takes; any other is refused.</summary>
    public string[] Options { get; init; } = [];

    /// <summary>What it costs in resource units [vendor documentation]; 0 if calls of the kind are not counted that way.</summary>
    public int Units { get; init; }

    /// <summary>The segments of the path.</summary>
    public string[] Segments { get; } = Path.Split('/', StringSplitOptions.RemoveEmptyEntries);

    public bool IsAboutUser => Path.StartsWith("/users/{user}", StringComparison.Ordinal);
}
