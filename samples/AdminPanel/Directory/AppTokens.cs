using IdMelon.Provisioning.AdminPanel.Hosting;
using Microsoft.Identity.Client;
using Microsoft.Kiota.Abstractions.Authentication;

namespace IdMelon.Provisioning.AdminPanel.Directory;

/// <summary>Gets the application's own tokens for Graph; MSAL keeps them until they expire.</summary>
internal sealed class AppTokens : IAccessTokenProvider, IMsalHttpClientFactory, IDisposable
{
    private readonly HttpClient http;
    private readonly IConfidentialClientApplication application;
    private readonly string[] scopes;

    public AppTokens(TenantAccess access)
    {
        var settings = access.Settings;
        http = access.Handler is { } handler ? new HttpClient(handler, disposeHandler: false) : new HttpClient();
        scopes = [$"https://{settings.Cloud.GraphHost}/.default"];
        AllowedHostsValidator = new AllowedHostsValidator([settings.Cloud.GraphHost]);
        application = ConfidentialClientApplicationBuilder.Create(settings.ClientId)
            .WithAuthority($"https://{settings.Cloud.AuthorityHost}/{settings.Id}")
            .WithClientSecret(settings.ClientSecret.Reveal())
            .WithHttpClientFactory(this)
            .Build();
    }

    public AllowedHostsValidator AllowedHostsValidator { get; }

    public HttpClient GetHttpClient() => http;

    public async Task<string> GetAuthorizationTokenAsync(Uri uri, Dictionary<string, object>? additionalAuthenticationContext = null, CancellationToken cancellationToken = default) =>
        AllowedHostsValidator.IsUrlHostValid(uri) ? (await application.AcquireTokenForClient(scopes).ExecuteAsync(cancellationToken)).AccessToken : "";

    public void Dispose() => http.Dispose();
}
