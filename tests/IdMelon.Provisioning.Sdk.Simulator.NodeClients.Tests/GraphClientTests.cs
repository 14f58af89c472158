using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using IdMelon.Provisioning.Simulator.Directory;
using IdMelon.Provisioning.Simulator.Events;
using IdMelon.Provisioning.Simulator.OAuth;
using Microsoft.Extensions.Time.Testing;

namespace IdMelon.Provisioning.Simulator.NodeClients;

/// <summary>Microsoft's Graph client for JavaScript, unchanged, with tokens from MSAL for Node.</summary>
public sealed class GraphClientTests : IAsyncLifetime
{
    // Node lives in the real time, so the tenant starts there, too.
    private readonly FakeTimeProvider time = new(DateTimeOffset.UtcNow);
    private EntraSimulator simulator = null!;
    private SimulatorApplication application = null!;
    private SimulatedUser ada = null!;
    private string secret = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        simulator = await EntraSimulator.StartAsync(new EntraSimulatorOptions { TimeProvider = time }, Cancellation);
        ada = simulator.Directory.AddUser("ada@contoso.example", "Ada Lovelace");
        application = simulator.Applications.Add("Node program");
        application.Roles = [GraphRoles.UserRead, GraphRoles.AccessPassWrite, GraphRoles.PasskeyRead];
        secret = application.AddSecret();
    }

    public async ValueTask DisposeAsync()
    {
        await simulator.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task A_user_is_read_gets_a_pass_that_is_listed_and_deleted_and_shows_passkeys()
    {
        simulator.Directory.AddPasskey(ada, new SimulatedPasskey("AQID0", new byte[] { 1, 2, 3 }, "Ada's key", Guid.Empty, time.GetUtcNow(), new byte[] { 4 }, "none"));

        var answer = await RunAsync("graph-methods.mjs", new() { ["user"] = ada.UserPrincipalName });

        ((string)answer["found"]!["id"]!).ShouldBe(ada.Id.ToString());
        ((string)answer["created"]!["temporaryAccessPass"]!).ShouldNotBeNullOrEmpty();
        var id = (string)answer["created"]!["id"]!;
        ((string)answer["listed"]!.AsArray().ShouldHaveSingleItem()!["id"]!).ShouldBe(id);
        ((string)answer["read"]!["id"]!).ShouldBe(id);
        answer["read"]!["temporaryAccessPass"].ShouldBeNull();
        answer["after"]!.AsArray().ShouldBeEmpty();
        ((string)answer["passkeys"]!.AsArray().ShouldHaveSingleItem()!["displayName"]!).ShouldBe("Ada's key");
        ada.AccessPass.ShouldBeNull();
    }

    [Fact]
    public async Task All_users_come_page_by_page()
    {
        for (var number = 0; number < 11; number++)
        {
            simulator.Directory.AddUser($"user{number}@contoso.example");
        }

        var answer = await RunAsync("graph-users.mjs", new() { ["pageSize"] = 5 });

        ((int)answer["firstPage"]!).ShouldBe(5);
        ((bool)answer["isComplete"]!).ShouldBeTrue();
        answer["names"]!.AsArray().Select(name => (string)name!).ShouldBe(simulator.Directory.Users.Select(user => user.UserPrincipalName));
    }

    [Fact]
    public async Task A_batch_brings_an_answer_for_each_part()
    {
        var answer = await RunAsync("graph-batch.mjs", new() { ["user"] = ada.UserPrincipalName });

        ((int)answer["create"]!["status"]!).ShouldBe(201);
        ((int)answer["list"]!["status"]!).ShouldBe(200);
        ((string)answer["list"]!["body"]!["value"]![0]!["id"]!).ShouldBe(ada.AccessPass!.Id.ToString());
        ((int)answer["nobody"]!["status"]!).ShouldBe(404);
        ((string)answer["nobody"]!["body"]!["error"]!["code"]!).ShouldBe("Request_ResourceNotFound");
        ((int)answer["versioned"]!["status"]!).ShouldBe(400);
        ((string)answer["versioned"]!["body"]!["error"]!["message"]!).ShouldBe("Resource not found for the segment 'v1.0'.");
    }

    [Fact]
    public async Task A_refusal_is_an_error_of_the_client_s_own_with_code_and_request_id()
    {
        var answer = await RunAsync("graph-refusals.mjs", []);

        ShouldBeGraphError(answer["unknown"]!, 404, "Request_ResourceNotFound");
        ShouldBeGraphError(answer["forbidden"]!, 403, "Authorization_RequestDenied");
    }

    [Fact]
    public async Task A_throttled_call_is_made_again_by_the_client_itself_after_the_time_it_was_told()
    {
        simulator.Weather.Throttles = true;
        await UseUpAsync();

        // Nine of the ten seconds are over, so that the client is told to wait for one.
        time.Advance(TimeSpan.FromSeconds(9));
        var run = RunAsync("graph-throttled.mjs", new() { ["user"] = ada.UserPrincipalName });
        await simulator.Events.WaitForAsync(SimulatorEventKinds.Throttled, cancellationToken: Cancellation);
        time.Advance(TimeSpan.FromSeconds(1));
        var answer = await run;

        answer["passkeys"]!.AsArray().ShouldBeEmpty();
        simulator.Events.Count(SimulatorEventKinds.Throttled).ShouldBe(1);
        simulator.Events.Count(SimulatorEventKinds.PasskeysRead).ShouldBe(6);
    }

    private static void ShouldBeGraphError(JsonNode refusal, int status, string code)
    {
        ((bool)refusal["isGraphError"]!).ShouldBeTrue();
        ((int)refusal["status"]!).ShouldBe(status);
        ((string)refusal["code"]!).ShouldBe(code);
        ((string)refusal["message"]!).ShouldNotBeNullOrEmpty();
        Guid.TryParse((string)refusal["requestId"]!, out _).ShouldBeTrue();
    }

    /// <summary>Makes the five calls that an application has in ten seconds.</summary>
    private async Task UseUpAsync()
    {
        using var http = new HttpClient(simulator.CreateHandler());
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["grant_type"] = "client_credentials",
            ["client_id"] = application.ClientId,
            ["client_secret"] = secret,
            ["scope"] = "https://graph.microsoft.com/.default",
        });
        using var reply = await http.PostAsync($"https://login.microsoftonline.com/{simulator.TenantId}/oauth2/v2.0/token", form, Cancellation);
        var token = (string)JsonNode.Parse(await reply.Content.ReadAsStringAsync(Cancellation))!["access_token"]!;
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        for (var call = 0; call < 5; call++)
        {
            using var answer = await http.GetAsync($"https://graph.microsoft.com/v1.0/users/{ada.Id}/authentication/fido2Methods", Cancellation);
            answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        }
    }

    private Task<JsonNode> RunAsync(string script, JsonObject input)
    {
        input["clientId"] = application.ClientId;
        input["secret"] = secret;
        input["authority"] = $"https://login.microsoftonline.com/{simulator.TenantId}";
        return NodeProgram.RunAsync(script, input, simulator, Cancellation);
    }
}
