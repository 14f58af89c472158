using System.Text.Json.Nodes;
using IdMelon.Provisioning.Simulator.Events;
using Microsoft.Graph;

namespace IdMelon.Provisioning.Simulator.Tests.Graph;

/// <summary>Several calls in one request.</summary>
public sealed class BatchTests : GraphTest
{
    private string Passkeys => $"/users/{User.Id}/authentication/fido2Methods";

    [Fact]
    public async Task The_real_client_sends_a_batch_and_reads_the_parts()
    {
        var batch = new BatchRequestContentCollection(Graph);
        var user = await batch.AddBatchRequestStepAsync(Graph.Users[User.UserPrincipalName].ToGetRequestInformation());
        var nobody = await batch.AddBatchRequestStepAsync(Graph.Users["nobody@contoso.example"].ToGetRequestInformation());

        var answer = await Graph.Batch.PostAsync(batch, Cancellation);

        (await answer.GetResponseByIdAsync<Microsoft.Graph.Models.User>(user)).Id.ShouldBe(User.Id.ToString());
        (await answer.GetResponsesStatusCodesAsync())[nobody].ShouldBe(System.Net.HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Twenty_parts_are_answered_each_with_ids_of_its_own()
    {
        var replies = await BatchAsync([.. Enumerable.Range(0, 20).Select(number => Part($"{number}", "/users/" + User.Id))]);

        replies.Count.ShouldBe(20);
        replies.Values.ShouldAllBe(reply => (int)reply["status"]! == 200 && (string)reply["body"]!["userPrincipalName"]! == User.UserPrincipalName);
        replies.Values.Select(reply => (string)reply["headers"]!["request-id"]!).Distinct().Count().ShouldBe(20);
    }

    [Theory]
    [InlineData("too many")]
    [InlineData("none")]
    [InlineData("no array")]
    [InlineData("duplicate id")]
    [InlineData("no id")]
    [InlineData("absolute")]
    [InlineData("body without type")]
    [InlineData("unknown predecessor")]
    [InlineData("circle")]
    [InlineData("no object")]
    [InlineData("header that breaks the line")]
    public async Task A_batch_that_makes_no_sense_is_refused_as_a_whole(string fault)
    {
        JsonNode[] parts = fault switch
        {
            "too many" => [.. Enumerable.Range(0, 21).Select(number => Part($"{number}", "/users"))],
            "duplicate id" => [Part("1", "/users"), Part("1", "/users")],
            "no id" => [new JsonObject { ["method"] = "GET", ["url"] = "/users" }],
            "absolute" => [Part("1", "https://graph.microsoft.com/v1.0/users")],
            "body without type" => [new JsonObject { ["id"] = "1", ["method"] = "POST", ["url"] = "/users", ["body"] = new JsonObject() }],
            "unknown predecessor" => [Part("1", "/users", "2")],
            "circle" => [Part("1", "/users", "2"), Part("2", "/users", "1")],
            "no object" => [JsonValue.Create("1")],
            "header that breaks the line" => [new JsonObject { ["id"] = "1", ["method"] = "GET", ["url"] = "/users", ["headers"] = new JsonObject { ["X"] = "a\r\nb" } }],
            _ => [],
        };

        var refused = await SendAsync("POST", "/v1.0/$batch", new JsonObject { ["requests"] = fault == "no array" ? "parts" : new JsonArray(parts) }.ToJsonString());

        (refused.Status, refused.Code).ShouldBe((400, "BadRequest"));
        Simulator.Events.Count(SimulatorEventKinds.Fault).ShouldBe(0);
    }

    [Fact]
    public async Task What_a_part_must_not_do_fails_in_the_part_only()
    {
        var replies = await BatchAsync(
            Call("unknown method", "/users", "BREW"),
            Part("forbidden", "/auditLogs/directoryAudits"),
            Part("unknown", "/sites"),
            Call("batch", "/$batch", "POST"),
            Part("beta", "/beta/users"),
            Part("up", "/../beta/users"),
            Part("good", "/users?$select=id"));

        ((int)replies["unknown method"]["status"]!).ShouldBe(405);
        ((int)replies["forbidden"]["status"]!).ShouldBe(403);
        ((int)replies["unknown"]["status"]!).ShouldBe(400);
        ((int)replies["batch"]["status"]!).ShouldBeInRange(400, 405);
        ((int)replies["beta"]["status"]!).ShouldBe(400);
        ((int)replies["up"]["status"]!).ShouldBe(400);
        ((int)replies["good"]["status"]!).ShouldBe(200);
    }

    [Fact]
    public async Task Parts_are_throttled_one_by_one()
    {
        Simulator.Weather.Throttles = true;

        var replies = await BatchAsync([.. Enumerable.Range(0, 7).Select(number => Part($"{number}", Passkeys))]);

        replies.Values.Count(reply => (int)reply["status"]! == 200).ShouldBe(5);
        var throttled = replies.Values.Where(reply => (int)reply["status"]! == 429).ToList();
        throttled.Count.ShouldBe(2);
        throttled.ShouldAllBe(reply => int.Parse((string)reply["headers"]!["Retry-After"]!) >= 1);
    }

    [Fact]
    public async Task A_part_carries_a_body()
    {
        var part = Call("create", $"/users/{User.Id}/authentication/temporaryAccessPassMethods", "POST");
        part["headers"] = new JsonObject { ["content-type"] = "application/json" };
        part["body"] = new JsonObject { ["lifetimeInMinutes"] = 60 };

        var replies = await BatchAsync(part);

        ((int)replies["create"]["status"]!).ShouldBe(201);
        User.AccessPass.ShouldNotBeNull().Lifetime.ShouldBe(TimeSpan.FromHours(1));
    }

    [Fact]
    public async Task A_batch_is_posted()
    {
        (await SendAsync("GET", "/v1.0/$batch")).Headers["Allow"].ShouldBe("POST");
    }

    private static JsonObject Part(string id, string url, params string[] dependsOn) => Call(id, url, "GET", dependsOn);

    private static JsonObject Call(string id, string url, string method, params string[] dependsOn)
    {
        var part = new JsonObject { ["id"] = id, ["method"] = method, ["url"] = url };
        if (dependsOn.Length > 0)
        {
            part["dependsOn"] = new JsonArray([.. dependsOn.Select(other => (JsonNode)other)]);
        }

        return part;
    }

    private async Task<Dictionary<string, JsonNode>> BatchAsync(params JsonNode[] parts)
    {
        var reply = await SendAsync("POST", "/v1.0/$batch", new JsonObject { ["requests"] = new JsonArray(parts) }.ToJsonString());
        reply.Status.ShouldBe(200);
        return reply.Body!["responses"]!.AsArray().ToDictionary(response => (string)response!["id"]!, response => response!);
    }
}
