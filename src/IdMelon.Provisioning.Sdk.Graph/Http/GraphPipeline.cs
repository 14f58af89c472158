using IdMelon.Provisioning.Graph.SignIn;
using Microsoft.Extensions.Logging;
using Microsoft.Graph;
using Microsoft.Kiota.Abstractions.Authentication;
using Microsoft.Kiota.Http.HttpClientLibrary.Middleware;

namespace IdMelon.Provisioning.Graph.Http;

/// <summary>Everything between the typed client and the wire: one handler for tokens and for Graph.</summary>
internal sealed class GraphPipeline : IDisposable
{
    private readonly List<IDisposable> owned = [];

    public GraphPipeline(GraphTenantOptions options, GraphRateGovernor governor, ILogger logger)
    {
        try
        {
            var wire = options.HttpHandler ?? Own(new SocketsHttpHandler
            {
                AllowAutoRedirect = false,
                AutomaticDecompression = System.Net.DecompressionMethods.All,
                ConnectTimeout = TimeSpan.FromSeconds(15),
                PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            });

            // Neither client disposes of the wire: it may belong to the caller.
            var tokenClient = Own(new HttpClient(new GatewayPageHandler { InnerHandler = wire }, disposeHandler: false) { Timeout = options.CallTimeout });
            var tokens = Own(new GraphTokens(options.Way.Open(new(options, tokenClient, logger)), options.Cloud.GraphHost));

            // The governor is next to the wire, so that all that is sent passes it, and it is the only one to repeat a call.
            var governed = new GovernorHandler(
                new(governor, options.ThrottlePatience, logger),
                options.CallTimeout,
                (address, cancellationToken) => tokens.GetAuthorizationTokenAsync(address, cancellationToken: cancellationToken));
            var handlers = GraphClientFactory.CreateDefaultHandlers().Where(handler => handler is not RetryHandler);
            var graphClient = Own(GraphClientFactory.Create([.. handlers, governed, new GatewayPageHandler()], finalHandler: wire, disposeHandler: false));

            // Waiting for the turn has no limit but the caller's patience; the handler limits each answer.
            graphClient.Timeout = Timeout.InfiniteTimeSpan;
            Client = Own(new GraphServiceClient(graphClient, new BaseBearerTokenAuthenticationProvider(tokens), $"https://{options.Cloud.GraphHost}/v1.0"));
        }
        catch
        {
            Dispose();
            throw;
        }
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
