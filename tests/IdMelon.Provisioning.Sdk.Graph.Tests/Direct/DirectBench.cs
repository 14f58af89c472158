using IdMelon.Provisioning.Authenticators;
using IdMelon.Provisioning.Conformance.Tenants;
using IdMelon.Provisioning.Journaling;
using IdMelon.Provisioning.Local;
using IdMelon.Provisioning.Requests;
using IdMelon.Provisioning.Running;
using IdMelon.Provisioning.Tenants;
using IdMelon.Provisioning.Vaults;

namespace IdMelon.Provisioning.Graph.Tests.Direct;

/// <summary>Everything a direct run needs, with a tenant in memory that misbehaves on demand.</summary>
internal sealed class DirectBench : IDisposable
{
    public FakeTenant Tenant { get; } = new();

    public InMemoryVault Vault { get; } = new();

    public IPasskeyVault? OtherVault { get; init; }

    public InMemoryJournal Journal { get; } = new();

    public IPasskeyAuthenticator Authenticator { get; init; } = new SoftwareAuthenticator(new PasskeyKeyFactory());

    public IPasskeyRegistrar? OtherRegistrar { get; init; }

    public ProvisionerOptions Options { get; } = new() { AllowsVolatileVault = true, DirectoryPatience = TimeSpan.Zero };

    public UserPrincipalName User { get; private set; }

    public DirectBench AddUser(string name = "ada@contoso.com")
    {
        User = Tenant.AddUser(name);
        return this;
    }

    public Provisioner Provisioner() => new(
        new ProvisioningParts
        {
            Registrar = OtherRegistrar ?? Tenant,
            Passkeys = Tenant,
            Authenticator = Authenticator,
            Vault = OtherVault ?? Vault,
            Journal = Journal,
        },
        Options);

    public ProvisioningRequest Request() => new(User) { Mode = ProvisioningMode.Direct };

    public Task<ProvisioningRecord> RunAsync(CancellationToken cancellationToken) => Provisioner().ProvisionAsync(Request(), null, cancellationToken);

    public async Task<IReadOnlyList<DirectoryPasskey>> PasskeysAsync() => (await Tenant.ListPasskeysAsync(User, CancellationToken.None)).Value;

    public void Dispose() => Vault.Dispose();
}
