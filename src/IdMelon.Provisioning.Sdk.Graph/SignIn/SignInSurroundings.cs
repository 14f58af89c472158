using Microsoft.Extensions.Logging;
using Microsoft.Identity.Client;

namespace IdMelon.Provisioning.Graph.SignIn;

/// <summary>What every way to sign in needs: the tenant, the client that reaches it, and where to log.</summary>
internal sealed record SignInSurroundings(GraphTenantOptions Options, HttpClient Client, ILogger Logger) : IMsalHttpClientFactory
{
    public string Authority => $"https://{Options.Cloud.AuthorityHost}/{Options.TenantId}/";

    public string GraphAddress => $"https://{Options.Cloud.GraphHost}";

    public HttpClient GetHttpClient() => Client;
}
