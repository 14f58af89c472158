using IdMelon.Provisioning.Conformance.Tenants;
using IdMelon.Provisioning.Requests;
using IdMelon.Provisioning.Running;
using IdMelon.Provisioning.Tenants;
using IdMelon.Provisioning.Transitions;
using Microsoft.Extensions.Time.Testing;

namespace IdMelon.Provisioning.Graph.Tests;

/// <summary>Passes that killed runs left are found by their journal, and nobody else's are touched.</summary>
public sealed class AccessPassSweeperTests
{
    private readonly FakeTimeProvider time = new(new DateTimeOffset(2026, 1, 31, 9, 0, 0, TimeSpan.Zero));
    private readonly FakeTenant tenant;
    private readonly UserPrincipalName ada;

    public AccessPassSweeperTests()
    {
        tenant = new FakeTenant(time);
        ada = tenant.AddUser("ada@contoso.com");
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_pass_of_a_killed_run_is_revoked()
    {
        var pass = await IssueAsync();
        var record = Record(ProvisioningState.SigningIn, pass.Id);
        time.Advance(TimeSpan.FromHours(3));

        var swept = (await new AccessPassSweeper(tenant, time).SweepAsync([record], Token)).ShouldHaveSingleItem();

        swept.RevokedId.ShouldBe(pass.Id);
        swept.Error.ShouldBeNull();
        tenant.AccessPassCount.ShouldBe(0);
    }

    [Fact]
    public async Task A_run_that_may_still_be_under_way_is_left_alone()
    {
        var pass = await IssueAsync();
        time.Advance(TimeSpan.FromMinutes(119));

        (await new AccessPassSweeper(tenant, time).SweepAsync([Record(ProvisioningState.SigningIn, pass.Id, ago: TimeSpan.FromMinutes(119))], Token)).ShouldBeEmpty();

        tenant.AccessPassCount.ShouldBe(1);
    }

    [Fact]
    public async Task A_run_that_was_killed_before_it_heard_of_its_pass_is_recognised_by_the_moment()
    {
        var record = Record(ProvisioningState.IssuingAccessPass, null);
        time.Advance(TimeSpan.FromSeconds(2));
        var pass = await IssueAsync();
        time.Advance(TimeSpan.FromHours(3));

        (await new AccessPassSweeper(tenant, time).SweepAsync([record], Token)).ShouldHaveSingleItem().RevokedId.ShouldBe(pass.Id);
    }

    [Fact]
    public async Task A_pass_that_somebody_issued_later_stays()
    {
        var first = await IssueAsync();
        var withId = Record(ProvisioningState.SigningIn, first.Id);
        var withoutId = Record(ProvisioningState.IssuingAccessPass, null);
        time.Advance(TimeSpan.FromHours(3));
        var theirs = await IssueAsync();

        var swept = await new AccessPassSweeper(tenant, time).SweepAsync([withId, withoutId], Token);

        swept.Count.ShouldBe(2);
        swept.ShouldAllBe(item => item.RevokedId == null && item.Error == null);
        tenant.FindAccessPass(ada)!.Id.ShouldBe(theirs.Id);
    }

    [Fact]
    public async Task A_finished_run_left_nothing_unless_it_says_so()
    {
        var pass = await IssueAsync();
        time.Advance(TimeSpan.FromHours(3));
        var sweeper = new AccessPassSweeper(tenant, time);

        (await sweeper.SweepAsync([Record(ProvisioningState.Finished, pass.Id)], Token)).ShouldBeEmpty();
        var leftover = Record(ProvisioningState.Finished, pass.Id) with { Leftover = ProvisioningError.Of(ErrorCodes.AccessPassLeftBehind) };

        (await sweeper.SweepAsync([leftover], Token)).ShouldHaveSingleItem().RevokedId.ShouldBe(pass.Id);
    }

    [Fact]
    public async Task What_cannot_be_revoked_is_told()
    {
        var pass = await IssueAsync();
        var record = Record(ProvisioningState.SigningIn, pass.Id);
        time.Advance(TimeSpan.FromHours(3));
        tenant.RefuseNext(FakeTenantCall.Revoke, ProvisioningError.Of(ErrorCodes.TenantForbidden));
        tenant.RefuseNext(FakeTenantCall.ListAccessPasses, ProvisioningError.Of(ErrorCodes.TenantUnreachable));
        var sweeper = new AccessPassSweeper(tenant, time);

        (await sweeper.SweepAsync([record], Token)).Single().Error!.Code.ShouldBe(ErrorCodes.AccessPassLeftBehind);
        (await sweeper.SweepAsync([record], Token)).Single().Error!.Message.ShouldContain(ErrorCodes.TenantForbidden);
        (await sweeper.SweepAsync([record], Token)).Single().RevokedId.ShouldBe(pass.Id);
    }

    [Fact]
    public async Task A_user_who_is_gone_has_no_pass()
    {
        var record = Record(ProvisioningState.SigningIn, "pass-1") with { User = "nobody@contoso.com" };
        time.Advance(TimeSpan.FromHours(3));

        var swept = (await new AccessPassSweeper(tenant, time).SweepAsync([record], Token)).Single();

        swept.RevokedId.ShouldBeNull();
        swept.Error.ShouldBeNull();
    }

    private async Task<AccessPass> IssueAsync() => (await tenant.IssueAsync(ada, new AccessPassWish(), Token)).Value;

    private ProvisioningRecord Record(ProvisioningState state, string? passId, TimeSpan ago = default) => new()
    {
        BatchId = "b",
        RequestId = Guid.NewGuid().ToString(),
        User = ada.ToString(),
        Mode = ProvisioningMode.Automatic,
        Started = time.GetUtcNow() - ago,
        State = state,
        AccessPassId = passId,
    };
}
