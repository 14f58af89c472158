using System.Net;
using System.Text.Json.Nodes;
using IdMelon.Provisioning.Simulator.Directory;
using IdMelon.Provisioning.Simulator.Events;
using Shouldly;
using Xunit;

namespace IdMelon.Provisioning.Simulator.Tests.Control;

public sealed class ControlUserTests : ControlTest
{
    [Fact]
    public async Task A_user_is_added_with_switches_and_found_by_id_and_by_name()
    {
        var (status, user) = await PostAsync(
            "users",
            """{ "userPrincipalName": "ada@contoso.example", "displayName": "Ada <b>", "interrupts": ["proofUpSkippable", "consent"], "password": "s3cret pass", "roles": ["Global Reader"], "blockTitle": 7 }""");

        status.ShouldBe(HttpStatusCode.Created);
        var ada = Simulator.Directory.Find("ada@contoso.example")!;
        ada.Interrupts.ShouldBe([SignInInterrupt.ProofUpSkippable, SignInInterrupt.Consent]);
        ada.BlockTitle.ShouldBe(7);
        ada.HasPassword("s3cret pass").ShouldBeTrue();
        user!.ToJsonString().ShouldNotContain("s3cret pass");
        ((string)user["displayName"]!).ShouldBe("Ada <b>");
        JsonNode.DeepEquals((await GetAsync($"users/{ada.Id}")).Body, user).ShouldBeTrue();
        JsonNode.DeepEquals((await GetAsync("users/ADA@contoso.example")).Body, user).ShouldBeTrue();
        Simulator.Events.OfUser("ada@contoso.example").ShouldHaveSingleItem().Kind.ShouldBe(SimulatorEventKinds.ControlChanged);
    }

    [Fact]
    public async Task Users_are_listed_all_at_once_or_page_by_page()
    {
        for (var number = 0; number < 5; number++)
        {
            Simulator.Directory.AddUser($"user{number}@contoso.example");
        }

        var all = (await GetAsync("users")).Body!;
        var first = (await GetAsync("users?top=3")).Body!;
        var second = (await GetAsync($"users?top=3&after={first["next"]}")).Body!;

        all["users"]!.AsArray().Count.ShouldBe(5);
        all["next"].ShouldBeNull();
        second["next"].ShouldBeNull();
        first["users"]!.AsArray().Concat(second["users"]!.AsArray()).Select(user => (string)user!["userPrincipalName"]!)
            .ShouldBe(Enumerable.Range(0, 5).Select(number => $"user{number}@contoso.example"));
    }

    [Fact]
    public async Task Switches_are_changed_one_by_one_and_a_user_is_removed()
    {
        var ada = Simulator.Directory.AddUser("ada@contoso.example");

        var (status, body) = await PatchAsync("users/ada@contoso.example", """{ "isEnabled": false, "isFederated": true }""");

        status.ShouldBe(HttpStatusCode.OK);
        ((bool)body!["isEnabled"]!).ShouldBeFalse();
        ada.IsFederated.ShouldBeTrue();
        ada.AsksToStaySignedIn.ShouldBeTrue();
        (await DeleteAsync($"users/{ada.Id}")).Status.ShouldBe(HttpStatusCode.NoContent);
        ShouldRefuse(await GetAsync($"users/{ada.Id}"), HttpStatusCode.NotFound, "not-found");
    }

    [Theory]
    [InlineData("""{ "interrupts": ["consent", "coffee"] }""", "wrong-value", "users.interrupts[1]")]
    [InlineData("""{ "interrupts": "consent" }""", "wrong-value", "users.interrupts")]
    [InlineData("""{ "isEnabled": "yes" }""", "wrong-value", "users.isEnabled")]
    [InlineData("""{ "isEnabled": null }""", "wrong-value", "users.isEnabled")]
    [InlineData("""{ "blockTitle": 21 }""", "wrong-value", "users.blockTitle")]
    [InlineData("""{ "blockTitle": 2.5 }""", "wrong-value", "users.blockTitle")]
    [InlineData("""{ "blockTitle": 1e99 }""", "wrong-value", "users.blockTitle")]
    [InlineData("""{ "IsEnabled": true }""", "unknown-field", "users.IsEnabled")]
    [InlineData("""{ "\u001b[31mred": true }""", "unknown-field", "users.·[31mred")]
    [InlineData("""{ "userPrincipalName": "eve@contoso.example" }""", "read-only-field", "users.userPrincipalName")]
    [InlineData("""{ "passkeys": [] }""", "read-only-field", "users.passkeys")]
    [InlineData("""{ "roles": [1] }""", "wrong-value", "users.roles[0]")]
    public async Task A_wrong_change_names_the_field_and_changes_nothing(string change, string code, string field)
    {
        var ada = Simulator.Directory.AddUser("ada@contoso.example");

        var reply = await PatchAsync($"users/{ada.Id}", change.Insert(1, "\"isGuest\": true, "));

        ShouldRefuse(reply, HttpStatusCode.BadRequest, code, field);
        ada.IsGuest.ShouldBeFalse();
    }

    [Theory]
    [InlineData("{}", "missing-field", "users.userPrincipalName")]
    [InlineData("""{ "userPrincipalName": "ada" }""", "wrong-value", "users.userPrincipalName")]
    [InlineData("""{ "userPrincipalName": "a/b@contoso.example" }""", "wrong-value", "users.userPrincipalName")]
    [InlineData("""{ "userPrincipalName": "a?b@contoso.example" }""", "wrong-value", "users.userPrincipalName")]
    [InlineData("""{ "userPrincipalName": "a@@contoso.example" }""", "wrong-value", "users.userPrincipalName")]
    [InlineData("""{ "userPrincipalName": "a@contoso.example%" }""", "wrong-value", "users.userPrincipalName")]
    [InlineData("""{ "userPrincipalName": "a\u202e@contoso.example" }""", "wrong-value", "users.userPrincipalName")]
    [InlineData("""{ "userPrincipalName": "a@contoso.example", "shoeSize": 44 }""", "unknown-field", "users.shoeSize")]
    [InlineData("""{ "userPrincipalName": "a@contoso.example", "id": "1" }""", "read-only-field", "users.id")]
    public async Task A_wrong_user_is_not_added(string user, string code, string field)
    {
        ShouldRefuse(await PostAsync("users", user), HttpStatusCode.BadRequest, code, field);

        Simulator.Directory.Users.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_name_that_is_taken_is_a_conflict()
    {
        Simulator.Directory.AddUser("ada@contoso.example");

        var reply = await PostAsync("users", """{ "userPrincipalName": "ADA@contoso.example" }""");

        ShouldRefuse(reply, HttpStatusCode.Conflict, "already-there", "users.userPrincipalName");
    }

    [Fact]
    public async Task The_code_of_an_access_pass_is_shown_when_it_is_issued_and_never_again()
    {
        var ada = Simulator.Directory.AddUser("ada@contoso.example");

        var (status, pass) = await PostAsync("users/ada@contoso.example/accessPass", """{ "lifetime": "PT30M", "isUsableOnce": false, "start": "2999-01-31T08:00:00Z" }""");

        status.ShouldBe(HttpStatusCode.Created);
        var code = (string)pass!["code"]!;
        ada.AccessPass!.Code.ShouldBe(code);
        ((string)pass["usability"]!).ShouldBe("notYetValid");
        ((string)pass["expires"]!).ShouldBe("2999-01-31T08:30:00Z");
        foreach (var address in (string[])["users", "users/ada@contoso.example", "users/ada@contoso.example/accessPass", "events", ""])
        {
            (await GetAsync(address)).Body!.ToJsonString().ShouldNotContain(code);
        }

        (await DeleteAsync("users/ada@contoso.example/accessPass")).Status.ShouldBe(HttpStatusCode.NoContent);
        ShouldRefuse(await GetAsync("users/ada@contoso.example/accessPass"), HttpStatusCode.NotFound, "not-found");
    }

    [Theory]
    [InlineData("\"PT0.5S\"")]
    [InlineData("\"P31D\"")]
    [InlineData("\"1:00:00\"")]
    [InlineData("\"PT1H \"")]
    [InlineData("\"PT\"")]
    [InlineData("\"P1DT\"")]
    [InlineData("\"-PT1H\"")]
    [InlineData("\"PT999999999S\"")]
    [InlineData("\"P1Y\"")]
    [InlineData("\"PT٣H\"")]
    [InlineData("3600")]
    [InlineData("null")]
    public async Task Durations_are_written_in_one_way_only(string lifetime)
    {
        Simulator.Directory.AddUser("ada@contoso.example");

        var reply = await PostAsync("users/ada@contoso.example/accessPass", $$"""{ "lifetime": {{lifetime}} }""");

        ShouldRefuse(reply, HttpStatusCode.BadRequest, "wrong-value", "users.accessPass.lifetime");
    }

    [Fact]
    public async Task Passkeys_are_listed_and_removed()
    {
        var ada = Simulator.Directory.AddUser("ada@contoso.example");
        Simulator.Directory.AddPasskey(ada, new SimulatedPasskey("key_1", new byte[] { 1 }, "Ada's key", Guid.Parse("820d89ed-d65a-409e-85cb-f73f0578f82a"), DateTimeOffset.UnixEpoch, default, "packed"));

        var (_, body) = await GetAsync("users/ada@contoso.example/passkeys");

        var passkey = body!["passkeys"]!.AsArray().ShouldHaveSingleItem()!;
        ((string)passkey["model"]!).ShouldBe("IDmelon Authenticator");
        (await DeleteAsync("users/ada@contoso.example/passkeys/key_1")).Status.ShouldBe(HttpStatusCode.NoContent);
        ada.Passkeys.ShouldBeEmpty();
        ShouldRefuse(await DeleteAsync("users/ada@contoso.example/passkeys/key_1"), HttpStatusCode.NotFound, "not-found");
    }

    [Fact]
    public async Task Groups_hold_users_and_groups_and_never_themselves()
    {
        var ada = Simulator.Directory.AddUser("ada@contoso.example");
        var staff = (string)(await PostAsync("groups", """{ "displayName": "Staff" }""")).Body!["id"]!;
        var all = (string)(await PostAsync("groups", """{ "displayName": "All", "isSecurityEnabled": false }""")).Body!["id"]!;

        (await PostAsync($"groups/{staff}/members", """{ "id": "ada@contoso.example" }""")).Status.ShouldBe(HttpStatusCode.OK);
        (await PostAsync($"groups/{all}/members", $$"""{ "id": "{{staff}}" }""")).Status.ShouldBe(HttpStatusCode.OK);
        ShouldRefuse(await PostAsync($"groups/{staff}/members", $$"""{ "id": "{{all}}" }"""), HttpStatusCode.BadRequest, "wrong-value", "groups.members.id");
        ShouldRefuse(await PostAsync($"groups/{staff}/members", """{ "id": "nobody" }"""), HttpStatusCode.BadRequest, "wrong-value", "groups.members.id");

        Simulator.Directory.GroupsOf(ada).Select(group => group.DisplayName).ShouldBe(["Staff", "All"]);
        (await DeleteAsync($"groups/{staff}/members/ada@contoso.example")).Status.ShouldBe(HttpStatusCode.NoContent);
        Simulator.Directory.GroupsOf(ada).ShouldBeEmpty();
        (await DeleteAsync($"groups/{staff}")).Status.ShouldBe(HttpStatusCode.NoContent);
        (await GetAsync("groups")).Body!["groups"]!.AsArray().ShouldHaveSingleItem();
        ShouldRefuse(await GetAsync("groups/everybody"), HttpStatusCode.NotFound, "not-found");
    }
}
