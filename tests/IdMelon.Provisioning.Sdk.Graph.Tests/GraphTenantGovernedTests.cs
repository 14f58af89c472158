using System.Globalization;
using IdMelon.Provisioning.Conformance;
using IdMelon.Provisioning.Graph.Http;
using IdMelon.Provisioning.Requests;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Microsoft.Graph;
using Microsoft.Kiota.Abstractions.Authentication;

namespace IdMelon.Provisioning.Graph.Tests;

/// <summary>What the governor makes of the service's wish to go slower; in simulated time.</summary>
public sealed class GraphTenantGovernedTests : IDisposable
{
    private static readonly UserPrincipalName Ada = UserPrincipalName.Parse("ada@contoso.com");

    private readonly FakeTimeProvider time = new(DateTimeOffset.UtcNow);
    private readonly GraphRateGovernor governor;
    private readonly CannedService service = new();

    public GraphTenantGovernedTests() => governor = new(time);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_throttled_call_stops_all_until_the_service_wants_them()
    {
        using var one = Tenant();
        using var other = Tenant();
        service.Answer(Throttled("30"), List(), List());

        var first = one.ListPasskeysAsync(Ada, Token);
        await SimulatedTime.UntilWaitingAsync(governor, 1);
        var second = other.ListPasskeysAsync(Ada, Token);
        await SimulatedTime.UntilWaitingAsync(governor, 2);
        time.Advance(TimeSpan.FromSeconds(29.9));
        service.GraphRequests.Count().ShouldBe(1);
        governor.Expect(0).ShouldBe(TimeSpan.FromSeconds(0.1));
        time.Advance(TimeSpan.FromSeconds(0.1));

        (await first).Succeeded.ShouldBeTrue();
        (await second).Succeeded.ShouldBeTrue();
        governor.BilledCalls.ShouldBe(3);
    }

    [Fact]
    public async Task A_date_is_a_moment_by_the_services_own_clock()
    {
        using var tenant = Tenant();
        var theirs = new DateTimeOffset(2020, 1, 1, 12, 0, 0, TimeSpan.Zero);
        var refusal = Throttled((theirs + TimeSpan.FromSeconds(20)).ToString("r", CultureInfo.InvariantCulture));
        refusal.Headers.Date = theirs;
        service.Answer(refusal, List());

        var call = tenant.ListPasskeysAsync(Ada, Token);
        await SimulatedTime.UntilWaitingAsync(governor, 1);

        governor.Expect(0).ShouldBe(TimeSpan.FromSeconds(20));
        time.Advance(TimeSpan.FromSeconds(20));
        (await call).Succeeded.ShouldBeTrue();
    }

    [Fact]
    public async Task Without_a_wish_the_pauses_double()
    {
        using var tenant = Tenant();
        service.Answer(Throttled(null), Throttled(null), Throttled(null), List());
        var begun = time.GetTimestamp();

        var call = tenant.ListPasskeysAsync(Ada, Token);
        await SimulatedTime.RunAsync(time, governor, TimeSpan.FromSeconds(1), call);

        (await call).Succeeded.ShouldBeTrue();
        time.GetElapsedTime(begun).ShouldBe(TimeSpan.FromSeconds(1 + 2 + 4));
    }

    [Fact]
    public async Task Whoever_comes_into_a_pause_that_is_too_long_is_told_at_once()
    {
        using var tenant = Tenant();
        service.Answer(Throttled("61"));

        (await tenant.ListPasskeysAsync(Ada, Token)).Error!.Code.ShouldBe(ErrorCodes.TenantThrottled);
        var error = (await tenant.ListPasskeysAsync(Ada, Token)).Error!;

        error.Code.ShouldBe(ErrorCodes.TenantThrottled);
        error.IsTransient.ShouldBeTrue();
        service.GraphRequests.Count().ShouldBe(1);
        time.Advance(TimeSpan.FromSeconds(61));
        (await ListAsync(tenant)).Succeeded.ShouldBeTrue();
    }

    [Fact]
    public async Task Directory_calls_stop_with_billed_ones_that_are_throttled()
    {
        using var pipeline = Pipeline();
        using var tenant = Tenant();
        service.Answer(Throttled("30"), CannedService.Json(200, """{"id":"a","value":[]}"""), CannedService.Json(200, """{"id":"a","value":[]}"""));

        var list = tenant.ListPasskeysAsync(Ada, Token);
        await SimulatedTime.UntilWaitingAsync(governor, 1);
        var user = pipeline.Client.Users["a"].GetAsync(cancellationToken: Token);
        await SimulatedTime.UntilWaitingAsync(governor.Directory, 1);
        time.Advance(TimeSpan.FromSeconds(30));

        (await user)!.Id.ShouldBe("a");
        (await list).Succeeded.ShouldBeTrue();
    }

    [Fact]
    public async Task Waiting_for_ones_turn_is_no_impatience()
    {
        using var tenant = Tenant(options => (options.ThrottlePatience, options.CallTimeout) = (TimeSpan.Zero, TimeSpan.FromSeconds(1)));
        var calls = Enumerable.Range(0, 12).Select(_ => ListAsync(tenant)).ToArray();

        await SimulatedTime.RunAsync(time, governor, TimeSpan.FromSeconds(0.1), calls);

        calls.ShouldAllBe(call => call.Result.Succeeded);
    }

    [Fact]
    public async Task Directory_calls_are_not_held_up_by_billed_ones()
    {
        using var pipeline = Pipeline();
        using var tenant = Tenant();
        service.Answer(List(), List(), List(), List(), List(), CannedService.Json(200, """{"id":"a"}"""), List(), List());
        var calls = Enumerable.Range(0, 7).Select(_ => tenant.ListPasskeysAsync(Ada, Token)).ToArray();
        await SimulatedTime.UntilWaitingAsync(governor, 2);

        (await pipeline.Client.Users["a"].GetAsync(cancellationToken: Token))!.Id.ShouldBe("a");

        governor.BilledCalls.ShouldBe(5);
        governor.Waiting.ShouldBe(2);
        await SimulatedTime.RunAsync(time, governor, TimeSpan.FromSeconds(0.1), calls);
    }

    [Fact]
    public async Task A_throttled_directory_call_does_not_hold_up_billed_ones()
    {
        using var pipeline = Pipeline();
        using var tenant = Tenant();
        service.Answer(Throttled("30"));

        var user = pipeline.Client.Users["a"].GetAsync(cancellationToken: Token);
        await SimulatedTime.UntilWaitingAsync(governor.Directory, 1);
        (await ListAsync(tenant)).Succeeded.ShouldBeTrue();

        user.IsCompleted.ShouldBeFalse();
        service.Answer(CannedService.Json(200, """{"id":"a"}"""));
        time.Advance(TimeSpan.FromSeconds(30));
        (await user)!.Id.ShouldBe("a");
    }

    [Theory]
    [InlineData("0.8", 0.5)]
    [InlineData("1.0", 2.5)]
    [InlineData("1.8", 10)]
    public async Task Near_a_directory_limit_calls_go_one_by_one(string used, double seconds)
    {
        using var pipeline = Pipeline();
        service.Answer(CannedService.Json(200, """{"id":"a"}""", headers => headers.Add("x-ms-throttle-limit-percentage", used)), CannedService.Json(200, """{"id":"b"}"""), CannedService.Json(200, """{"id":"c"}"""));
        await pipeline.Client.Users["a"].GetAsync(cancellationToken: Token);

        var next = pipeline.Client.Users["b"].GetAsync(cancellationToken: Token);
        await SimulatedTime.UntilWaitingAsync(governor.Directory, 1);
        time.Advance(TimeSpan.FromSeconds(seconds - 0.01));
        next.IsCompleted.ShouldBeFalse();
        time.Advance(TimeSpan.FromSeconds(0.01));

        (await next)!.Id.ShouldBe("b");
        (await pipeline.Client.Users["c"].GetAsync(cancellationToken: Token))!.Id.ShouldBe("c", "no share was shown last, so calls are free again");
    }

    [Fact]
    public async Task A_client_of_the_callers_is_governed_too()
    {
        using var http = GraphClientFactory.Create(GraphClientFactory.CreateDefaultHandlers(), finalHandler: service, disposeHandler: false);
        using var client = new GraphServiceClient(http, new AnonymousAuthenticationProvider());
        using var tenant = new GraphTenant(client, governor: governor);
        service.Answer(Throttled("5"), CannedService.Json(201, """{"id":"a","temporaryAccessPass":"p","lifetimeInMinutes":60,"isUsableOnce":true}"""));

        var issue = tenant.IssueAsync(Ada, new AccessPassWish { Lifetime = TimeSpan.FromHours(2) }, Token);
        await SimulatedTime.UntilWaitingAsync(governor, 1);
        service.Requests.Count.ShouldBe(1, "its own retry handler rests");
        time.Advance(TimeSpan.FromSeconds(5));

        (await issue).Succeeded.ShouldBeTrue();
        service.Requests.Select(request => (request.Address, request.Body)).Distinct().ShouldHaveSingleItem().Body.ShouldContain("120");
        governor.BilledCalls.ShouldBe(2);
    }

    [Fact]
    public void Tenants_with_the_same_client_share_a_governor()
    {
        using var http = new HttpClient(service, disposeHandler: false);
        using var client = new GraphServiceClient(http, new AnonymousAuthenticationProvider());
        using var one = new GraphTenant(client);
        using var other = new GraphTenant(client);

        one.RateGovernor.ShouldBeSameAs(other.RateGovernor);
    }

    [Fact]
    public async Task What_the_service_tells_of_its_limits_is_logged()
    {
        using var log = new RecordedLog();
        using var tenant = service.Answer(CannedService.Json(200, """{"value":[]}""", headers =>
        {
            headers.Add("x-ms-resource-unit", "2");
            headers.Add("x-ms-throttle-scope", "Tenant_Application/ReadWrite/a/b");
            headers.Add("x-ms-throttle-information", "CPULimitExceeded\u001b[31m");
        })).Tenant(loggers: log);

        await tenant.ListPasskeysAsync(Ada, Token);

        var line = log.Lines.Single(line => line.Contains("2 resource units", StringComparison.Ordinal));
        line.ShouldContain("Tenant_Application/ReadWrite/a/b");
        line.ShouldContain("CPULimitExceeded31m");
    }

    public void Dispose() => service.Dispose();

    private static HttpResponseMessage List() => CannedService.Json(200, """{"value":[]}""");

    private static HttpResponseMessage Throttled(string? wish) => CannedService.Error(429, "tooManyRequests", "Slow down.", headers =>
    {
        if (wish is not null)
        {
            headers.TryAddWithoutValidation("Retry-After", wish);
        }
    });

    private Task<Attempt<IReadOnlyList<Tenants.DirectoryPasskey>>> ListAsync(GraphTenant tenant)
    {
        service.Answer(List());
        return tenant.ListPasskeysAsync(Ada, Token);
    }

    private GraphTenant Tenant(Action<GraphTenantOptions>? change = null) => service.Tenant(options =>
    {
        (options.Time, options.RateGovernor) = (time, governor);
        change?.Invoke(options);
    });

    private GraphPipeline Pipeline()
    {
        var options = service.Options();
        return new(options, governor, NullLogger.Instance);
    }
}
