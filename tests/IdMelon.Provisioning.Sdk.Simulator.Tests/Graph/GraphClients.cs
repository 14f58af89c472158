using IdMelon.Provisioning.Simulator.Tests.OAuth;
using Microsoft.Graph;
using Microsoft.Kiota.Abstractions.Authentication;

namespace IdMelon.Provisioning.Simulator.Tests.Graph;

/// <summary>Makes the real Graph client with the real token client behind it.</summary>
internal static class GraphClients
{
    public static GraphServiceClient Create(EntraSimulator simulator, HttpClient http) =>
        new(http, new BaseBearerTokenAuthenticationProvider(new MsalTokens(simulator, http)));

    private sealed class MsalTokens(EntraSimulator simulator, HttpClient http) : IAccessTokenProvider
    {
        private readonly Microsoft.Identity.Client.IConfidentialClientApplication application = SimulatorClients.Application(simulator, http);

        public AllowedHostsValidator AllowedHostsValidator { get; } = new(["graph.microsoft.com"]);

        public async Task<string> GetAuthorizationTokenAsync(Uri uri, Dictionary<string, object>? additionalAuthenticationContext = null, CancellationToken cancellationToken = default) =>
            (await application.AcquireTokenForClient([SimulatorClients.GraphScope]).ExecuteAsync(cancellationToken)).AccessToken;
    }
}
