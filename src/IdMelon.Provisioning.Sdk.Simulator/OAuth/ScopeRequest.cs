using IdMelon.Provisioning.Simulator.Hosting;

namespace IdMelon.Provisioning.Simulator.OAuth;

/// <summary>The scopes of a request on behalf of a user, taken apart.</summary>
/// <param name="Protocol">Those about the protocol itself: <c>openid</c>, <c>profile</c>, <c>email</c>, <c>offline_access</c>.</param>
/// <param name="Resource">The address of the one resource.</param>
/// <param name="Names">The scopes of that resource without its address.</param>
/// <param name="Prefix">How the request wrote the resource in front of a name; empty if it left it out.</param>
internal sealed record ScopeRequest(IReadOnlyList<string> Protocol, string Resource, IReadOnlyList<string> Names, string Prefix)
{
    private const string Default = ".default";

    private static readonly string[] Protocols = ["openid", "profile", "email", "offline_access"];

    public bool WantsIdToken => Protocol.Contains("openid");

    public bool WantsRefreshToken => Protocol.Contains("offline_access");

    private bool WantsDefault => Names.Contains(Default);

    public static (ScopeRequest? Scopes, EntraError? Error) Parse(string? scope, CloudHosts hosts, SimulatorTenant tenant)
    {
        var asked = (scope ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries).Distinct(StringComparer.Ordinal).ToList();
        if (asked.Count == 0)
        {
            return (null, EntraError.Missing("scope"));
        }

        var parts = asked.Except(Protocols, StringComparer.Ordinal).Select(Split).ToList();
        var resources = parts.Select(part => part.Prefix.Length == 0 ? $"https://{hosts.Graph[0]}" : part.Prefix).Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        if (resources.Find(resource => !GraphResources.IsKnown(hosts, resource)) is { } unknown)
        {
            return (null, GrantErrors.UnknownResource(unknown, tenant));
        }

        if (resources.DistinctBy(GraphResources.AudienceOf).Count() > 1)
        {
            return (null, GrantErrors.SeveralResources());
        }

        var names = parts.Select(part => part.Name).ToList();
        return names.Find(name => name.Length == 0) is not null || (names.Contains(Default) && names.Count > 1)
            ? (null, GrantErrors.WrongScope(Default))
            : (new([.. asked.Intersect(Protocols)], resources.FirstOrDefault() ?? $"https://{hosts.Graph[0]}", names, parts.FirstOrDefault().Prefix ?? ""), null);
    }

    /// <summary>What of it the application was granted, spelled as granted.</summary>
    public IReadOnlyList<string> GrantedTo(SimulatorApplication application) =>
        WantsDefault ? application.DelegatedScopes : [.. application.DelegatedScopes.Where(scope => Names.Contains(scope, StringComparer.OrdinalIgnoreCase))];

    /// <summary>Tells whether something is asked for of which nothing was granted.</summary>
    public bool LacksConsent(SimulatorApplication application) => Names.Count > 0 && GrantedTo(application).Count == 0;

    /// <summary>The scopes as access tokens carry them. That those of the protocol are among them, but not the wish for a refresh token, is inferred.</summary>
    public string TextInToken(SimulatorApplication application) => string.Join(' ', GrantedTo(application).Concat(Protocol.Where(scope => scope != "offline_access")));

    /// <summary>The scopes as replies carry them, in the spelling of the request [inferred].</summary>
    public string TextInReply(SimulatorApplication application)
    {
        var prefix = Prefix.Length == 0 ? "" : Prefix + "/";
        return string.Join(' ', GrantedTo(application).Select(scope => prefix + scope).Concat(WantsDefault ? [prefix + Default] : []).Concat(Protocol.Where(scope => scope != "offline_access")));
    }

    private static (string Prefix, string Name) Split(string scope)
    {
        var start = scope.IndexOf("://", StringComparison.Ordinal);
        var slash = start < 0 ? scope.LastIndexOf('/') : scope.LastIndexOf('/') is var last && last > start + 2 ? last : scope.Length;
        return slash < 0 ? ("", scope) : (scope[..slash], slash < scope.Length ? scope[(slash + 1)..] : "");
    }
}
