using IdMelon.Provisioning.Simulator.Events;
using Shouldly;
using Xunit;

namespace IdMelon.Provisioning.Simulator.Tests.Events;

public sealed class SimulatorEventsTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public void Events_are_numbered_from_one()
    {
        var events = new SimulatorEvents(TimeProvider.System);

        events.Newest.ShouldBe(0);
        events.Add("a", "ada@contoso.example", "First.");
        events.Add("b", null, "Second.");

        events.All.Select(entry => entry.Sequence).ShouldBe([1L, 2L]);
        events.Newest.ShouldBe(2);
        events.After(1).ShouldHaveSingleItem().Kind.ShouldBe("b");
        events.After(2).ShouldBeEmpty();
        events.OfUser("ADA@contoso.example").ShouldHaveSingleItem().Kind.ShouldBe("a");
    }

    [Fact]
    public void Only_the_newest_are_kept()
    {
        var events = new SimulatorEvents(TimeProvider.System, kept: 3);

        for (var number = 1; number <= 8; number++)
        {
            events.Add("kind", null, $"{number}");
        }

        events.All.Select(entry => entry.Text).ShouldBe(["6", "7", "8"]);
        events.All.Select(entry => entry.Sequence).ShouldBe([6L, 7L, 8L]);
        events.After(7).ShouldHaveSingleItem().Text.ShouldBe("8");
        events.Count("kind").ShouldBe(3);
    }

    [Fact]
    public void What_is_forgotten_is_forgotten_of_its_user_too()
    {
        var events = new SimulatorEvents(TimeProvider.System, kept: 4);

        for (var number = 1; number <= 10; number++)
        {
            events.Add("kind", number <= 6 ? "eve@contoso.example" : number % 2 == 0 ? "ada@contoso.example" : null, $"{number}");
        }

        events.OfUser("eve@contoso.example").ShouldBeEmpty();
        events.OfUser("ADA@contoso.example").Select(entry => entry.Text).ShouldBe(["8", "10"]);
        events.Count("kind", "ada@contoso.example").ShouldBe(2);
        events.Find(8, "kind", "ada@contoso.example", most: 9).Events.ShouldHaveSingleItem().Text.ShouldBe("10");
    }

    [Theory]
    [InlineData(long.MaxValue, 0)]
    [InlineData(3, 0)]
    [InlineData(2, 1)]
    [InlineData(long.MinValue, 3)]
    public void Any_number_may_be_asked_after(long after, int expected)
    {
        var events = new SimulatorEvents(TimeProvider.System);
        events.Add("a", null, "First.");
        events.Add("b", null, "Second.");
        events.Add("c", null, "Third.");

        events.After(after).Count.ShouldBe(expected);
    }

    [Fact]
    public async Task A_wait_ends_with_what_it_waits_for()
    {
        var events = new SimulatorEvents(TimeProvider.System);
        events.Add("registered", "ada@contoso.example", "Long ago.");
        var wait = events.WaitForAsync("registered", "ada@contoso.example", events.Newest, Cancellation);

        events.Add("registered", "eve@contoso.example", "Somebody else.");
        events.Add("opened", "ada@contoso.example", "Something else.");
        wait.IsCompleted.ShouldBeFalse();
        events.Add("registered", "Ada@contoso.example", "Now.");

        (await wait).Sequence.ShouldBe(4);
        (await events.WaitForAsync("registered", cancellationToken: Cancellation)).Text.ShouldBe("Long ago.");
        (await events.WaitAsync(2, Cancellation)).Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_wait_can_be_cancelled_and_ends_with_the_simulator()
    {
        var simulator = await EntraSimulator.StartAsync(cancellationToken: Cancellation);
        using var given = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var cancelled = simulator.Events.WaitAsync(0, given.Token);
        var waiting = simulator.Events.WaitForAsync(SimulatorEventKinds.PasskeyRegistered, cancellationToken: Cancellation);

        await given.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => cancelled);
        await simulator.DisposeAsync();

        await Should.ThrowAsync<ObjectDisposedException>(() => waiting);
    }

    [Fact]
    public async Task At_least_one_event_is_kept() =>
        await Should.ThrowAsync<ArgumentException>(() => EntraSimulator.StartAsync(new EntraSimulatorOptions { KeptEvents = 0 }, Cancellation));
}
