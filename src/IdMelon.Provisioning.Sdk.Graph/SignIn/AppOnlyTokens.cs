using Microsoft.Identity.Client;
using Microsoft.Kiota.Abstractions.Authentication;

namespace IdMelon.Provisioning.Graph.SignIn;

/// <summary>Gets app-only tokens for Graph by client secret; MSAL keeps them in memory until shortly before they expire.</summary>
internal sealed class AppOnlyTokens : IAccessTokenProvider, IDisposable
{
    private readonly SemaphoreSlim gate = new(1, 1);
    private readonly IConfidentialClientApplication application;
    private readonly string[] scopes;

    public AppOnlyTokens(GraphTenantOptions options, HttpClient client)
    {
        // The authority is one of a fixed list, so there is nothing to discover. MSAL's retry is off: the tenant's only retry is Graph's.
        application = ConfidentialClientApplicationBuilder.Create(options.ClientId)
            .WithClientSecret(options.ClientSecret!.Reveal())
            .WithAuthority($"https://{options.Cloud.AuthorityHost}/{options.TenantId}/", validateAuthority: false)
            .WithInstanceDiscovery(false)
            .WithHttpClientFactory(new OneHttpClient(client), retryOnceOn5xx: false)
            .Build();
        scopes = [$"https://{options.Cloud.GraphHost}/.default"];
        AllowedHostsValidator = new([options.Cloud.GraphHost]);
    }

    public AllowedHostsValidator AllowedHostsValidator { get; }

    public async Task<string> GetAuthorizationTokenAsync(Uri uri, Dictionary<string, object>? additionalAuthenticationContext = null, CancellationToken cancellationToken = default)
    {
        // A link or a redirect to another host gets no token.
        if (uri.Scheme != Uri.UriSchemeHttps || !AllowedHostsValidator.IsUrlHostValid(uri))
        {
            return "";
        }

        var call = application.AcquireTokenForClient(scopes);
        if (additionalAuthenticationContext?.GetValueOrDefault("claims") is string claims)
        {
            call = call.WithClaims(claims);
        }

        // One at a time: many runs that begin together ask for one token, not for one each.
        await gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return (await call.ExecuteAsync(cancellationToken).ConfigureAwait(false)).AccessToken;
        }
        finally
        {
            gate.Release();
        }
    }

    public void Dispose() => gate.Dispose();

    private sealed class OneHttpClient(HttpClient client) : IMsalHttpClientFactory
    {
        public HttpClient GetHttpClient() => client;
    }
}
