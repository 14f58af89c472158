using System.Text;
using IdMelon.Provisioning.Simulator.Hosting;
using Microsoft.AspNetCore.Http;
using Shouldly;
using Xunit;

namespace IdMelon.Provisioning.Simulator.Tests.Hosting;

public sealed class StrictJsonTests
{
    [Theory]
    [InlineData("""{ "a": "\ud800" }""")]
    [InlineData("""{ "a": ["b", { "c": "\udc00\ud800" }] }""")]
    [InlineData("""{ "\ud800": 1 }""")]
    [InlineData("\"\\udfff\"")]
    public void Half_a_character_is_malformed(string json) =>
        StrictJson.Parse(json, deepest: 8).ShouldBe(JsonReading.Malformed("a text holds half a character"));

    [Theory]
    [InlineData("""{ "a": 1, "a": 2 }""")]
    [InlineData("""{ "a": 1, "\u0061": 2 }""")]
    public void A_member_that_is_there_twice_is_malformed(string json) =>
        StrictJson.Parse(json, deepest: 8).Fault.ShouldBe(JsonFault.Malformed);

    [Fact]
    public void Depth_counts()
    {
        StrictJson.Parse("[[[]]]", deepest: 3).Fault.ShouldBe(JsonFault.None);
        StrictJson.Parse("[[[[]]]]", deepest: 3).Fault.ShouldBe(JsonFault.Malformed);
    }

    [Fact]
    public void A_byte_order_mark_is_passed_over()
    {
        var reading = StrictJson.Parse([.. "\uFEFF"u8, .. "{}"u8], deepest: 3);

        reading.Fault.ShouldBe(JsonFault.None);
        reading.Value.ShouldNotBeNull();
    }

    [Fact]
    public void Whole_characters_of_two_halves_are_read()
    {
        var reading = StrictJson.Parse("""["\ud83d\ude00"]""", deepest: 3);

        ((string)reading.Value![0]!).ShouldBe("\U0001F600");
    }

    [Fact]
    public async Task A_body_larger_than_allowed_is_not_read_to_its_end()
    {
        var body = new MemoryStream(Encoding.ASCII.GetBytes(new string(' ', 100_000)));
        var http = new DefaultHttpContext { Request = { Body = body } };

        var reading = await StrictJson.ReadAsync(http, deepest: 3, largest: 1000);

        reading.ShouldBe(JsonReading.TooLarge);
        body.Position.ShouldBeLessThan(10_000);
    }

    [Fact]
    public async Task A_body_that_breaks_off_is_unreadable()
    {
        var http = new DefaultHttpContext { Request = { Body = new BrokenOff() } };

        (await StrictJson.ReadAsync(http, deepest: 3)).Fault.ShouldBe(JsonFault.Unreadable);
    }

    private sealed class BrokenOff : MemoryStream
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            ValueTask.FromException<int>(new IOException("The client went away."));
    }
}
