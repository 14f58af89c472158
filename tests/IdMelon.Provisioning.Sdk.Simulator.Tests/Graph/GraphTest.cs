using IdMelon.Provisioning.Simulator.Directory;
using Microsoft.Graph;
using Xunit;

namespace IdMelon.Provisioning.Simulator.Tests.Graph;

/// <summary>A tenant with one user, and a Graph client for it.</summary>
public abstract class GraphTest : IAsyncLifetime
{
    private HttpClient? http;

    protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    protected EntraSimulator Simulator { get; private set; } = null!;

    protected SimulatedUser User { get; private set; } = null!;

    protected GraphServiceClient Graph { get; private set; } = null!;

    protected virtual EntraSimulatorOptions Options => new();

    public async ValueTask InitializeAsync()
    {
        Simulator = await EntraSimulator.StartAsync(Options, Cancellation);
        User = Simulator.Directory.AddUser("ada@contoso.example", "Ada");
        http = new HttpClient(Simulator.CreateHandler());
        Graph = GraphClients.Create(Simulator, http);
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        http?.Dispose();
        await Simulator.DisposeAsync();
    }
}
