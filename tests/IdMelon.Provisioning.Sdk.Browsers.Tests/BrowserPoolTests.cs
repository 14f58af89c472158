using IdMelon.Provisioning.Browsing;
using Microsoft.Extensions.Time.Testing;

namespace IdMelon.Provisioning.Browsers.Tests;

public sealed class BrowserPoolTests : IAsyncLifetime
{
    private readonly FakeHost host = new();
    private readonly FakeTimeProvider time = new();
    private readonly List<BrowserPool> pools = [];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_user_costs_a_window_and_no_browser()
    {
        var pool = Pool(new() { WindowsPerBrowser = 8 });

        var windows = await OpenAsync(pool, 8);

        host.Started.Count.ShouldBe(1);
        host.Started[0].Open.ShouldBe(8);
        await CloseAsync(windows);
        host.Started[0].Open.ShouldBe(0);
        host.Started[0].IsDisposed.ShouldBeFalse();
    }

    [Fact]
    public async Task A_further_browser_starts_when_all_are_full_and_only_then()
    {
        var pool = Pool(new() { WindowsPerBrowser = 2, BrowsersPerHost = 3 });

        await OpenAsync(pool, 5);

        host.Started.Select(browser => browser.Open).ShouldBe([2, 2, 1]);
    }

    [Fact]
    public async Task Who_finds_all_places_taken_waits_for_one_and_may_give_up()
    {
        var pool = Pool(new() { WindowsPerBrowser = 2 });
        var windows = await OpenAsync(pool, 2);
        using var enough = new CancellationTokenSource();
        var patient = pool.OpenAsync(new(), Token);
        var impatient = pool.OpenAsync(new(), enough.Token);
        patient.IsCompleted.ShouldBeFalse();

        await enough.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => impatient);
        await windows[0].DisposeAsync();

        await patient;
        host.Started.Count.ShouldBe(1);
        host.Started[0].Most.ShouldBe(2);
    }

    [Fact]
    public async Task Places_of_several_hosts_are_used_alike()
    {
        var other = new FakeHost("there");
        var pool = Pool(new() { WindowsPerBrowser = 1, BrowsersPerHost = 2 }, host, other);

        await OpenAsync(pool, 4);

        (host.Started.Count, other.Started.Count).ShouldBe((2, 2));
    }

    [Fact]
    public async Task A_host_that_has_none_is_passed_over_and_if_all_have_none_the_reason_is_told()
    {
        var other = new FakeHost("there");
        var pool = Pool(new(), host, other);
        host.Starting = _ => throw new ProvisioningException(ProvisioningError.Of(ErrorCodes.BrowserUnavailable));

        await OpenAsync(pool, 2);
        (host.Started.Count, other.Started.Count).ShouldBe((0, 1));

        var lost = Pool(new(), host);
        for (var i = 0; i < 20; i++)
        {
            (await Should.ThrowAsync<ProvisioningException>(() => lost.OpenAsync(new(), Token))).Error.Code.ShouldBe(ErrorCodes.BrowserUnavailable);
        }

        host.Starting = null;
        await OpenAsync(lost, 16);
    }

    [Fact]
    public async Task A_host_that_fails_in_an_unheard_of_way_is_told_as_it_is_and_may_do_better_next_time()
    {
        var pool = Pool(new());
        host.Starting = _ => throw new InvalidOperationException("surprise");
        await Should.ThrowAsync<InvalidOperationException>(() => pool.OpenAsync(new(), Token));
        pool.Browsers.ShouldBe(0);

        host.Starting = null;
        await OpenAsync(pool, 1);
    }

    [Fact]
    public async Task A_lost_browser_is_replaced_and_cleared_away_with_its_last_window()
    {
        var pool = Pool(new());
        var window = (await OpenAsync(pool, 1))[0];
        host.Started[0].IsConnected = false;

        await OpenAsync(pool, 1);

        host.Started.Count.ShouldBe(2);
        host.Started[0].IsDisposed.ShouldBeFalse();
        await window.DisposeAsync();
        host.Started[0].IsDisposed.ShouldBeTrue();
        pool.Browsers.ShouldBe(1);
    }

    [Fact]
    public async Task A_browser_that_turns_out_dead_when_a_window_is_opened_is_replaced()
    {
        var pool = Pool(new());
        await CloseAsync(await OpenAsync(pool, 1));
        host.Started[0].OpensNothing = true;

        await OpenAsync(pool, 1);

        host.Started.Count.ShouldBe(2);
        host.Started[0].IsDisposed.ShouldBeTrue();
    }

    [Fact]
    public async Task A_browser_that_opens_not_even_its_first_window_is_told()
    {
        host.Next = () => new FakeBrowser { OpensNothing = true };
        var pool = Pool(new());

        (await Should.ThrowAsync<ProvisioningException>(() => pool.OpenAsync(new(), Token))).Error.Code.ShouldBe(ErrorCodes.BrowserLost);

        host.Started.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_browser_is_replaced_after_its_number_of_windows()
    {
        var pool = Pool(new() { WindowsPerLife = 3 });
        for (var i = 0; i < 7; i++)
        {
            await CloseAsync(await OpenAsync(pool, 1));
        }

        host.Started.Count.ShouldBe(3);
        host.Started.Count(browser => browser.IsDisposed).ShouldBe(2);
    }

    [Fact]
    public async Task A_browser_that_has_grown_too_large_is_replaced()
    {
        var pool = Pool(new() { MemoryPerBrowser = 1000 });
        await CloseAsync(await OpenAsync(pool, 8));
        host.Started[0].IsDisposed.ShouldBeFalse();

        host.Started[0].Memory = 1001;
        await CloseAsync(await OpenAsync(pool, 8));

        host.Started[0].IsDisposed.ShouldBeTrue();
    }

    [Theory]
    [InlineData(29, true, 0, 1)]
    [InlineData(31, true, 1, 1)]
    [InlineData(31, false, 1, 2)]
    public async Task A_browser_that_was_idle_is_asked_before_it_is_used_again(int seconds, bool isHealthy, int checks, int browsers)
    {
        var pool = Pool(new());
        await CloseAsync(await OpenAsync(pool, 1));
        host.Started[0].IsHealthy = isHealthy;
        time.Advance(TimeSpan.FromSeconds(seconds));

        await OpenAsync(pool, 1);

        host.Started[0].HealthChecks.ShouldBe(checks);
        host.Started.Count.ShouldBe(browsers);
    }

    [Fact]
    public async Task A_browser_that_a_window_says_is_lost_is_asked_before_it_gets_another_one()
    {
        var pool = Pool(new());
        var windows = await OpenAsync(pool, 2);
        host.Started[0].IsHealthy = false;
        await OpenAsync(pool, 1);
        host.Started.Count.ShouldBe(1);

        await Should.ThrowAsync<ProvisioningException>(() => windows[0].StepAsync([], new(), Token));
        await OpenAsync(pool, 1);

        host.Started.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Only_what_all_hosts_can_is_promised()
    {
        var seeing = new FakeHost { Abilities = BrowserAbilities.VirtualAuthenticator | BrowserAbilities.VisibleWindows };
        var blind = new FakeHost { Abilities = BrowserAbilities.VirtualAuthenticator };

        Pool(new(), seeing, blind).Abilities.ShouldBe(BrowserAbilities.VirtualAuthenticator);
        await Task.CompletedTask;
    }

    [Fact]
    public async Task Disposing_ends_all_browsers_even_one_that_is_being_started_and_nothing_opens_afterwards()
    {
        var pool = Pool(new() { WindowsPerBrowser = 1, BrowsersPerHost = 2 });
        var window = (await OpenAsync(pool, 1))[0];
        host.Starting = token => Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, token);
        var opening = pool.OpenAsync(new(), Token);

        await pool.DisposeAsync();
        await pool.DisposeAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => opening);
        host.Started.ShouldAllBe(browser => browser.IsDisposed);
        await window.DisposeAsync();
        await Should.ThrowAsync<ObjectDisposedException>(() => pool.OpenAsync(new(), Token));
    }

    [Fact]
    public async Task Many_users_at_once_never_find_more_windows_than_there_are_places()
    {
        var pool = Pool(new() { WindowsPerBrowser = 3, BrowsersPerHost = 2, WindowsPerLife = 10 });

        await Task.WhenAll(Enumerable.Range(0, 200).Select(async _ =>
        {
            await using var window = await pool.OpenAsync(new(), Token);
            await Task.Yield();
        }));

        host.Started.ShouldAllBe(browser => browser.Most <= 3 && browser.Open == 0);
        pool.Browsers.ShouldBeLessThanOrEqualTo(2);
    }

    [Fact]
    public void A_pool_without_room_is_refused() =>
        Should.Throw<ProvisioningException>(() => Pool(new() { WindowsPerBrowser = 0 })).Error.Code.ShouldBe(ErrorCodes.ConfigurationInvalid);

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        foreach (var pool in pools)
        {
            await pool.DisposeAsync();
        }
    }

    private static async Task<IBrowserSession[]> OpenAsync(BrowserPool pool, int count)
    {
        var windows = new IBrowserSession[count];
        for (var i = 0; i < count; i++)
        {
            windows[i] = await pool.OpenAsync(new(), Token);
        }

        return windows;
    }

    private static async Task CloseAsync(IBrowserSession[] windows)
    {
        foreach (var window in windows)
        {
            await window.DisposeAsync();
        }
    }

    private BrowserPool Pool(BrowserPoolOptions options, params IBrowserHost[] hosts)
    {
        var pool = new BrowserPool(hosts.Length == 0 ? [host] : hosts, options, time);
        pools.Add(pool);
        return pool;
    }
}
