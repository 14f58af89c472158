namespace IdMelon.Provisioning.Simulator.Hosting;

/// <summary>The host names of one cloud, by purpose.</summary>
/// <param name="SignIn">Sign-in pages and OAuth; the first is the one that pages are on.</param>
/// <param name="WebAuthn">The host of the WebAuthn pages.</param>
/// <param name="SecurityInfo">Security info; null where no address is known.</param>
/// <param name="Graph">Graph.</param>
/// <param name="InstanceName">What pages call the cloud.</param>
/// <param name="HasPasskeyProvisioning">Whether Graph offers creation options and registration.</param>
/// <param name="IsRpIdKnown">Whether the rp id is known; otherwise pages leave it to the browser, which takes the page's own host.</param>
internal sealed record CloudHosts(
    string[] SignIn, string WebAuthn, string? SecurityInfo, string[] Graph, string InstanceName, bool HasPasskeyProvisioning, bool IsRpIdKnown)
{
    /// <summary>The host of the control interface, in every cloud.</summary>
    public const string Control = "localhost";

    /// <summary>The host of the other identity provider that some users' domain is federated to.</summary>
    public const string Federation = "adfs.contoso.example";

    /// <summary>The host of the pages for personal accounts.</summary>
    public const string PersonalAccounts = "login.live.com";

    // Outside of the public cloud the WebAuthn page is on the sign-in host [one source]; that its rp id is that host is inferred.
    private static readonly CloudHosts PublicCloud = new(
        ["login.microsoftonline.com", "login.windows.net"], "login.microsoft.com", "mysignins.microsoft.com", ["graph.microsoft.com"], "microsoftonline.com", true, true);

    // The names under which instance discovery knows the national clouds are inferred.
    private static readonly CloudHosts UsGovernment = UsGovernmentWith("graph.microsoft.us");

    private static readonly CloudHosts UsGovernmentDod = UsGovernmentWith("dod-graph.microsoft.us");

    private static readonly CloudHosts China = new(
        ["login.partner.microsoftonline.cn", "login.chinacloudapi.cn"], "login.partner.microsoftonline.cn", null, ["microsoftgraph.chinacloudapi.cn"], "partner.microsoftonline.cn", false, false);

    private readonly HashSet<string> known = new([.. SignIn, WebAuthn, .. SecurityInfo is null ? (string[])[] : [SecurityInfo], .. Graph, Federation, PersonalAccounts, Control], StringComparer.OrdinalIgnoreCase);

    /// <summary>Every host the simulator answers for.</summary>
    public IReadOnlyCollection<string> All => known;

    /// <summary>The hosts that show pages.</summary>
    public string[] Pages => [.. known.Except(Graph, StringComparer.OrdinalIgnoreCase).Where(host => host != Control)];

    public string SignInOrigin => "https://" + SignIn[0];

    public string WebAuthnOrigin => "https://" + WebAuthn;

    /// <summary>The origin of Security info.</summary>
    /// <remarks>Where no address is known it names a host that cannot exist, so that nothing made from it leads anywhere.</remarks>
    public string SecurityInfoOrigin => "https://" + (SecurityInfo ?? "security-info.invalid");

    public static CloudHosts Of(SimulatorCloud cloud) => cloud switch
    {
        SimulatorCloud.Public => PublicCloud,
        SimulatorCloud.UsGovernment => UsGovernment,
        SimulatorCloud.UsGovernmentDod => UsGovernmentDod,
        SimulatorCloud.China => China,
        _ => throw new ArgumentOutOfRangeException(nameof(cloud), cloud, "There is no such cloud."),
    };

    public bool IsKnown(string host) => known.Contains(host);

    public bool IsSignIn(string host) => SignIn.Contains(host, StringComparer.OrdinalIgnoreCase);

    public bool IsGraph(string host) => Graph.Contains(host, StringComparer.OrdinalIgnoreCase);

    private static CloudHosts UsGovernmentWith(string graph) =>
        new(["login.microsoftonline.us"], "login.microsoftonline.us", "mysignins.azure.us", [graph], "microsoftonline.us", false, false);
}
