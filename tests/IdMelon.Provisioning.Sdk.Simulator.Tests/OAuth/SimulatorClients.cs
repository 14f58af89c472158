using Microsoft.Identity.Client;

namespace IdMelon.Provisioning.Simulator.Tests.OAuth;

/// <summary>Makes real clients that reach a simulator through its handler.</summary>
internal static class SimulatorClients
{
    public const string GraphScope = "https://graph.microsoft.com/.default";

    public static IConfidentialClientApplication Application(
        EntraSimulator simulator, HttpClient http, string? secret = null, string? tenant = null, string? clientId = null, string host = "login.microsoftonline.com") =>
        ConfidentialClientApplicationBuilder.Create(clientId ?? simulator.ClientId)
            .WithClientSecret(secret ?? simulator.ClientSecret)
            .WithAuthority($"https://{host}/{tenant ?? simulator.TenantId.ToString()}")
            .WithHttpClientFactory(new OneClient(http))
            .Build();

    public static async Task<string> TokenAsync(EntraSimulator simulator, CancellationToken cancellationToken)
    {
        using var http = new HttpClient(simulator.CreateHandler());
        return (await Application(simulator, http).AcquireTokenForClient([GraphScope]).ExecuteAsync(cancellationToken)).AccessToken;
    }
}
