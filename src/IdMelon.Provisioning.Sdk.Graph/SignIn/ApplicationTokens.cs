using System.Security.Cryptography.X509Certificates;
using Microsoft.Identity.Client;

namespace IdMelon.Provisioning.Graph.SignIn;

/// <summary>Signs in as the application itself; MSAL keeps its token in memory until shortly before it ends.</summary>
internal sealed class ApplicationTokens : ITokenSource
{
    private readonly IConfidentialClientApplication application;
    private readonly string[] scopes;
    private readonly X509Certificate2? owned;

    /// <param name="around">Where.</param>
    /// <param name="prove">Says how the application proves who it is.</param>
    /// <param name="owned">A certificate to dispose of at the end.</param>
    public ApplicationTokens(SignInSurroundings around, Func<ConfidentialClientApplicationBuilder, ConfidentialClientApplicationBuilder> prove, X509Certificate2? owned = null)
    {
        // The authority is one of a fixed list, so there is nothing to discover. MSAL's retry is off: only calls of Graph are repeated.
        application = prove(ConfidentialClientApplicationBuilder.Create(around.Options.ClientId))
            .WithAuthority(around.Authority, validateAuthority: false)
            .WithInstanceDiscovery(false)
            .WithHttpClientFactory(around, retryOnceOn5xx: false)
            .Build();
        scopes = [$"{around.GraphAddress}/.default"];
        this.owned = owned;
    }

    public async Task<string> GetAsync(string? claims, CancellationToken cancellationToken)
    {
        var call = application.AcquireTokenForClient(scopes);
        return (await (claims is null ? call : call.WithClaims(claims)).ExecuteAsync(cancellationToken).ConfigureAwait(false)).AccessToken;
    }

    public void Dispose() => owned?.Dispose();
}
