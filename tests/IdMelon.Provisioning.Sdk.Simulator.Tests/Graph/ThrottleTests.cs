using IdMelon.Provisioning.Simulator.Events;
using IdMelon.Provisioning.Simulator.Graph;
using IdMelon.Provisioning.Simulator.Tests.OAuth;
using Microsoft.Extensions.Time.Testing;

namespace IdMelon.Provisioning.Simulator.Tests.Graph;

/// <summary>The documented limit: five calls in ten seconds of one application.</summary>
public sealed class ThrottleTests : GraphTest
{
    private readonly FakeTimeProvider time = new(DateTimeOffset.UtcNow);

    protected override EntraSimulatorOptions Options => new() { TimeProvider = time };

    private string Passkeys => $"/v1.0/users/{User.Id}/authentication/fido2Methods";

    [Fact]
    public async Task The_sixth_call_is_told_when_to_come_again_and_is_answered_then()
    {
        Simulator.Weather.Throttles = true;
        for (var call = 0; call < 5; call++)
        {
            (await SendAsync("GET", Passkeys)).Status.ShouldBe(200);
            time.Advance(TimeSpan.FromSeconds(1));
        }

        var refused = await SendAsync("GET", Passkeys);
        time.Advance(TimeSpan.FromSeconds(4.9));
        var early = await SendAsync("GET", Passkeys);
        time.Advance(TimeSpan.FromSeconds(0.1));
        var again = await SendAsync("GET", Passkeys);

        (refused.Status, refused.Code, refused.Headers["Retry-After"]).ShouldBe((429, "TooManyRequests", "5"));
        refused.Headers["x-ms-throttle-scope"].ShouldContain(Simulator.ClientId);
        (early.Status, early.Headers["Retry-After"]).ShouldBe((429, "1"));
        again.Status.ShouldBe(200);
        Simulator.Events.Count(SimulatorEventKinds.Throttled).ShouldBe(2);
    }

    [Fact]
    public async Task The_share_that_is_used_up_shows_from_four_fifths()
    {
        Simulator.Weather.Throttles = true;

        var shares = new List<string?>();
        for (var call = 0; call < 5; call++)
        {
            shares.Add((await SendAsync("GET", Passkeys)).Headers.GetValueOrDefault("x-ms-throttle-limit-percentage"));
        }

        shares.ShouldBe([null, null, null, "0.8", "1.0"]);
    }

    [Fact]
    public async Task Users_are_not_counted_and_other_applications_by_themselves()
    {
        Simulator.Weather.Throttles = true;
        for (var call = 0; call < 6; call++)
        {
            (await SendAsync("GET", $"/v1.0/users/{User.Id}")).Status.ShouldBe(200);
            await SendAsync("GET", Passkeys);
        }

        var other = DelegatedTokens.CreateForApplication(Simulator, "another", GraphRoles.PasskeyRead);

        (await SendAsync("GET", Passkeys, token: other)).Status.ShouldBe(200);
        (await SendAsync("GET", Passkeys)).Status.ShouldBe(429);
    }

    [Fact]
    public async Task Switching_it_off_lets_everything_through_and_on_again_counts_anew()
    {
        Simulator.Weather.Throttles = true;
        for (var call = 0; call < 6; call++)
        {
            await SendAsync("GET", Passkeys);
        }

        Simulator.Weather.Throttles = false;
        (await SendAsync("GET", Passkeys)).Status.ShouldBe(200);
        Simulator.Weather.Throttles = true;
        (await SendAsync("GET", Passkeys)).Status.ShouldBe(200);
    }

    [Fact]
    public void Applications_that_have_stopped_calling_are_forgotten()
    {
        var throttle = new GraphThrottle(new SimulatorTenant(Guid.NewGuid(), "contoso.onmicrosoft.com", "Contoso"), time);
        for (var number = 0; number < 100; number++)
        {
            throttle.Count($"application {number}", since: 0);
        }

        time.Advance(TimeSpan.FromSeconds(10));
        throttle.Count("the last one", since: 0);

        throttle.Applications.ShouldBe(1);
    }
}
