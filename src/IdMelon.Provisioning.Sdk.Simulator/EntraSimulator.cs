using System.Security.Cryptography.X509Certificates;
using IdMelon.Provisioning.Simulator.Control;
using IdMelon.Provisioning.Simulator.Directory;
using IdMelon.Provisioning.Simulator.Events;
using IdMelon.Provisioning.Simulator.Hosting;
using IdMelon.Provisioning.Simulator.Languages;
using IdMelon.Provisioning.Simulator.OAuth;
using IdMelon.Provisioning.Simulator.Policies;
using IdMelon.Provisioning.Simulator.SignIn;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace IdMelon.Provisioning.Simulator;

/// <summary>A local Microsoft Entra tenant: sign-in pages, security info, WebAuthn relying party, OAuth and Graph under the real host names, on the loopback address.</summary>
/// <remarks>
/// Thread-safe. It answers programs on this machine only and trusts nothing it did not make itself: reach it with <see cref="CreateHandler"/> from .NET and with
/// <see cref="ChromiumArguments"/> from Chromium. Dispose of it to stop it; requests in flight are cut off after a moment.
/// </remarks>
public sealed class EntraSimulator : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly X509Certificate2 leaf;
    private readonly Lock gate = new();
    private Task? stopped;

    private EntraSimulator(WebApplication app, X509Certificate2 authority, X509Certificate2 leaf, int port, string clientSecret)
    {
        this.app = app;
        this.leaf = leaf;
        CertificateAuthority = authority;
        Port = port;
        Applications = app.Services.GetRequiredService<SimulatorApplications>();
        ClientId = Applications.All[0].ClientId;
        ClientSecret = clientSecret;
        Tenant = app.Services.GetRequiredService<SimulatorTenant>();
        Directory = app.Services.GetRequiredService<TenantDirectory>();
        Policies = app.Services.GetRequiredService<TenantPolicies>();
        Events = app.Services.GetRequiredService<SimulatorEvents>();
        Weather = app.Services.GetRequiredService<SimulatorWeather>();
        Pages = app.Services.GetRequiredService<PageWeather>();
        ControlAddress = new Uri($"https://{CloudHosts.Control}:{port}/{ControlInterface.Root}/");
        ControlToken = app.Services.GetRequiredService<ControlToken>().Reveal();
        CertificatePin = ThrowAwayAuthority.Pin(leaf);
        ChromiumArguments = ChromiumArgumentsFor(port, CertificatePin);
        app.Services.GetRequiredService<ConnectionResource>().Simulator = this;
    }

    /// <summary>Gets the TCP port on 127.0.0.1.</summary>
    public int Port { get; }

    /// <summary>Gets the tenant's names.</summary>
    public SimulatorTenant Tenant { get; }

    /// <summary>Gets the seed of everything that happens by chance; <see cref="EntraSimulatorOptions.Seed"/> with this value repeats the run.</summary>
    public int Seed => app.Services.GetRequiredService<SimulatorSeed>().Value;

    /// <summary>Gets the tenant's id.</summary>
    public Guid TenantId => Tenant.Id;

    /// <summary>Gets the users with their access passes and passkeys.</summary>
    public TenantDirectory Directory { get; }

    /// <summary>Gets the authentication methods policies.</summary>
    public TenantPolicies Policies { get; }

    /// <summary>Gets what happened so far.</summary>
    public SimulatorEvents Events { get; }

    /// <summary>Gets the switches for what goes wrong between a client and the tenant.</summary>
    public SimulatorWeather Weather { get; }

    /// <summary>Gets the switches for how the pages behave.</summary>
    public PageWeather Pages { get; }

    /// <summary>Gets the registered applications; the first one is that of <see cref="ClientId"/>.</summary>
    public SimulatorApplications Applications { get; }

    /// <summary>Gets the id of the application that is registered from the start and may call Graph.</summary>
    public string ClientId { get; }

    /// <summary>Gets the application's secret, new at every start.</summary>
    public string ClientSecret { get; }

    /// <summary>Gets the certificate of the throw-away authority; its private key no longer exists.</summary>
    /// <remarks>Owned by the simulator.</remarks>
    public X509Certificate2 CertificateAuthority { get; }

    /// <summary>Gets the pin of the one key that all hosts have: base64 of the SHA-256 of its public key info.</summary>
    public string CertificatePin { get; }

    /// <summary>Gets the arguments with which Chromium finds the tenant: all hosts but <c>localhost</c> lead here, and the one key is pinned. Certificate checks stay on for any other key.</summary>
    public IReadOnlyList<string> ChromiumArguments { get; }

    /// <summary>Gets the address of the control interface, by which programs in any language set up and watch this tenant.</summary>
    /// <remarks>It ends with a slash, so that relative addresses such as <c>users</c> and, for people, <c>status</c> lead below it. Reach it with <see cref="CreateHandler"/>, or with any client that trusts <see cref="CertificateAuthority"/>.</remarks>
    public Uri ControlAddress { get; }

    /// <summary>Gets the bearer token of the control interface, new at every start. Whoever has it may do anything with this tenant.</summary>
    public string ControlToken { get; }

    /// <summary>Gets the tags of the languages the pages are written in, the pseudo-language <c>qps-ploc</c> included.</summary>
    public IReadOnlyList<string> PageLanguages => [.. app.Services.GetRequiredService<PageLanguages>().All.Select(language => language.Tag)];

    /// <summary>Starts a tenant.</summary>
    /// <exception cref="ArgumentException">An option is not usable.</exception>
    /// <exception cref="IOException">The port is taken.</exception>
    public static async Task<EntraSimulator> StartAsync(EntraSimulatorOptions? options = null, CancellationToken cancellationToken = default)
    {
        var settings = (options ?? new EntraSimulatorOptions()).Validated();
        var (authority, leaf) = ThrowAwayAuthority.Issue(CloudHosts.Of(settings.Cloud));
        WebApplication? app = null;
        try
        {
            var applications = new SimulatorApplications();
            var first = applications.Add("Provisioning");
            first.Roles = settings.Roles;
            first.DelegatedScopes = [.. first.DelegatedScopes, .. settings.Roles];
            first.RedirectUris = ["http://localhost"];
            app = SimulatorHost.Build(settings, applications, leaf);
            await app.StartAsync(cancellationToken).ConfigureAwait(false);
            return new EntraSimulator(app, authority, leaf, SimulatorHost.PortOf(app), first.AddSecret());
        }
        catch
        {
            if (app is not null)
            {
                await app.DisposeAsync().ConfigureAwait(false);
            }

            authority.Dispose();
            leaf.Dispose();
            throw;
        }
    }

    /// <summary>Makes the arguments with which Chromium finds a tenant that runs in another process of this machine.</summary>
    /// <param name="port">The tenant's <see cref="Port"/>.</param>
    /// <param name="certificatePin">The tenant's <see cref="CertificatePin"/>.</param>
    /// <returns>The same as the tenant's <see cref="ChromiumArguments"/>.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such port.</exception>
    /// <exception cref="ArgumentException">The pin is not base64 of a SHA-256.</exception>
    public static IReadOnlyList<string> ChromiumArgumentsFor(int port, string certificatePin)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(port, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(port, ushort.MaxValue);
        ArgumentNullException.ThrowIfNull(certificatePin);
        return ThrowAwayAuthority.IsPin(certificatePin)
            ? [$"--host-resolver-rules=MAP * 127.0.0.1:{port}, EXCLUDE localhost", $"--ignore-certificate-errors-spki-list={certificatePin}"]
            : throw new ArgumentException("A pin is base64 of a SHA-256.", nameof(certificatePin));
    }

    /// <summary>Makes an HTTP handler that finds the simulated hosts here, trusts only this tenant's authority for them, checks names as always, and reaches nothing else.</summary>
    /// <remarks>The caller disposes of it.</remarks>
    public HttpMessageHandler CreateHandler() => LoopbackHandler.Create(Port, app.Services.GetRequiredService<CloudHosts>(), CertificateAuthority);

    /// <summary>Starts a proxy by which a browser finds this tenant that was started without <see cref="ChromiumArguments"/>, such as one of another program.</summary>
    /// <remarks>The caller disposes of it.</remarks>
    public SimulatorProxy StartProxy() => new(Port, app.Services.GetRequiredService<CloudHosts>());

    /// <summary>Gets what the tenant is made of, for tests.</summary>
    internal IServiceProvider Services => app.Services;

    /// <summary>Stops the tenant; everything in it is forgotten.</summary>
    /// <remarks>May be called several times, also at once: each call ends when the tenant has stopped.</remarks>
    public ValueTask DisposeAsync()
    {
        lock (gate)
        {
            return new(stopped ??= StopAsync());
        }
    }

    private async Task StopAsync()
    {
        await Task.Yield();
        Events.End();
        Pages.Changes.End();
        await app.StopAsync().ConfigureAwait(false);
        await app.DisposeAsync().ConfigureAwait(false);
        leaf.Dispose();
        CertificateAuthority.Dispose();
    }
}
