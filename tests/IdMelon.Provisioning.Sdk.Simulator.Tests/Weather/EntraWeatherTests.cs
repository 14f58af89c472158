using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using IdMelon.Provisioning.Simulator.Events;
using IdMelon.Provisioning.Simulator.Pages;
using IdMelon.Provisioning.Simulator.Tests.OAuth;
using Shouldly;
using Xunit;

namespace IdMelon.Provisioning.Simulator.Tests.Weather;

/// <summary>What goes wrong on the calls of the pages.</summary>
public sealed class EntraWeatherTests : PagesFixture
{
    [Fact]
    public async Task A_verification_whose_reply_is_lost_leaves_the_passkey_in_the_directory()
    {
        await SignInAsync();
        var context = await Window.CreateAsync();
        Simulator.Weather.DropNextReply(EntraCall.SecurityInfoVerify);

        await Should.ThrowAsync<HttpRequestException>(() => Window.VerifyAsync(context, "Key"));

        Ada.Passkeys.ShouldHaveSingleItem().DisplayName.ShouldBe("Key");
        Simulator.Events.Of(SimulatorEventKinds.Weather).ShouldHaveSingleItem().User.ShouldBe(Ada.UserPrincipalName);
        (await Window.AvailableAsync())["FidoDevices"]!.AsArray().Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_verification_that_is_dropped_before_registers_nothing_and_can_be_sent_again()
    {
        await SignInAsync();
        var context = await Window.CreateAsync();
        Simulator.Weather.DropNextRequest(EntraCall.SecurityInfoVerify);

        await Should.ThrowAsync<HttpRequestException>(() => Window.VerifyAsync(context, "Key"));

        Ada.Passkeys.ShouldBeEmpty();
        (await Window.VerifyAsync(context, "Key")).ErrorCode().ShouldBe(0);
        Ada.Passkeys.ShouldHaveSingleItem();
    }

    [Theory]
    [InlineData(500)]
    [InlineData(503)]
    public async Task A_post_of_the_sign_in_fails_once_and_then_works(int status)
    {
        await Window.AuthorizeAsync();
        await Window.AskForCredentialAsync(Ada.UserPrincipalName);
        Simulator.Weather.FailNext(EntraCall.SignIn, status, retryAfter: TimeSpan.FromSeconds(1.5));

        await Window.EnterPassAsync(Code);
        var first = Window.Status;
        await Window.EnterPassAsync(Code);

        ((int)first).ShouldBe(status);
        Window.Status.ShouldBe(HttpStatusCode.OK);
        Window.Text("pgid").ShouldBe("KmsiInterrupt");
        Simulator.Events.Count(SimulatorEventKinds.AccessPassAccepted, Ada.UserPrincipalName).ShouldBe(1);
    }

    [Fact]
    public async Task A_sign_in_whose_reply_is_lost_has_used_the_pass_up()
    {
        await Window.AuthorizeAsync();
        await Window.AskForCredentialAsync(Ada.UserPrincipalName);
        Simulator.Weather.DropNextReply(EntraCall.SignIn);

        await Should.ThrowAsync<HttpRequestException>(() => Window.EnterPassAsync(Code));

        Ada.AccessPass!.UsedDateTime.ShouldNotBeNull();
    }

    [Fact]
    public async Task The_question_for_the_credential_fails_once_and_then_works()
    {
        await Window.AuthorizeAsync();
        Simulator.Weather.FailNext(EntraCall.CredentialType, 503);

        await Should.ThrowAsync<JsonException>(() => Window.AskForCredentialAsync(Ada.UserPrincipalName));
        var first = Window.Status;
        var second = await Window.AskForCredentialAsync(Ada.UserPrincipalName);

        first.ShouldBe(HttpStatusCode.ServiceUnavailable);
        ((bool)second["Credentials"]!["HasAccessPass"]!).ShouldBeTrue();
        Simulator.Events.Count(SimulatorEventKinds.Weather, Ada.UserPrincipalName).ShouldBe(1);
    }

    [Theory]
    [InlineData(EntraCall.SecurityInfoAuthorize, "session/authorize", "{}")]
    [InlineData(EntraCall.SecurityInfoAvailableMethods, "authenticationmethods/availablemethods", null)]
    [InlineData(EntraCall.SecurityInfoNew, "authenticationmethods/new", """{ "Type": 18 }""")]
    [InlineData(EntraCall.SecurityInfoVerify, "authenticationmethods/verify", """{ "Type": 18 }""")]
    [InlineData(EntraCall.SecurityInfoDelete, "authenticationmethods/delete", """{ "Type": 18, "Data": "none" }""")]
    public async Task A_call_of_security_info_fails_once_and_is_answered_then(EntraCall call, string path, string? body)
    {
        await SignInAsync();
        Simulator.Weather.FailNext(call, 503);
        Task<JsonObject> Ask() => Window.CallAsync(path, body is null ? null : JsonNode.Parse(body)!.AsObject());

        await Should.ThrowAsync<JsonException>(Ask);
        var first = Window.Status;
        await Ask();

        first.ShouldBe(HttpStatusCode.ServiceUnavailable);
        Window.Status.ShouldBe(HttpStatusCode.OK);
        Simulator.Events.Count(SimulatorEventKinds.Weather, Ada.UserPrincipalName).ShouldBe(1);
    }

    [Fact]
    public async Task A_deletion_whose_reply_is_lost_was_carried_out()
    {
        await SignInAsync();
        await Window.RegisterAsync(challenge => new Registration { Challenge = challenge });
        var id = Ada.Passkeys.ShouldHaveSingleItem().Id;
        Simulator.Weather.DropNextReply(EntraCall.SecurityInfoDelete);

        await Should.ThrowAsync<HttpRequestException>(() => Window.CallAsync("authenticationmethods/delete", new() { ["Type"] = 18, ["Data"] = id }));

        Ada.Passkeys.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_result_of_a_ceremony_can_be_posted_again_after_it_failed_but_not_after_its_reply_was_lost()
    {
        await SignInAsync();
        var (_, fields) = await Window.StartRegistrationAsync();
        var registration = new Registration { Challenge = fields["serverChallenge"] };
        Simulator.Weather.FailNext(EntraCall.CeremonyResult, 500);
        Simulator.Weather.DropNextReply(EntraCall.CeremonyResult);

        await Should.ThrowAsync<JsonException>(() => Window.FinishCeremonyAsync(fields, registration));
        await Should.ThrowAsync<HttpRequestException>(() => Window.FinishCeremonyAsync(fields, registration));
        await Should.ThrowAsync<JsonException>(() => Window.FinishCeremonyAsync(fields, registration));

        ((int)Window.Config["iErrorCode"]!).ShouldBe(3);
        Simulator.Events.Count(SimulatorEventKinds.Weather, Ada.UserPrincipalName).ShouldBe(2);
    }

    [Fact]
    public async Task MSAL_asks_again_when_the_token_endpoint_is_down()
    {
        Simulator.Weather.FailNext(EntraCall.Token, 503);

        var token = await SimulatorClients.TokenAsync(Simulator, TestContext.Current.CancellationToken);

        token.ShouldNotBeEmpty();
        Simulator.Events.Count(SimulatorEventKinds.Weather).ShouldBe(1);
        Simulator.Events.Count(SimulatorEventKinds.TokenIssued).ShouldBe(1);
    }

    [Theory]
    [InlineData(true, 1)]
    [InlineData(false, 0)]
    public async Task A_token_request_is_dropped_after_it_was_carried_out_or_before(bool isCarriedOut, int issued)
    {
        using var http = new HttpClient(Simulator.CreateHandler());
        if (isCarriedOut)
        {
            Simulator.Weather.DropNextReply(EntraCall.Token);
        }
        else
        {
            Simulator.Weather.DropNextRequest(EntraCall.Token);
        }

        await Should.ThrowAsync<HttpRequestException>(() => http.AskAsync(
            Simulator, ("grant_type", "client_credentials"), ("client_id", Simulator.ClientId), ("client_secret", Simulator.ClientSecret), ("scope", SimulatorClients.GraphScope)));

        Simulator.Events.Count(SimulatorEventKinds.TokenIssued).ShouldBe(issued);
    }

    [Fact]
    public async Task What_is_planned_for_any_call_of_Graph_leaves_the_others_alone()
    {
        Simulator.Weather.FailNext(call: null, status: 503);
        Simulator.Weather.Storm = new() { DroppedRequests = 1 };

        await SignInAsync();

        Simulator.Events.Count(SimulatorEventKinds.Weather).ShouldBe(0);
    }

    [Fact]
    public async Task Clearing_ends_it()
    {
        Simulator.Weather.FailNext(EntraCall.SignIn, 500, count: 10_000);
        Simulator.Weather.DropNextRequest(EntraCall.CredentialType);
        Simulator.Weather.SlowEntraReplies = TimeSpan.FromDays(1);
        Simulator.Weather.EntraStorm = new() { Failures = 1 };

        Simulator.Weather.Clear();

        await SignInAsync();
        Simulator.Weather.EntraStorm.ShouldBeNull();
    }
}
