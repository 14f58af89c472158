using System.Security.Cryptography.X509Certificates;
using IdMelon.Provisioning.Simulator.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace IdMelon.Provisioning.Simulator;

/// <summary>How a local tenant is set up; everything may stay as it is.</summary>
/// <remarks>There is deliberately no address to bind to: the simulator serves this machine only.</remarks>
public sealed class EntraSimulatorOptions
{
    internal const int DefaultKeptEvents = 100_000;

    /// <summary>Gets or sets the TCP port on the loopback address; 0 takes any free one.</summary>
    /// <value>The default is 0.</value>
    public int Port { get; set; }

    /// <summary>Gets or sets the tenant's id.</summary>
    /// <value>The default is a new id.</value>
    public Guid TenantId { get; set; } = Guid.NewGuid();

    /// <summary>Gets or sets the tenant's first domain, which may stand for the id in addresses.</summary>
    /// <value>The default is <c>contoso.onmicrosoft.com</c>.</value>
    public string TenantName { get; set; } = "contoso.onmicrosoft.com";

    /// <summary>Gets or sets the name the pages show for the organisation.</summary>
    /// <value>The default is <c>Contoso</c>.</value>
    public string TenantDisplayName { get; set; } = "Contoso";

    /// <summary>Gets or sets the cloud the tenant lives in, which decides its host names.</summary>
    /// <value>The default is <see cref="SimulatorCloud.Public"/>.</value>
    public SimulatorCloud Cloud { get; set; }

    /// <summary>Gets or sets whether pages also carry marks that are only likely (confidence C), such as the id of the access pass's input.</summary>
    /// <value>The default is <see langword="false"/>: such marks are left out or made up anew each time, so that nothing can lean on them.</value>
    public bool LikelyMarks { get; set; }

    /// <summary>Gets or sets the seed of everything that happens by chance: storms and the ids that pages make up.</summary>
    /// <value>
    /// The default is <see langword="null"/>: each start draws another one, so that nothing can lean on what pages make up. To repeat a run, give it the
    /// <see cref="EntraSimulator.Seed"/> of the first one. Secrets are never made from it.
    /// </value>
    public int? Seed { get; set; }

    /// <summary>Gets or sets the application roles of the application that is registered from the start; later changes go to <see cref="OAuth.SimulatorApplication.Roles"/>.</summary>
    /// <value>The default lets an application read users, issue access passes and handle passkeys.</value>
    public IReadOnlyList<string> Roles { get; set => field = Copy.Of(value); } = [GraphRoles.AccessPassWrite, GraphRoles.PasskeyWrite, GraphRoles.UserRead];

    /// <summary>Gets or sets the certificates in one of which an attestation must end where a policy enforces attestation; they stand for the FIDO metadata service.</summary>
    /// <value>The default is none: then no attestation satisfies a policy that enforces it. Without enforcement the certificates of an attestation need only be a chain.</value>
    /// <remarks>Owned by the caller, who keeps them as long as the simulator runs. A root, one of the certificates between, or the attestation certificate itself may be given.</remarks>
    public IReadOnlyList<X509Certificate2> AttestationRoots { get; set => field = Copy.Of(value); } = [];

    /// <summary>Gets or sets whether a <c>packed</c> attestation that the new credential signed itself is refused.</summary>
    /// <value>The default is <see langword="true"/>, as reported of real tenants; otherwise it counts as no attestation if its signature holds.</value>
    public bool RefusesSelfAttestation { get; set; } = true;

    /// <summary>Gets or sets how long a new passkey stays invisible to Graph; may be changed later at <see cref="SimulatorWeather.PasskeyVisibilityLag"/>.</summary>
    /// <value>The default is zero; 30 days is the most.</value>
    public TimeSpan PasskeyVisibilityLag { get; set => field = TimeLimits.Checked(value, TimeLimits.Longest); }

    /// <summary>Gets or sets how many events are kept; beyond that the oldest are forgotten.</summary>
    /// <value>The default is 100 000.</value>
    public int KeptEvents { get; set; } = DefaultKeptEvents;

    /// <summary>Gets or sets the clock of the directory, of tokens and of the pages.</summary>
    /// <value>The default is the system's. TLS certificates always follow the system's clock, because the peers check them against theirs.</value>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;

    /// <summary>Gets or sets where the simulator logs.</summary>
    /// <value>The default logs nothing. Secrets are never logged.</value>
    public ILoggerFactory LoggerFactory { get; set; } = NullLoggerFactory.Instance;

    /// <summary>Gives a copy of its own to a simulator that starts: what the caller changes later is for the next one.</summary>
    internal EntraSimulatorOptions Validated()
    {
        ArgumentOutOfRangeException.ThrowIfNegative(Port);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Port, 65535);
        ArgumentOutOfRangeException.ThrowIfLessThan(KeptEvents, 1);
        _ = CloudHosts.Of(Cloud);
        ArgumentNullException.ThrowIfNull(TimeProvider);
        ArgumentNullException.ThrowIfNull(LoggerFactory);
        ArgumentException.ThrowIfNullOrWhiteSpace(TenantDisplayName);
        if (Uri.CheckHostName(TenantName) != UriHostNameType.Dns)
        {
            throw new ArgumentException("A tenant name is a domain such as contoso.onmicrosoft.com.");
        }

        return (EntraSimulatorOptions)MemberwiseClone();
    }
}
