namespace IdMelon.Provisioning.Simulator.Hosting;

/// <summary>The host names the simulator plays, by purpose.</summary>
internal static class SimulatorHosts
{
    /// <summary>Sign-in pages and OAuth.</summary>
    public static readonly string[] SignIn =
    [
        "login.microsoftonline.com",
        "login.windows.net",
        "login.microsoftonline.us",
        "login.partner.microsoftonline.cn",
        "login.chinacloudapi.cn",
    ];

    /// <summary>The WebAuthn page of the public cloud; elsewhere it lives on the sign-in host.</summary>
    public static readonly string[] WebAuthn = ["login.microsoft.com"];

    /// <summary>Security info.</summary>
    public static readonly string[] SecurityInfo = ["mysignins.microsoft.com", "mysignins.azure.us"];

    /// <summary>Graph.</summary>
    public static readonly string[] Graph = ["graph.microsoft.com", "graph.microsoft.us", "dod-graph.microsoft.us", "microsoftgraph.chinacloudapi.cn"];

    public static readonly string[] All = [.. SignIn, .. WebAuthn, .. SecurityInfo, .. Graph];

    public static bool IsKnown(string host) => Array.Exists(All, known => string.Equals(known, host, StringComparison.OrdinalIgnoreCase));
}
