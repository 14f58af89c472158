using IdMelon.Provisioning.Conformance;
using IdMelon.Provisioning.Conformance.Tenants;
using IdMelon.Provisioning.Requests;
using IdMelon.Provisioning.Simulator;
using IdMelon.Provisioning.Tenants;

namespace IdMelon.Provisioning.Graph.Tests;

public sealed class GraphConformanceTests
{
    [Fact]
    public void No_suite_is_forgotten() =>
        ConformanceSuites.Forgotten(typeof(GraphTenant).Assembly, typeof(GraphConformanceTests).Assembly).ShouldBeEmpty();
}

public sealed class GraphAccessPassIssuerTests : AccessPassIssuerConformance, IAsyncLifetime
{
    private SimulatedTenant tenant = null!;

    protected override IAccessPassIssuer Issuer => tenant.Graph;

    public async ValueTask InitializeAsync() => tenant = await SimulatedTenant.StartAsync();

    public ValueTask DisposeAsync() => tenant.DisposeAsync();

    protected override UserPrincipalName AddUser() => tenant.AddUser();

    protected override void LoseReplyToNextIssue() => tenant.Simulator.Weather.DropNextReply(GraphCall.CreateAccessPass);
}

public sealed class GraphPasskeyDirectoryTests : PasskeyDirectoryConformance, IAsyncLifetime
{
    private SimulatedTenant tenant = null!;

    protected override IPasskeyDirectory Directory => tenant.Graph;

    public async ValueTask InitializeAsync() => tenant = await SimulatedTenant.StartAsync();

    public ValueTask DisposeAsync() => tenant.DisposeAsync();

    protected override UserPrincipalName AddUser() => tenant.AddUser();

    protected override void AddPasskey(UserPrincipalName user, DirectoryPasskey passkey) => tenant.AddPasskey(user, passkey);
}
