using System.Net.Http.Headers;
using System.Text;
using IdMelon.Provisioning.Simulator.Directory;
using IdMelon.Provisioning.Simulator.Tests.OAuth;
using Microsoft.Graph;
using Xunit;

namespace IdMelon.Provisioning.Simulator.Tests.Graph;

/// <summary>A tenant with one user, and a Graph client for it.</summary>
public abstract class GraphTest : IAsyncLifetime
{
    private static readonly Uri GraphAddress = new("https://graph.microsoft.com");

    private string? applicationToken;

    protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    protected EntraSimulator Simulator { get; private set; } = null!;

    protected SimulatedUser User { get; private set; } = null!;

    protected GraphServiceClient Graph { get; private set; } = null!;

    protected HttpClient Http { get; private set; } = null!;

    protected virtual EntraSimulatorOptions Options => new();

    public async ValueTask InitializeAsync()
    {
        Simulator = await EntraSimulator.StartAsync(Options, Cancellation);
        User = Simulator.Directory.AddUser("ada@contoso.example", "Ada");
        Http = new HttpClient(Simulator.CreateHandler());
        Graph = GraphClients.Create(Simulator, Http);
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        Http.Dispose();
        await Simulator.DisposeAsync();
    }

    /// <summary>Sends a request as it is written; without another token with that of the application.</summary>
    private protected async Task<RawReply> SendAsync(string method, string address, string? body = null, string? token = null)
    {
        applicationToken ??= await SimulatorClients.TokenAsync(Simulator, Cancellation);
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(GraphAddress, address));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token ?? applicationToken);
        request.Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json");
        return await RawReply.ReadAsync(await Http.SendAsync(request, Cancellation), Cancellation);
    }
}
