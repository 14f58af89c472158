using System.Globalization;
using IdMelon.Provisioning.Conformance.Tenants;
using IdMelon.Provisioning.Requests;
using IdMelon.Provisioning.Tenants;

namespace IdMelon.Provisioning.Graph.Tests;

public sealed class FakeAccessPassIssuerTests : AccessPassIssuerConformance
{
    private readonly FakeTenant tenant = new();
    private int users;

    protected override IAccessPassIssuer Issuer => tenant;

    protected override UserPrincipalName AddUser() => tenant.AddUser(string.Create(CultureInfo.InvariantCulture, $"user{++users}@contoso.com"));

    protected override void LoseReplyToNextIssue() => tenant.LoseNextReply(FakeTenantCall.Issue);
}

public sealed class FakePasskeyDirectoryTests : PasskeyDirectoryConformance
{
    private readonly FakeTenant tenant = new();
    private int users;

    protected override IPasskeyDirectory Directory => tenant;

    protected override UserPrincipalName AddUser() => tenant.AddUser(string.Create(CultureInfo.InvariantCulture, $"user{++users}@contoso.com"));

    protected override void AddPasskey(UserPrincipalName user, DirectoryPasskey passkey) => tenant.AddPasskey(user, passkey);
}

public sealed class FakeTenantTests
{
    private readonly FakeTenant tenant = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_refused_call_is_not_carried_out_and_the_next_is()
    {
        var ada = tenant.AddUser("ada@contoso.com");
        tenant.RefuseNext(FakeTenantCall.Issue, ProvisioningError.Of(ErrorCodes.TenantThrottled), times: 2);

        (await tenant.IssueAsync(ada, new AccessPassWish(), Token)).Error!.Code.ShouldBe(ErrorCodes.TenantThrottled);
        (await tenant.IssueAsync(ada, new AccessPassWish(), Token)).Error!.Code.ShouldBe(ErrorCodes.TenantThrottled);
        tenant.AccessPassCount.ShouldBe(0);
        (await tenant.IssueAsync(ada, new AccessPassWish(), Token)).Succeeded.ShouldBeTrue();
        tenant.Calls.Count(call => call == (FakeTenantCall.Issue, ada)).ShouldBe(3);
    }

    [Fact]
    public async Task A_held_call_waits_and_can_be_cancelled()
    {
        var ada = tenant.AddUser("ada@contoso.com");
        var held = tenant.HoldNext(FakeTenantCall.Issue);
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(Token);

        var issue = tenant.IssueAsync(ada, new AccessPassWish(), cancel.Token);
        await held.Arrived;
        await cancel.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => issue);
        tenant.AccessPassCount.ShouldBe(0);
    }

    [Fact]
    public async Task A_held_call_goes_on_when_it_is_let_go()
    {
        var ada = tenant.AddUser("ada@contoso.com");
        var held = tenant.HoldNext(FakeTenantCall.Issue);

        var issue = tenant.IssueAsync(ada, new AccessPassWish(), Token);
        await held.Arrived;
        issue.IsCompleted.ShouldBeFalse();
        held.Release();

        (await issue).Succeeded.ShouldBeTrue();
    }

    [Fact]
    public async Task A_passkey_may_show_late()
    {
        var ada = tenant.AddUser("ada@contoso.com");
        tenant.ListingsBeforePasskeysShow = 2;
        tenant.AddPasskey(ada, new("k", null, null, null));

        (await tenant.ListPasskeysAsync(ada, Token)).Value.ShouldBeEmpty();
        (await tenant.ListPasskeysAsync(ada, Token)).Value.ShouldBeEmpty();
        (await tenant.ListPasskeysAsync(ada, Token)).Value.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_used_pass_is_no_longer_pending()
    {
        var ada = tenant.AddUser("ada@contoso.com");
        await tenant.IssueAsync(ada, new AccessPassWish(), Token);
        tenant.UseAccessPass(ada);

        (await tenant.ListAccessPassesAsync(ada, Token)).Value.ShouldHaveSingleItem().IsPending.ShouldBeFalse();
    }

    [Fact]
    public async Task A_fault_is_thrown_as_told()
    {
        var ada = tenant.AddUser("ada@contoso.com");
        tenant.ThrowNext(FakeTenantCall.Revoke, new InvalidOperationException("told to"));

        await Should.ThrowAsync<InvalidOperationException>(() => tenant.RevokeAsync(ada, "x", Token));
    }
}
