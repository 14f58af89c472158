using System.Globalization;
using IdMelon.Provisioning.Requests;
using IdMelon.Provisioning.Simulator;
using IdMelon.Provisioning.Tenants;
using Microsoft.Extensions.Logging;

namespace IdMelon.Provisioning.Graph.Tests;

/// <summary>A simulator that serves one test, and a tenant that talks to it with the real client libraries.</summary>
internal sealed class SimulatedTenant : IAsyncDisposable
{
    private readonly HttpMessageHandler handler;
    private int users;

    private SimulatedTenant(EntraSimulator simulator, Action<GraphTenantOptions>? change, ILoggerFactory? loggers)
    {
        Simulator = simulator;
        handler = simulator.CreateHandler();
        var options = new GraphTenantOptions
        {
            TenantId = simulator.TenantId.ToString(),
            ClientId = simulator.ClientId,
            ClientSecret = new SecretText(simulator.ClientSecret),
            HttpHandler = handler,

            // The simulator's limit is off unless a test turns it on.
            RateGovernor = GraphRateGovernor.Unlimited(),
        };
        change?.Invoke(options);
        Graph = new(options, loggers);
    }

    public EntraSimulator Simulator { get; }

    public GraphTenant Graph { get; }

    public static async Task<SimulatedTenant> StartAsync(Action<GraphTenantOptions>? change = null, ILoggerFactory? loggers = null, EntraSimulatorOptions? options = null) =>
        new(await EntraSimulator.StartAsync(options, TestContext.Current.CancellationToken), change, loggers);

    public UserPrincipalName AddUser(string? name = null)
    {
        var user = name ?? string.Create(CultureInfo.InvariantCulture, $"user{Interlocked.Increment(ref users)}@contoso.onmicrosoft.com");
        Simulator.Directory.AddUser(user);
        return UserPrincipalName.Parse(user);
    }

    public void AddPasskey(UserPrincipalName user, DirectoryPasskey passkey) => Simulator.Directory.AddPasskey(
        Simulator.Directory.Find(user.ToString())!,
        new(passkey.Id, new byte[16], passkey.DisplayName!, passkey.Aaguid!.Value, passkey.Created!.Value, new byte[77], "none"));

    public async ValueTask DisposeAsync()
    {
        Graph.Dispose();
        handler.Dispose();
        await Simulator.DisposeAsync();
    }
}
