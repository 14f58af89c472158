using Microsoft.Extensions.Time.Testing;

namespace IdMelon.Provisioning.Simulator.Tests;

public sealed class ExpiringStoreTests
{
    private readonly FakeTimeProvider time = new();

    [Fact]
    public void A_value_is_found_until_its_end_and_not_from_then_on()
    {
        var store = new ExpiringStore<Value>(time, static value => value.End);
        store.TryAdd("a", In(10, 1));

        time.Advance(TimeSpan.FromMinutes(10) - TimeSpan.FromTicks(1));
        store.TryFind("a", out var value).ShouldBeTrue();
        time.Advance(TimeSpan.FromTicks(1));

        value!.Number.ShouldBe(1);
        store.TryFind("a", out _).ShouldBeFalse();
        store.TryTake("a", out _).ShouldBeFalse();
    }

    [Fact]
    public void A_value_is_taken_once()
    {
        var store = new ExpiringStore<Value>(time, static value => value.End);
        store.TryAdd("a", In(10, 1));

        store.TryTake("a", out var value).ShouldBeTrue();

        value!.Number.ShouldBe(1);
        store.TryTake("a", out _).ShouldBeFalse();
    }

    [Fact]
    public void A_name_is_free_again_when_its_value_is_over()
    {
        var store = new ExpiringStore<Value>(time, static value => value.End);
        store.TryAdd("a", In(10, 1)).ShouldBeTrue();
        store.TryAdd("a", In(10, 2)).ShouldBeFalse();

        time.Advance(TimeSpan.FromMinutes(10));

        store.TryAdd("a", In(10, 3)).ShouldBeTrue();
        store.TryFind("a", out var value).ShouldBeTrue();
        value!.Number.ShouldBe(3);
    }

    [Fact]
    public void What_is_over_goes_with_the_next_that_comes()
    {
        var store = new ExpiringStore<Value>(time, static value => value.End);
        for (var number = 0; number < 100; number++)
        {
            store.TryAdd($"{number}", In(10, number));
        }

        time.Advance(TimeSpan.FromMinutes(10));
        store.TryAdd("next", In(10, 0));

        store.Count.ShouldBe(1);
    }

    [Fact]
    public void Above_the_most_those_go_that_would_end_first()
    {
        var store = new ExpiringStore<Value>(time, static value => value.End, most: 3);
        foreach (var minutes in (int[])[30, 10, 40, 20])
        {
            store.TryAdd($"{minutes}", In(minutes, minutes));
        }

        ((string[])["10", "20", "30", "40"]).Where(name => store.TryFind(name, out _)).ShouldBe(["20", "30", "40"]);
    }

    [Fact]
    public void A_value_that_came_back_under_its_name_outlives_its_first_end()
    {
        var store = new ExpiringStore<Value>(time, static value => value.End);
        store.TryAdd("a", In(10, 1));
        store.TryTake("a", out _);
        store.TryAdd("a", In(30, 2));

        time.Advance(TimeSpan.FromMinutes(20));
        store.TryAdd("b", In(10, 3));

        store.TryFind("a", out var value).ShouldBeTrue();
        value!.Number.ShouldBe(2);
    }

    [Fact]
    public void A_value_whose_end_has_moved_stays_until_then()
    {
        var store = new ExpiringStore<Value>(time, static value => value.End);
        var lasting = In(10, 1);
        store.TryAdd("a", lasting);
        lasting.End = time.GetUtcNow().AddMinutes(30);

        time.Advance(TimeSpan.FromMinutes(20));
        store.TryAdd("b", In(60, 2));
        store.TryFind("a", out _).ShouldBeTrue();
        time.Advance(TimeSpan.FromMinutes(10));
        store.TryAdd("c", In(60, 3));

        store.Count.ShouldBe(2);
        store.TryFind("a", out _).ShouldBeFalse();
    }

    [Fact]
    public void What_was_taken_out_long_ago_makes_no_room_for_itself()
    {
        var store = new ExpiringStore<Value>(time, static value => value.End, most: 3);
        store.TryAdd("stays", In(90, 0));
        for (var number = 0; number < 50; number++)
        {
            store.TryAdd($"{number}", In(60, number));
            store.TryTake($"{number}", out _).ShouldBeTrue();
        }

        store.TryFind("stays", out _).ShouldBeTrue();
        store.Count.ShouldBe(1);
    }

    private Value In(int minutes, int number) => new(number) { End = time.GetUtcNow().AddMinutes(minutes) };

    private sealed class Value(int number)
    {
        public int Number => number;

        public DateTimeOffset End { get; set; }
    }
}
