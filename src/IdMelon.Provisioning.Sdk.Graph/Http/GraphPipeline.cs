using IdMelon.Provisioning.Graph.SignIn;
using Microsoft.Graph;
using Microsoft.Kiota.Abstractions.Authentication;

namespace IdMelon.Provisioning.Graph.Http;

/// <summary>Everything between the typed client and the wire: one handler for tokens and for Graph.</summary>
internal sealed class GraphPipeline : IDisposable
{
    private readonly List<IDisposable> owned = [];

    public GraphPipeline(GraphTenantOptions options)
    {
        options.Validate();
        var wire = options.HttpHandler ?? Own(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            AutomaticDecompression = System.Net.DecompressionMethods.All,
            ConnectTimeout = TimeSpan.FromSeconds(15),
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        });

        // Neither client disposes of the wire: it may belong to the caller.
        var tokenClient = Own(new HttpClient(wire, disposeHandler: false) { Timeout = options.CallTimeout });
        var graphClient = Own(GraphClientFactory.Create([.. GraphClientFactory.CreateDefaultHandlers(), new GatewayPageHandler()], finalHandler: wire, disposeHandler: false));
        graphClient.Timeout = options.CallTimeout;

        var tokens = Own(new AppOnlyTokens(options, tokenClient));
        Client = Own(new GraphServiceClient(graphClient, new BaseBearerTokenAuthenticationProvider(tokens), $"https://{options.Cloud.GraphHost}/v1.0"));
    }

    public GraphServiceClient Client { get; }

    public void Dispose()
    {
        for (var i = owned.Count - 1; i >= 0; i--)
        {
            owned[i].Dispose();
        }
    }

    private T Own<T>(T part)
        where T : IDisposable
    {
        owned.Add(part);
        return part;
    }
}
