using IdMelon.Provisioning.Requests;
using IdMelon.Provisioning.Tenants;
using Xunit;

namespace IdMelon.Provisioning.Conformance.Tenants;

/// <summary>What every <see cref="IAccessPassIssuer"/> must do.</summary>
[Proves(typeof(IAccessPassIssuer))]
public abstract class AccessPassIssuerConformance
{
    /// <summary>Gets the issuer under test.</summary>
    protected abstract IAccessPassIssuer Issuer { get; }

    /// <summary>Gets the token of the running test.</summary>
    protected static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Adds a user who may have an access pass.</summary>
    protected abstract UserPrincipalName AddUser();

    /// <summary>Lets the reply to the next create call be lost after the directory has carried it out.</summary>
    protected abstract void LoseReplyToNextIssue();

    /// <summary>An issued pass is what was wished for.</summary>
    [Fact]
    public async Task An_issued_pass_is_what_was_wished_for()
    {
        var pass = (await Issuer.IssueAsync(AddUser(), new AccessPassWish { Lifetime = TimeSpan.FromMinutes(90), SingleUse = true }, Token)).Value;

        Assert.NotEmpty(pass.Id);
        Assert.NotEmpty(pass.Secret.Reveal());
        Assert.Equal(TimeSpan.FromMinutes(90), pass.Lifetime);
        Assert.True(pass.SingleUse);
    }

    /// <summary>Without a wish the tenant's own lifetime holds.</summary>
    [Fact]
    public async Task Without_a_wish_the_tenants_own_lifetime_holds()
    {
        var pass = (await Issuer.IssueAsync(AddUser(), new AccessPassWish(), Token)).Value;

        Assert.True(pass.Lifetime >= TimeSpan.FromMinutes(10));
    }

    /// <summary>A pass never prints its secret.</summary>
    [Fact]
    public async Task A_pass_never_prints_its_secret()
    {
        var attempt = await Issuer.IssueAsync(AddUser(), new AccessPassWish(), Token);

        Assert.DoesNotContain(attempt.Value.Secret.Reveal(), attempt.Value.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(attempt.Value.Secret.Reveal(), attempt.ToString(), StringComparison.Ordinal);
    }

    /// <summary>A user without a pass lists none.</summary>
    [Fact]
    public async Task A_user_without_a_pass_lists_none() => Assert.Empty((await Issuer.ListAccessPassesAsync(AddUser(), Token)).Value);

    /// <summary>An issued pass is listed as pending.</summary>
    [Fact]
    public async Task An_issued_pass_is_listed_as_pending()
    {
        var user = AddUser();
        var pass = (await Issuer.IssueAsync(user, new AccessPassWish(), Token)).Value;

        var listed = Assert.Single((await Issuer.ListAccessPassesAsync(user, Token)).Value);
        Assert.Equal(pass.Id, listed.Id);
        Assert.True(listed.IsPending);
        Assert.True(listed.IsUsable);
    }

    /// <summary>A second pass replaces the first.</summary>
    [Fact]
    public async Task A_second_pass_replaces_the_first()
    {
        var user = AddUser();
        var first = (await Issuer.IssueAsync(user, new AccessPassWish(), Token)).Value;
        var second = (await Issuer.IssueAsync(user, new AccessPassWish(), Token)).Value;

        Assert.NotEqual(first.Id, second.Id);
        Assert.Equal(second.Id, Assert.Single((await Issuer.ListAccessPassesAsync(user, Token)).Value).Id);
    }

    /// <summary>A revoked pass is gone.</summary>
    [Fact]
    public async Task A_revoked_pass_is_gone()
    {
        var user = AddUser();
        var pass = (await Issuer.IssueAsync(user, new AccessPassWish(), Token)).Value;

        Assert.True((await Issuer.RevokeAsync(user, pass.Id, Token)).Value);
        Assert.Empty((await Issuer.ListAccessPassesAsync(user, Token)).Value);
    }

    /// <summary>Revoking a pass that is gone is no error.</summary>
    [Fact]
    public async Task Revoking_a_pass_that_is_gone_is_no_error()
    {
        var user = AddUser();
        var pass = (await Issuer.IssueAsync(user, new AccessPassWish(), Token)).Value;
        Assert.True((await Issuer.RevokeAsync(user, pass.Id, Token)).Value);

        Assert.False((await Issuer.RevokeAsync(user, pass.Id, Token)).Value);
    }

    /// <summary>Passes of other users are not touched.</summary>
    [Fact]
    public async Task Passes_of_other_users_are_not_touched()
    {
        var (ada, grace) = (AddUser(), AddUser());
        var passes = await Task.WhenAll(Issuer.IssueAsync(ada, new AccessPassWish(), Token), Issuer.IssueAsync(grace, new AccessPassWish(), Token));

        Assert.True((await Issuer.RevokeAsync(ada, passes[0].Value.Id, Token)).Value);
        Assert.Equal(passes[1].Value.Id, Assert.Single((await Issuer.ListAccessPassesAsync(grace, Token)).Value).Id);
    }

    /// <summary>An unknown user is refused.</summary>
    [Fact]
    public async Task An_unknown_user_is_refused()
    {
        var nobody = UserPrincipalName.Parse("nobody-of-that-name@contoso.onmicrosoft.com");

        Assert.Equal(ErrorCodes.UserNotFound, (await Issuer.IssueAsync(nobody, new AccessPassWish(), Token)).Error?.Code);
        Assert.Equal(ErrorCodes.UserNotFound, (await Issuer.ListAccessPassesAsync(nobody, Token)).Error?.Code);
    }

    /// <summary>A lost reply is an unknown result, and the pass can be found.</summary>
    [Fact]
    public async Task A_lost_reply_is_an_unknown_result_and_the_pass_can_be_found()
    {
        var user = AddUser();
        LoseReplyToNextIssue();

        var attempt = await Issuer.IssueAsync(user, new AccessPassWish(), Token);

        Assert.Equal(ErrorCodes.TenantUnreachable, attempt.Error?.Code);
        var orphan = Assert.Single((await Issuer.ListAccessPassesAsync(user, Token)).Value);
        Assert.True((await Issuer.RevokeAsync(user, orphan.Id, Token)).Value);
    }

    /// <summary>A cancelled call throws and does nothing.</summary>
    [Fact]
    public async Task A_cancelled_call_throws_and_does_nothing()
    {
        var user = AddUser();
        var cancelled = new CancellationToken(canceled: true);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Issuer.IssueAsync(user, new AccessPassWish(), cancelled));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Issuer.ListAccessPassesAsync(user, cancelled));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Issuer.RevokeAsync(user, "any", cancelled));
        Assert.Empty((await Issuer.ListAccessPassesAsync(user, Token)).Value);
    }

    /// <summary>Many users can be served at once.</summary>
    [Fact]
    public async Task Many_users_can_be_served_at_once()
    {
        UserPrincipalName[] users = [.. Enumerable.Range(0, 8).Select(_ => AddUser())];

        var passes = await Task.WhenAll(users.Select(user => Issuer.IssueAsync(user, new AccessPassWish(), Token)));

        Assert.All(passes, pass => Assert.True(pass.Succeeded, pass.ToString()));
        Assert.Equal(users.Length, passes.Select(pass => pass.Value.Id).Distinct(StringComparer.Ordinal).Count());
    }
}
