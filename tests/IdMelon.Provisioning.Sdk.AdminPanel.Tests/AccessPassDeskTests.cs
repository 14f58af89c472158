using IdMelon.Provisioning.AdminPanel.Provisioning;
using IdMelon.Provisioning.Conformance.Tenants;
using IdMelon.Provisioning.Simulator.Tests.Hosting;

namespace IdMelon.Provisioning.AdminPanel.Tests;

public sealed class AccessPassDeskTests : IDisposable
{
    private readonly FakeTenant tenant = new();
    private readonly LogLines log = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => log.Dispose();

    [Fact]
    public async Task A_pass_that_comes_after_its_dialog_has_closed_is_revoked()
    {
        var desk = new AccessPassDesk(tenant, tenant.AddUser("ada@contoso.com"), log);
        var held = tenant.HoldNext(FakeTenantCall.Issue);
        var issuing = desk.IssueAsync(Token);
        await held.Arrived.WaitAsync(Token);

        await desk.DisposeAsync();
        held.Release();

        (await issuing).ShouldBeNull();
        tenant.AccessPassCount.ShouldBe(0);
        desk.Shown.ShouldBeNull();
        log.All.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_pass_that_cannot_be_revoked_is_logged_without_its_secret()
    {
        var desk = new AccessPassDesk(tenant, tenant.AddUser("ada@contoso.com"), log);
        (await desk.IssueAsync(Token)).ShouldBeNull();
        var pass = desk.Shown.ShouldNotBeNull();
        tenant.RefuseNext(FakeTenantCall.Revoke, ProvisioningError.Of(ErrorCodes.TenantUnreachable), 5);

        await desk.DisposeAsync();

        var line = log.All.ShouldHaveSingleItem();
        line.ShouldContain(pass.Id);
        line.ShouldContain(ErrorCodes.TenantUnreachable);
        line.ShouldNotContain(pass.Secret.Reveal());
    }
}
