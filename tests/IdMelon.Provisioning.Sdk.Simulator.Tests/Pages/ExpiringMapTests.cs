using IdMelon.Provisioning.Simulator.SignIn;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Xunit;

namespace IdMelon.Provisioning.Simulator.Pages;

public sealed class ExpiringMapTests
{
    private readonly FakeTimeProvider time = new(new DateTimeOffset(2031, 5, 1, 12, 0, 0, TimeSpan.Zero));

    [Fact]
    public void A_value_is_found_until_its_end_and_dropped_when_another_comes()
    {
        var map = NewMap();
        map.Add("a", EndsIn(10));

        map.TryFind("a", out _).ShouldBeTrue();
        time.Advance(TimeSpan.FromMinutes(10));
        map.TryFind("a", out _).ShouldBeFalse();
        map.TryTake("a", out _).ShouldBeFalse();
        map.Add("b", EndsIn(10));

        map.Count.ShouldBe(1);
    }

    [Fact]
    public void A_value_whose_end_has_moved_stays_until_then()
    {
        var map = NewMap();
        var lasting = EndsIn(10);
        map.Add("a", lasting);
        lasting.End = time.GetUtcNow().AddMinutes(30);

        time.Advance(TimeSpan.FromMinutes(20));
        map.Add("b", EndsIn(60));
        map.TryFind("a", out _).ShouldBeTrue();
        time.Advance(TimeSpan.FromMinutes(10));
        map.Add("c", EndsIn(60));

        map.Count.ShouldBe(2);
        map.TryFind("a", out _).ShouldBeFalse();
    }

    [Fact]
    public void The_first_to_end_makes_room_where_there_are_too_many()
    {
        var map = NewMap(capacity: 2);
        map.Add("late", EndsIn(30));
        map.Add("early", EndsIn(10));

        map.Add("between", EndsIn(20));

        map.Count.ShouldBe(2);
        map.TryFind("early", out _).ShouldBeFalse();
    }

    [Fact]
    public async Task A_value_is_taken_once()
    {
        var map = NewMap();
        map.Add("a", EndsIn(10));

        var taken = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(() => map.TryTake("a", out var _), TestContext.Current.CancellationToken)));

        taken.Count(took => took).ShouldBe(1);
        map.Count.ShouldBe(0);
    }

    private ExpiringMap<Value> NewMap(int capacity = 100) => new(time, static value => value.End, capacity);

    private Value EndsIn(int minutes) => new() { End = time.GetUtcNow().AddMinutes(minutes) };

    private sealed class Value
    {
        public DateTimeOffset End { get; set; }
    }
}
