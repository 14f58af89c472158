using IdMelon.Provisioning.Requests;
using IdMelon.Provisioning.Tenants;
using Microsoft.Extensions.Time.Testing;

namespace IdMelon.Provisioning.Tests.Planning;

public sealed class CachedTenantFactsTests
{
    private readonly FakeTimeProvider time = new();
    private readonly Source source = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_policies_are_read_once_in_five_minutes()
    {
        using var facts = new CachedTenantFacts(source, time);

        await facts.ReadTenantAsync(Token);
        time.Advance(TimeSpan.FromMinutes(4.9));
        await facts.ReadTenantAsync(Token);
        source.Read.ShouldBe(1);
        time.Advance(TimeSpan.FromMinutes(0.2));
        await facts.ReadTenantAsync(Token);

        source.Read.ShouldBe(2);
    }

    [Fact]
    public async Task What_may_pass_is_asked_for_again_and_what_was_refused_is_not()
    {
        using var facts = new CachedTenantFacts(source, time);

        source.Facts = source.Facts with { Passkeys = ProvisioningError.Of(ErrorCodes.TenantUnreachable) };
        await facts.ReadTenantAsync(Token);
        source.Facts = source.Facts with { Passkeys = ProvisioningError.Of(ErrorCodes.TenantForbidden) };
        (await facts.ReadTenantAsync(Token)).Passkeys.Error!.Code.ShouldBe(ErrorCodes.TenantForbidden);
        await facts.ReadTenantAsync(Token);

        source.Read.ShouldBe(2);
    }

    [Fact]
    public async Task Many_who_come_at_once_share_one_reading()
    {
        using var facts = new CachedTenantFacts(source, time);
        source.Hold = new(TaskCreationOptions.RunContinuationsAsynchronously);

        var readings = Enumerable.Range(0, 10).Select(_ => facts.ReadTenantAsync(Token)).ToList();
        source.Hold.SetResult();
        await Task.WhenAll(readings);

        source.Read.ShouldBe(1);
    }

    [Fact]
    public async Task Whoever_cancels_spoils_nothing_for_the_next()
    {
        using var facts = new CachedTenantFacts(source, time);
        using var cancel = new CancellationTokenSource();
        source.Hold = new(TaskCreationOptions.RunContinuationsAsynchronously);

        var reading = facts.ReadTenantAsync(cancel.Token);
        await cancel.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => reading);
        source.Hold = null;

        (await facts.ReadTenantAsync(Token)).Passkeys.IsKnown.ShouldBeTrue();
    }

    [Fact]
    public void A_fact_that_is_not_known_has_no_value()
    {
        Fact<int> unknown = ProvisioningError.Of(ErrorCodes.TenantForbidden);

        unknown.IsKnown.ShouldBeFalse();
        Should.Throw<ProvisioningException>(() => unknown.Value).Error.Code.ShouldBe(ErrorCodes.TenantForbidden);
        unknown.ToString().ShouldStartWith("unknown: tenant.forbidden");
    }

    private sealed class Source : ITenantFacts
    {
        public TenantWideFacts Facts { get; set; } = new PreflightFacts().Tenant;

        public TaskCompletionSource? Hold { get; set; }

        public int Read { get; private set; }

        public async Task<TenantWideFacts> ReadTenantAsync(CancellationToken cancellationToken)
        {
            Read++;
            await (Hold?.Task.WaitAsync(cancellationToken) ?? Task.CompletedTask);
            return Facts;
        }

        public IAsyncEnumerable<UserFacts> ReadUsersAsync(IReadOnlyList<UserPrincipalName> users, TenantWideFacts tenant, UserFactsDepth depth, CancellationToken cancellationToken) => throw new NotSupportedException();
    }
}
