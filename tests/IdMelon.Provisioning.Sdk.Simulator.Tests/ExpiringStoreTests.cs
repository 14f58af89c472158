using Microsoft.Extensions.Time.Testing;

namespace IdMelon.Provisioning.Simulator.Tests;

public sealed class ExpiringStoreTests
{
    private readonly FakeTimeProvider time = new();

    [Fact]
    public void A_value_is_found_until_its_end_and_not_from_then_on()
    {
        var store = new ExpiringStore<int>(time);
        store.TryAdd("a", 1, In(10));

        time.Advance(TimeSpan.FromMinutes(10) - TimeSpan.FromTicks(1));
        store.TryFind("a", out var value).ShouldBeTrue();
        time.Advance(TimeSpan.FromTicks(1));

        value.ShouldBe(1);
        store.TryFind("a", out _).ShouldBeFalse();
        store.TryTake("a", out _).ShouldBeFalse();
    }

    [Fact]
    public void A_value_is_taken_once()
    {
        var store = new ExpiringStore<int>(time);
        store.TryAdd("a", 1, In(10));

        store.TryTake("a", out var value).ShouldBeTrue();

        value.ShouldBe(1);
        store.TryTake("a", out _).ShouldBeFalse();
    }

    [Fact]
    public void A_name_is_free_again_when_its_value_is_over()
    {
        var store = new ExpiringStore<int>(time);
        store.TryAdd("a", 1, In(10)).ShouldBeTrue();
        store.TryAdd("a", 2, In(10)).ShouldBeFalse();

        time.Advance(TimeSpan.FromMinutes(10));

        store.TryAdd("a", 3, In(10)).ShouldBeTrue();
        store.TryFind("a", out var value).ShouldBeTrue();
        value.ShouldBe(3);
    }

    [Fact]
    public void What_is_over_goes_with_the_next_that_comes()
    {
        var store = new ExpiringStore<int>(time);
        for (var number = 0; number < 100; number++)
        {
            store.TryAdd($"{number}", number, In(10));
        }

        time.Advance(TimeSpan.FromMinutes(10));
        store.TryAdd("next", 0, In(10));

        store.Count.ShouldBe(1);
    }

    [Fact]
    public void Above_the_most_those_go_that_would_end_first()
    {
        var store = new ExpiringStore<int>(time, most: 3);
        foreach (var minutes in (int[])[30, 10, 40, 20])
        {
            store.TryAdd($"{minutes}", minutes, In(minutes));
        }

        ((string[])["10", "20", "30", "40"]).Where(name => store.TryFind(name, out _)).ShouldBe(["20", "30", "40"]);
    }

    [Fact]
    public void A_value_that_came_back_under_its_name_outlives_its_first_end()
    {
        var store = new ExpiringStore<int>(time);
        store.TryAdd("a", 1, In(10));
        store.TryTake("a", out _);
        store.TryAdd("a", 2, In(30));

        time.Advance(TimeSpan.FromMinutes(20));
        store.TryAdd("b", 3, In(10));

        store.TryFind("a", out var value).ShouldBeTrue();
        value.ShouldBe(2);
    }

    private DateTimeOffset In(int minutes) => time.GetUtcNow().AddMinutes(minutes);
}
