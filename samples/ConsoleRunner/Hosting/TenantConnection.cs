namespace IdMelon.Provisioning.ConsoleRunner.Hosting;

/// <summary>Which tenant to talk to, and how to get there.</summary>
internal sealed record TenantConnection(string TenantId, string ClientId, SecretText ClientSecret, EntraCloud Cloud)
{
    /// <summary>Gets the ways to a simulator on this machine; null for a real tenant.</summary>
    public SimulatorWays? Simulator { get; init; }
}
