using System.Security.Cryptography.X509Certificates;
using System.Text;
using IdMelon.Provisioning.Simulator.Directory;
using IdMelon.Provisioning.Simulator.Hosting;
using IdMelon.Provisioning.Simulator.Pages;
using IdMelon.Provisioning.Simulator.Policies;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Time.Testing;

namespace IdMelon.Provisioning.Simulator.Ceremony;

/// <summary>The verifiers with a tenant around them.</summary>
internal sealed class RelyingParty
{
    public const string Challenge = "challenge of a test";

    public RelyingParty(EntraSimulatorOptions? settings = null)
    {
        var options = settings ?? new();
        Time = new(DateTimeOffset.UtcNow);
        Directory = new(Time);
        User = Directory.AddUser("ada@contoso.example");
        Tenant = new(options.TenantId, options.TenantName, options.TenantDisplayName);
        var hosts = CloudHosts.Of(options.Cloud);
        Registrations = new(Directory, Policies, new(options, Time), new(Directory, hosts), hosts, Time);
        Assertions = new(Directory, Policies, Tenant, hosts);
    }

    public FakeTimeProvider Time { get; }

    public TenantDirectory Directory { get; }

    public TenantPolicies Policies { get; } = new();

    public SimulatorTenant Tenant { get; }

    public SimulatedUser User { get; }

    public RegistrationVerifier Registrations { get; }

    public AssertionVerifier Assertions { get; }

    public static EntraSimulatorOptions Trusting(VendorChain chain) => new() { AttestationRoots = [X509CertificateLoader.LoadCertificate(chain.Certificates[^1])] };

    public Task<RegistrationResult> RegisterAsync(Registration registration, SimulatedUser? user = null)
    {
        var challenged = registration with { Challenge = Challenge };
        return RegisterAsync(challenged.AttestationObject(), challenged.ClientData(), challenged.ClaimedId ?? challenged.CredentialId, user);
    }

    public Task<RegistrationResult> RegisterAsync(byte[] attestationObject, byte[] clientData, byte[] credentialId, SimulatedUser? user = null) =>
        Registrations.VerifyAsync(new DefaultHttpContext(), new(user ?? User, Encoding.UTF8.GetBytes(Challenge), attestationObject, clientData, credentialId, "Key") { Transports = ["usb"] });
}
