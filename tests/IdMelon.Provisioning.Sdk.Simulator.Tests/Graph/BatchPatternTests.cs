using System.Text.Json.Nodes;
using IdMelon.Provisioning.Simulator.Events;
using Shouldly;
using Xunit;

namespace IdMelon.Provisioning.Simulator.Tests.Graph;

/// <summary>What parts of a batch may depend on, and addresses that cannot be read.</summary>
public sealed class BatchPatternTests : GraphTest
{
    [Theory]
    [InlineData("/users/%00")]
    [InlineData("/users/a%00b?$select=id")]
    [InlineData("/users/%zz")]
    [InlineData("/users/%4")]
    [InlineData("/users/%")]
    [InlineData("/users/%ff")]
    [InlineData("/users/%c0%80")]
    [InlineData("/users/%ed%a0%80")]
    public async Task An_escape_that_stands_for_nothing_fails_in_its_part_only(string url)
    {
        var reply = await BatchAsync(Part("1", "/users"), Part("2", url));

        reply.Status.ShouldBe(200);
        Statuses(reply).ShouldBe([("1", 200), ("2", 400)], ignoreOrder: true);
        Simulator.Events.Count(SimulatorEventKinds.Fault).ShouldBe(0);
    }

    [Fact]
    public async Task An_escape_that_stands_for_a_character_is_read()
    {
        var reply = await BatchAsync(Part("1", "/users/ada%40contoso.example"), Part("2", "/users/%C3%A4%20+@contoso.example"));

        Statuses(reply).ShouldBe([("1", 200), ("2", 404)], ignoreOrder: true);
    }

    [Fact]
    public async Task In_a_chain_whatever_comes_after_a_failure_fails_with_it()
    {
        var reply = await BatchAsync(
            Part("found", "/users/" + User.Id),
            Part("missing", "/users/nobody@contoso.example", "found"),
            Part("after", "/users/" + User.Id, "missing"),
            Part("last", "/users/" + User.Id, "after"));

        Statuses(reply).ShouldBe([("found", 200), ("missing", 404), ("after", 424), ("last", 424)], ignoreOrder: true);
        ((string)reply.Body!["responses"]![2]!["body"]!["error"]!["code"]!).ShouldBe("FailedDependency");
    }

    [Fact]
    public async Task Several_parts_may_wait_for_the_same_one_wherever_it_stands()
    {
        var reply = await BatchAsync(
            Part("after", "/users/" + User.Id, "missing"),
            Part("free", "/users/" + User.Id),
            Part("missing", "/users/nobody@contoso.example"),
            Part("after, too", "/users/" + User.Id, "missing"));

        Statuses(reply).ShouldBe([("missing", 404), ("after", 424), ("free", 200), ("after, too", 424)], ignoreOrder: true);
    }

    [Theory]
    [InlineData("two at once")]
    [InlineData("two different ones")]
    [InlineData("a chain that leaves one out")]
    [InlineData("itself")]
    public async Task Any_other_pattern_is_refused_as_a_whole(string pattern)
    {
        JsonNode[] parts = pattern switch
        {
            "two at once" => [Part("1", "/users"), Part("2", "/users"), Part("3", "/users", "1", "2")],
            "two different ones" => [Part("1", "/users"), Part("2", "/users"), Part("3", "/users", "1"), Part("4", "/users", "2")],
            "a chain that leaves one out" => [Part("1", "/users"), Part("2", "/users", "1"), Part("3", "/users", "2"), Part("4", "/users", "2")],
            _ => [Part("1", "/users", "1")],
        };

        var reply = await BatchAsync(parts);

        (reply.Status, reply.Code).ShouldBe((400, "BadRequest"));
        reply.Message!.ShouldContain("dependsOn");
    }

    private static IEnumerable<(string Id, int Status)> Statuses(RawReply reply) =>
        reply.Body!["responses"]!.AsArray().Select(part => ((string)part!["id"]!, (int)part["status"]!));

    private static JsonObject Part(string id, string url, params string[] dependsOn)
    {
        var part = new JsonObject { ["id"] = id, ["method"] = "GET", ["url"] = url };
        if (dependsOn.Length > 0)
        {
            part["dependsOn"] = new JsonArray([.. dependsOn.Select(other => (JsonNode)other)]);
        }

        return part;
    }

    private Task<RawReply> BatchAsync(params JsonNode[] parts) => SendAsync("POST", "/v1.0/$batch", new JsonObject { ["requests"] = new JsonArray(parts) }.ToJsonString());
}
