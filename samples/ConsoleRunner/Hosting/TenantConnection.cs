using IdMelon.Provisioning.Graph;

namespace IdMelon.Provisioning.ConsoleRunner.Hosting;

/// <summary>Which tenant to talk to, as whom, and how to get there.</summary>
internal sealed record TenantConnection(string TenantId, string ClientId, GraphSignIn SignIn, EntraCloud Cloud)
{
    /// <summary>Gets the ways to a simulator on this machine; null for a real tenant.</summary>
    public SimulatorWays? Simulator { get; init; }

    /// <summary>Gets the folder in which tokens of persons are kept, encrypted, for the next start.</summary>
    public string? TokenCacheFolder { get; init; }
}
