using IdMelon.Provisioning.Graph;
using Microsoft.Extensions.Logging;

namespace IdMelon.Provisioning.ConsoleRunner.Hosting;

/// <summary>A tenant for as long as one verb needs it.</summary>
internal sealed class OpenDirectory : IDisposable
{
    private readonly HttpMessageHandler? handler;

    public OpenDirectory(TenantConnection connection, bool verbose)
    {
        Loggers = Hosting.Loggers.Create(verbose);
        handler = connection.Simulator?.CreateHandler();
        Tenant = Adapters.OpenTenant(connection, handler, Loggers);
    }

    public ILoggerFactory Loggers { get; }

    public GraphTenant Tenant { get; }

    public void Dispose()
    {
        Tenant.Dispose();
        handler?.Dispose();
        Loggers.Dispose();
    }
}
