using System.Net;
using IdMelon.Provisioning.AdminPanel.Components;
using IdMelon.Provisioning.AdminPanel.Extension;
using IdMelon.Provisioning.AdminPanel.SignIn;
using IdMelon.Provisioning.BrowserExtension.Panel;
using IdMelon.Provisioning.Simulator;

namespace IdMelon.Provisioning.AdminPanel.Hosting;

/// <summary>The panel, served on the loopback address.</summary>
public sealed class PanelServer : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly TenantAccess access;

    private PanelServer(WebApplication app, TenantAccess access)
    {
        this.app = app;
        this.access = access;

        // The extension's manifest names this host, and no number.
        Address = new Uri($"http://localhost:{new Uri(app.Urls.First()).Port}/");
    }

    /// <summary>Gets the panel's address.</summary>
    public Uri Address { get; }

    /// <summary>Gets the local tenant; null if the panel works for a real one.</summary>
    public EntraSimulator? Simulator => access.Simulator;

    /// <summary>Gets the password of <see cref="LocalTenant.Administrator"/>; null for a real tenant.</summary>
    public SecretText? AdministratorPassword => access.Administrator is { } administrator ? new SecretText(administrator.Password) : null;

    /// <summary>Gets the panel's services, for tests.</summary>
    public IServiceProvider Services => app.Services;

    /// <summary>Starts the panel.</summary>
    /// <exception cref="ProvisioningException">A setting makes no sense.</exception>
    public static async Task<PanelServer> StartAsync(PanelSettings settings, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(settings);
        var access = await TenantAccess.OpenAsync(settings.Tenant, cancellationToken);
        WebApplication? app = null;
        try
        {
            app = Build(settings, access);
            await app.StartAsync(cancellationToken);
            return new PanelServer(app, access);
        }
        catch
        {
            if (app is not null)
            {
                await app.DisposeAsync();
            }

            await access.DisposeAsync();
            throw;
        }
    }

    /// <summary>Says where the panel is, and how a browser gets to the local tenant.</summary>
    public IEnumerable<string> Introduction()
    {
        yield return $"The panel is at {Address}";
        if (access is { Simulator: { } simulator, Administrator: { } administrator })
        {
            yield return $"Sign in as {LocalTenant.Administrator} with the password {administrator.Password}.";
            yield return "Microsoft's hosts are a local simulator. Only a browser that is started like this finds it:";
            yield return $"  chromium --user-data-dir=\"$(mktemp -d)\" {string.Join(' ', simulator.ChromiumArguments.Select(argument => $"'{argument}'"))} {Address}";
        }
    }

    /// <summary>Waits until the program is told to end.</summary>
    public Task WaitForShutdownAsync(CancellationToken cancellationToken) => app.WaitForShutdownAsync(cancellationToken);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await app.StopAsync();
        await app.DisposeAsync();
        await access.DisposeAsync();
    }

    private static WebApplication Build(PanelSettings settings, TenantAccess access)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ApplicationName = typeof(PanelServer).Assembly.GetName().Name, ContentRootPath = AppContext.BaseDirectory });
        builder.WebHost.UseStaticWebAssets();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, settings.Port));
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton(settings);
        builder.Services.AddSingleton(access);
        builder.Services.AddPanelParts(settings, access);
        builder.Services.AddAdministratorSignIn(settings, access);
        builder.Services.AddScoped<ExtensionConnection>();
        builder.Services.AddRazorComponents().AddInteractiveServerComponents().AddHubOptions(hub =>
        {
            // A message of the extension in UTF-8, and what is around it.
            hub.MaximumReceiveMessageSize = (4 * PanelProtocol.MaximumLength) + 4096;
        });
        builder.Services.AddCascadingAuthenticationState();

        var app = builder.Build();
        app.UseMiddleware<PageRules>();
        app.UseAuthentication();
        app.UseAuthorization();
        app.UseAntiforgery();
        app.MapStaticAssets().AllowAnonymous();
        app.MapGet("/js/relay.js", () => Results.Text(PanelScripts.Relay, "text/javascript")).AllowAnonymous();
        app.MapAdministratorSignIn();
        app.MapRazorComponents<App>().AddInteractiveServerRenderMode().RequireAuthorization();
        return app;
    }
}
