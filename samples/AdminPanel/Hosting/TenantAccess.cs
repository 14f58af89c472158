using IdMelon.Provisioning.AdminPanel.SignIn;
using IdMelon.Provisioning.Simulator;

namespace IdMelon.Provisioning.AdminPanel.Hosting;

/// <summary>The tenant that the panel works for, a real or a local one, and the way to it.</summary>
internal sealed class TenantAccess : IAsyncDisposable
{
    private TenantAccess(TenantSettings settings) => Settings = settings;

    public TenantSettings Settings { get; }

    /// <summary>Gets what sends requests; null for a real tenant.</summary>
    public HttpMessageHandler? Handler { get; private init; }

    public EntraSimulator? Simulator { get; private init; }

    /// <summary>Gets the local tenant's administrator: object id and password.</summary>
    public (string Id, string Password)? Administrator { get; private init; }

    public static async Task<TenantAccess> OpenAsync(TenantSettings? settings, CancellationToken cancellationToken)
    {
        if (settings is not null)
        {
            return new TenantAccess(settings);
        }

        var simulator = await EntraSimulator.StartAsync(new EntraSimulatorOptions { Roles = LocalTenant.Roles }, cancellationToken);
        simulator.Applications.All[0].RedirectUris = [.. AdministratorSignIn.Paths.Select(path => $"http://localhost{path}")];
        return new TenantAccess(new TenantSettings(simulator.TenantId.ToString(), simulator.ClientId, new SecretText(simulator.ClientSecret), EntraCloud.Public))
        {
            Handler = simulator.CreateHandler(),
            Simulator = simulator,
            Administrator = LocalTenant.Fill(simulator),
        };
    }

    public async ValueTask DisposeAsync()
    {
        Handler?.Dispose();
        if (Simulator is not null)
        {
            await Simulator.DisposeAsync();
        }
    }
}
