using System.Net;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using IdMelon.Provisioning.Simulator.Audits;
using IdMelon.Provisioning.Simulator.Ceremony;
using IdMelon.Provisioning.Simulator.Control;
using IdMelon.Provisioning.Simulator.Directory;
using IdMelon.Provisioning.Simulator.Events;
using IdMelon.Provisioning.Simulator.Graph;
using IdMelon.Provisioning.Simulator.Languages;
using IdMelon.Provisioning.Simulator.OAuth;
using IdMelon.Provisioning.Simulator.Policies;
using IdMelon.Provisioning.Simulator.SecurityInfo;
using IdMelon.Provisioning.Simulator.SignIn;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace IdMelon.Provisioning.Simulator.Hosting;

/// <summary>Puts the web application together. It reads no configuration file and no environment variable, so nothing outside can make it listen elsewhere.</summary>
internal static class SimulatorHost
{
    private static readonly TimeSpan ShutdownPatience = TimeSpan.FromSeconds(1);

    public static WebApplication Build(EntraSimulatorOptions options, SimulatorApplications applications, X509Certificate2 leaf)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ApplicationName = typeof(SimulatorHost).Assembly.GetName().Name });
        ILoggerFactory logging = new QuietLoggerFactory(options.LoggerFactory);
        var seed = SimulatorSeed.Of(options);
        var weather = new SimulatorWeather(seed.Value) { PasskeyVisibilityLag = options.PasskeyVisibilityLag };

        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel => Listen(kestrel, options.Port, leaf, weather));

        var services = builder.Services;
        services.Configure<HostOptions>(host => host.ShutdownTimeout = ShutdownPatience);
        services.Replace(ServiceDescriptor.Singleton<IHostLifetime, NoLifetime>());
        services.Replace(ServiceDescriptor.Singleton(logging));
        services.TryAdd(ServiceDescriptor.Singleton(typeof(ILogger<>), typeof(Logger<>)));
        services.AddRouting();
        services.AddSingleton(options);
        services.AddSingleton(CloudHosts.Of(options.Cloud));
        services.AddSingleton(options.TimeProvider);
        services.AddSingleton(applications);
        services.AddSingleton(new SimulatorTenant(options.TenantId, options.TenantName, options.TenantDisplayName));
        services.AddSingleton(new TenantDirectory(options.TimeProvider));
        services.AddSingleton(new TenantPolicies());
        services.AddSingleton(new AuditLog(options.TimeProvider));
        services.AddSingleton(new SimulatorEvents(options.TimeProvider, logging.CreateLogger<EntraSimulator>(), options.KeptEvents));
        services.AddSingleton(seed);
        services.AddSingleton(weather);
        services.AddSingleton<LoopbackGuard>();
        services.AddSingleton<CallWeather>();
        services.AddSingleton<CallUsers>();
        services.AddSingleton<EntraWeather>();
        services.AddPages();
        services.AddOAuth(options);
        services.AddGraph();
        services.AddControl();

        var app = builder.Build();
        app.Use(app.Services.GetRequiredService<LoopbackGuard>().InvokeAsync);
        app.Use(app.Services.GetRequiredService<ControlInterface>().InvokeAsync);
        app.UseBodyLimit();
        app.UseRouting();
        app.Use(app.Services.GetRequiredService<EntraWeather>().InvokeAsync);
        app.UseAuthentication();
        app.MapOAuth();
        app.MapGraph();
        app.MapSignIn();
        app.MapSecurityInfo();
        app.MapCeremony();
        return app;
    }

    public static int PortOf(WebApplication app) =>
        new Uri(app.Urls.Single()).Port;

    private static void Listen(KestrelServerOptions kestrel, int port, X509Certificate2 leaf, SimulatorWeather weather)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestBodySize = BodyLimit.Bytes;
        kestrel.Listen(IPAddress.Loopback, port, endpoint =>
        {
            endpoint.Protocols = HttpProtocols.Http1AndHttp2;
            var certificate = SslStreamCertificateContext.Create(leaf, additionalCertificates: null, offline: true);
            endpoint.UseHttps(new TlsHandshakeCallbackOptions
            {
                OnConnection = hello => weather.IsUnreachable(hello.ClientHelloInfo.ServerName)
                    ? ValueTask.FromException<SslServerAuthenticationOptions>(new IOException("The host is unreachable."))
                    : ValueTask.FromResult(new SslServerAuthenticationOptions { ServerCertificateContext = certificate }),
            });
        });
    }
}
