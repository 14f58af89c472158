using System.Security.Cryptography.X509Certificates;
using IdMelon.Provisioning.Simulator.Ceremony;
using IdMelon.Provisioning.Simulator.Directory;
using IdMelon.Provisioning.Simulator.Hosting;
using IdMelon.Provisioning.Simulator.Policies;

namespace IdMelon.Provisioning.Simulator.NodeClients.WebAuthn;

/// <summary>The simulator's verifiers with a tenant around them.</summary>
internal sealed class RelyingParty
{
    public RelyingParty(bool enforcesAttestation, params X509Certificate2[] roots)
    {
        var options = new EntraSimulatorOptions { AttestationRoots = roots, RefusesSelfAttestation = false };
        var hosts = CloudHosts.Of(options.Cloud);
        var policies = new TenantPolicies { Passkey = new() { EnforcesAttestation = enforcesAttestation } };
        Directory = new(options.TimeProvider);
        User = Directory.AddUser("ada@contoso.example");
        Registrations = new(Directory, policies, new(options, options.TimeProvider), new(Directory, hosts), hosts, options.TimeProvider);
        Assertions = new(Directory, policies, new(options.TenantId, options.TenantName, options.TenantDisplayName), hosts);
    }

    public TenantDirectory Directory { get; }

    public SimulatedUser User { get; }

    public RegistrationVerifier Registrations { get; }

    public AssertionVerifier Assertions { get; }
}
