namespace IdMelon.Provisioning;

/// <summary>The hosts of one Microsoft cloud.</summary>
/// <remarks>Sources: MSAL's known metadata, Microsoft Graph "national cloud deployments", the registered redirect addresses of the security-info app.</remarks>
public sealed class EntraCloud
{
    private EntraCloud(string name, string authorityHost, string[] otherSignInHosts, string? securityInfoHost, string webAuthnHost, string graphHost)
    {
        Name = name;
        AuthorityHost = authorityHost;
        SignInHosts = [authorityHost, .. otherSignInHosts];
        SecurityInfoHost = securityInfoHost;
        WebAuthnHost = webAuthnHost;
        GraphHost = graphHost;
    }

    /// <summary>Gets the public cloud, GCC included.</summary>
    public static EntraCloud Public { get; } = new("public", "login.microsoftonline.com", ["login.windows.net", "login.microsoft.com"], "mysignins.microsoft.com", "login.microsoft.com", "graph.microsoft.com");

    /// <summary>Gets US Government, GCC High (L4).</summary>
    public static EntraCloud UsGovernment { get; } = new("us-government", "login.microsoftonline.us", [], "mysignins.azure.us", "login.microsoftonline.us", "graph.microsoft.us");

    /// <summary>Gets US Government, DoD (L5).</summary>
    public static EntraCloud UsGovernmentDod { get; } = new("us-government-dod", "login.microsoftonline.us", [], "mysignins.azure.us", "login.microsoftonline.us", "dod-graph.microsoft.us");

    /// <summary>Gets China, operated by 21Vianet. Its security-info host is not known, so only what needs no such page works there.</summary>
    public static EntraCloud China { get; } = new("china", "login.partner.microsoftonline.cn", ["login.chinacloudapi.cn"], null, "login.partner.microsoftonline.cn", "microsoftgraph.chinacloudapi.cn");

    /// <summary>Gets all known clouds.</summary>
    public static IReadOnlyList<EntraCloud> All { get; } = [Public, UsGovernment, UsGovernmentDod, China];

    /// <summary>Gets the name used in configuration.</summary>
    public string Name { get; }

    /// <summary>Gets the host of the OAuth authority.</summary>
    public string AuthorityHost { get; }

    /// <summary>Gets every host that may show a sign-in page, and so the only hosts where an access pass may be typed.</summary>
    public IReadOnlyList<string> SignInHosts { get; }

    /// <summary>Gets the host of the security-info page; null where it is not known.</summary>
    public string? SecurityInfoHost { get; }

    /// <summary>Gets the host that runs the WebAuthn ceremony, which is the rp id as well. Outside the public cloud this is inferred.</summary>
    public string WebAuthnHost { get; }

    /// <summary>Gets the host of Microsoft Graph.</summary>
    public string GraphHost { get; }

    /// <summary>Gets the address of the security-info page; null where it is not known.</summary>
    public Uri? SecurityInfoAddress => SecurityInfoHost is null ? null : new Uri($"https://{SecurityInfoHost}/security-info");

    /// <summary>Finds a cloud by name, without case.</summary>
    public static EntraCloud? Find(string name) => All.FirstOrDefault(cloud => string.Equals(cloud.Name, name, StringComparison.OrdinalIgnoreCase));

    /// <inheritdoc/>
    public override string ToString() => Name;
}
