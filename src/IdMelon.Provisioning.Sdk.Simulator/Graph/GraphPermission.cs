namespace IdMelon.Provisioning.Simulator.Graph;

/// <summary>The permissions that allow a call. Each alternative is a set of which all must be there.</summary>
/// <param name="Any">Alternatives that count for applications and for signed-in users alike.</param>
internal sealed record GraphPermission(params string[][] Any)
{
    /// <summary>Alternatives that count only when a user is signed in.</summary>
    public string[][] Delegated { get; init; } = [];

    /// <summary>Alternatives that count only when a signed-in user is the one the call is about.</summary>
    public string[][] Self { get; init; } = [];

    /// <summary>Makes alternatives of one permission each.</summary>
    public static GraphPermission AnyOf(params string[] names) => new(Each(names));

    public static string[][] Each(params string[] names) => [.. names.Select(name => (string[])[name])];

    public bool IsMetBy(GraphCaller caller, bool isSelf) =>
        Any.Any(caller.Holds) || (caller.IsDelegated && (Delegated.Any(caller.Holds) || (isSelf && Self.Any(caller.Holds))));
}
