using System.Globalization;
using IdMelon.Provisioning.Authenticators;
using IdMelon.Provisioning.Conformance.Tenants;
using IdMelon.Provisioning.Local;
using IdMelon.Provisioning.Requests;
using IdMelon.Provisioning.Simulator;
using IdMelon.Provisioning.Tenants;

namespace IdMelon.Provisioning.Graph.Tests.Direct;

public sealed class GraphPasskeyRegistrarTests : PasskeyRegistrarConformance, IAsyncLifetime
{
    private SimulatedTenant tenant = null!;

    protected override IPasskeyRegistrar Registrar => tenant.Graph;

    protected override IPasskeyAuthenticator Authenticator { get; } = new SoftwareAuthenticator(new PasskeyKeyFactory());

    public async ValueTask InitializeAsync() => tenant = await SimulatedTenant.StartAsync();

    public ValueTask DisposeAsync() => tenant.DisposeAsync();

    protected override UserPrincipalName AddUser() => tenant.AddUser();

    protected override int CountPasskeys(UserPrincipalName user) => tenant.Simulator.Directory.Find(user.ToString())!.Passkeys.Count;

    protected override void LoseReplyToNextRegistration() => tenant.Simulator.Weather.DropNextReply(GraphCall.RegisterPasskey);
}

public sealed class FakePasskeyRegistrarTests : PasskeyRegistrarConformance
{
    private readonly FakeTenant tenant = new();
    private int users;

    protected override IPasskeyRegistrar Registrar => tenant;

    protected override IPasskeyAuthenticator Authenticator { get; } = new SoftwareAuthenticator(new PasskeyKeyFactory());

    protected override UserPrincipalName AddUser() => tenant.AddUser(string.Create(CultureInfo.InvariantCulture, $"user{++users}@contoso.com"));

    protected override int CountPasskeys(UserPrincipalName user) => tenant.PasskeyCount(user);

    protected override void LoseReplyToNextRegistration() => tenant.LoseNextReply(FakeTenantCall.RegisterPasskey);
}
