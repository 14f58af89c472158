using System.Net;
using System.Net.Http.Headers;
using Azure.Core;
using IdMelon.Provisioning.Requests;
using Microsoft.Extensions.Time.Testing;

namespace IdMelon.Provisioning.Graph.Tests;

public sealed class GraphTenantThrottlingTests : IDisposable
{
    private static readonly UserPrincipalName Ada = UserPrincipalName.Parse("ada@contoso.com");

    private readonly CannedService service = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(429)]
    [InlineData(503)]
    public async Task A_throttled_issue_is_repeated_as_it_was(int status)
    {
        using var tenant = service.Answer(Throttled(status, 0), Throttled(status, 0), Issued()).Tenant();

        (await tenant.IssueAsync(Ada, new AccessPassWish { Lifetime = TimeSpan.FromHours(2) }, Token)).Succeeded.ShouldBeTrue();

        service.GraphRequests.Count().ShouldBe(3);
        service.GraphRequests.Select(request => (request.Method, request.Address, request.Body, request.Authorization)).Distinct().Count().ShouldBe(1);
        service.GraphRequests.First().Body.ShouldContain("120");
    }

    [Theory]
    [InlineData(429)]
    [InlineData(503)]
    [InlineData(504)]
    public async Task A_throttled_listing_is_repeated(int status)
    {
        using var tenant = service.Answer(Throttled(status, 0), CannedService.Json(200, """{"value":[]}""")).Tenant();

        (await tenant.ListPasskeysAsync(Ada, Token)).Succeeded.ShouldBeTrue();
    }

    [Fact]
    public async Task An_issue_is_not_repeated_after_a_gateways_time_out()
    {
        using var tenant = service.Answer(Throttled(504, 0), Issued()).Tenant();

        (await tenant.IssueAsync(Ada, new AccessPassWish(), Token)).Error!.Code.ShouldBe(ErrorCodes.TenantUnreachable);

        service.GraphRequests.Count().ShouldBe(1);
    }

    [Fact]
    public async Task A_wait_beyond_patience_is_not_begun()
    {
        using var tenant = service.Answer(Throttled(429, 61)).Tenant();

        var error = (await tenant.IssueAsync(Ada, new AccessPassWish(), Token)).Error!;

        error.Code.ShouldBe(ErrorCodes.TenantThrottled);
        error.HttpStatus.ShouldBe(429);
        error.ServiceCode.ShouldBe("tooManyRequests");
        error.IsTransient.ShouldBeTrue();
        service.GraphRequests.Count().ShouldBe(1);
    }

    [Fact]
    public async Task Endless_throttling_ends_after_three_repetitions()
    {
        using var tenant = service.Answer(Throttled(429, 0), Throttled(429, 0), Throttled(429, 0), Throttled(429, 0), Issued()).Tenant();

        var error = (await tenant.IssueAsync(Ada, new AccessPassWish(), Token)).Error!;

        error.Code.ShouldBe(ErrorCodes.TenantThrottled);
        error.RequestId.ShouldNotBeNull();
        service.GraphRequests.Count().ShouldBe(4);
    }

    [Fact]
    public async Task Without_patience_nothing_is_repeated()
    {
        using var tenant = service.Answer(Throttled(429, 0), Issued()).Tenant(options => options.ThrottlePatience = TimeSpan.Zero);

        (await tenant.IssueAsync(Ada, new AccessPassWish(), Token)).Error!.Code.ShouldBe(ErrorCodes.TenantThrottled);

        service.GraphRequests.Count().ShouldBe(1);
    }

    [Fact]
    public async Task Waiting_can_be_cancelled()
    {
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var governor = new GraphRateGovernor(new FakeTimeProvider());
        using var tenant = service.Answer(Throttled(429, 50)).Tenant(options => options.RateGovernor = governor);

        var issue = tenant.IssueAsync(Ada, new AccessPassWish(), cancel.Token);
        await SimulatedTime.UntilWaitingAsync(governor, 1);
        await cancel.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => issue);
        governor.Waiting.ShouldBe(0);
    }

    [Fact]
    public async Task A_call_that_takes_too_long_is_given_up()
    {
        var time = new FakeTimeProvider();
        using var hanging = new HangingService();
        using var tenant = service.Tenant(options =>
            (options.HttpHandler, options.CallTimeout, options.RateGovernor, options.ClientSecret, options.SignIn) =
            (hanging, TimeSpan.FromSeconds(1), GraphRateGovernor.Unlimited(time), null, GraphSignIn.Credential(new KnownToken())));

        var call = tenant.ListPasskeysAsync(Ada, Token);
        await hanging.Arrived;
        time.Advance(TimeSpan.FromSeconds(1));

        (await call).Error!.Code.ShouldBe(ErrorCodes.TenantUnreachable);
    }

    public void Dispose() => service.Dispose();

    private static HttpResponseMessage Throttled(int status, int seconds) =>
        CannedService.Error(status, "tooManyRequests", "Slow down.", headers => headers.RetryAfter = new RetryConditionHeaderValue(TimeSpan.FromSeconds(seconds)));

    private static HttpResponseMessage Issued() => CannedService.Json(201, """{"id":"a","temporaryAccessPass":"p","lifetimeInMinutes":60,"isUsableOnce":true}""");

    private sealed class HangingService : HttpMessageHandler
    {
        private readonly TaskCompletionSource arrived = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Arrived => arrived.Task;

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            arrived.SetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
            return new HttpResponseMessage(HttpStatusCode.OK);
        }
    }

    private sealed class KnownToken : TokenCredential
    {
        public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken) => new("token", DateTimeOffset.MaxValue);

        public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) => new(GetToken(requestContext, cancellationToken));
    }
}
