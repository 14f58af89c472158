using IdMelon.Provisioning.Simulator.SignIn;
using Shouldly;
using Xunit;

namespace IdMelon.Provisioning.Simulator.Pages;

public sealed class PageChangesTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_change_is_made_when_the_page_asks_again()
    {
        var changes = new PageChanges();
        var order = changes.OrderAsync(PageChange.MoveSubmit, Cancellation);

        (await changes.NextAsync(afterChange: false, Cancellation)).ShouldBe(PageChange.MoveSubmit);
        order.IsCompleted.ShouldBeFalse();
        var next = changes.NextAsync(afterChange: true, Cancellation);

        await order;
        next.IsCompleted.ShouldBeFalse();
    }

    [Fact]
    public async Task Nobody_finds_a_change_whose_wait_was_cancelled()
    {
        var changes = new PageChanges();
        using var stop = new CancellationTokenSource();
        var cancelled = changes.OrderAsync(PageChange.LeaveOrigin, stop.Token);
        await stop.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => cancelled);

        var listening = changes.NextAsync(afterChange: false, Cancellation);
        listening.IsCompleted.ShouldBeFalse();
        var order = changes.OrderAsync(PageChange.MoveSubmit, Cancellation);

        (await listening).ShouldBe(PageChange.MoveSubmit);
        order.IsCompleted.ShouldBeFalse();
    }

    [Fact]
    public async Task A_page_that_asks_again_after_an_earlier_change_has_not_made_the_next_one()
    {
        var changes = new PageChanges();
        var order = changes.OrderAsync(PageChange.MoveSubmit, Cancellation);

        var taken = await changes.NextAsync(afterChange: true, Cancellation);

        taken.ShouldBe(PageChange.MoveSubmit);
        order.IsCompleted.ShouldBeFalse();
    }

    [Fact]
    public async Task A_listener_that_goes_away_takes_nothing_with_it()
    {
        var changes = new PageChanges();
        using var gone = new CancellationTokenSource();
        var leaving = changes.NextAsync(afterChange: false, gone.Token).AsTask();
        var staying = changes.NextAsync(afterChange: false, Cancellation).AsTask();
        await gone.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => leaving);

        _ = changes.OrderAsync(PageChange.ReplaceSubmit, Cancellation);

        (await staying).ShouldBe(PageChange.ReplaceSubmit);
    }

    [Fact]
    public async Task Whoever_waits_for_a_page_is_told_that_the_simulator_stops()
    {
        var simulator = await EntraSimulator.StartAsync(cancellationToken: Cancellation);
        var waiting = simulator.Pages.ChangePageAsync(PageChange.MoveSubmit, Cancellation);

        await simulator.DisposeAsync();

        await Should.ThrowAsync<ObjectDisposedException>(() => waiting);
        await Should.ThrowAsync<ObjectDisposedException>(() => simulator.Pages.ChangePageAsync(PageChange.MoveSubmit, Cancellation));
    }
}
