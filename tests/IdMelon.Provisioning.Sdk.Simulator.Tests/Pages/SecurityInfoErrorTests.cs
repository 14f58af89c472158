using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using IdMelon.Provisioning.Simulator.Events;
using IdMelon.Provisioning.Simulator.Policies;
using IdMelon.Provisioning.Simulator.SecurityInfo;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Xunit;

namespace IdMelon.Provisioning.Simulator.Pages;

/// <summary>Each error number with what causes it.</summary>
public sealed class SecurityInfoErrorTests : PagesFixture
{
    private static readonly Guid Model = Guid.Parse("2fc0579f-8113-47ea-b116-bb5a8db9202a");
    private static readonly Guid OtherModel = Guid.Parse("39a5647e-1853-446c-a1f6-a79bae9f5bc7");

    private readonly FakeTimeProvider time = new(DateTimeOffset.UtcNow);

    public static TheoryData<SecurityInfoCall, int> Injected => new MatrixTheoryData<SecurityInfoCall, int>(
        [SecurityInfoCall.AvailableMethods, SecurityInfoCall.New, SecurityInfoCall.Verify, SecurityInfoCall.Delete, SecurityInfoCall.SetDefault], [19, 20, 28]);

    protected override EntraSimulatorOptions Options => new() { TimeProvider = time };

    [Fact]
    public async Task A_result_of_no_registration_is_error_3()
    {
        await SignInAsync();
        var context = await Window.CreateAsync();
        context["Canary"] = "made up";

        (await Window.VerifyAsync(context, "Key")).ErrorCode().ShouldBe(3);
        ShouldTell("Verify was answered with error 3");
    }

    [Fact]
    public async Task Another_note_than_the_registration_has_is_error_3_and_none_is_fine()
    {
        await SignInAsync();
        var context = await Window.CreateAsync();
        context["PostInfo"] = "made up";

        (await Window.VerifyAsync(context, "Key")).ErrorCode().ShouldBe(3);
        context.Remove("PostInfo");
        (await Window.VerifyAsync(context, "Key")).ErrorCode().ShouldBe(0);
    }

    [Theory]
    [InlineData("authenticationmethods/new", "{\"Type\":3}")]
    [InlineData("authenticationmethods/new", "{\"Type\":\"18\"}")]
    [InlineData("authenticationmethods/verify", "{\"Type\":18,\"VerificationData\":\"no JSON\"}")]
    [InlineData("authenticationmethods/setdefault", "{\"Type\":18}")]
    public async Task What_the_page_would_not_send_is_error_4(string path, string body)
    {
        await SignInAsync();

        (await Window.CallAsync(path, JsonNode.Parse(body)!.AsObject())).ErrorCode().ShouldBe(4);
    }

    [Theory]
    [InlineData("authenticationmethods/delete")]
    [InlineData("authenticationmethods/setdefault")]
    public async Task A_method_the_user_does_not_have_is_error_5(string path)
    {
        await SignInAsync();

        (await Window.CallAsync(path, new() { ["Type"] = 3, ["Data"] = "none" })).ErrorCode().ShouldBe(5);
    }

    [Fact]
    public async Task A_sign_in_that_is_not_fresh_is_error_6()
    {
        Ada.NeedsFreshSignInForSecurityInfo = true;
        await SignInAsync();

        (await Window.NewAsync()).ErrorCode().ShouldBe(6);
        ShouldTell("New was answered with error 6");
    }

    [Fact]
    public async Task A_challenge_older_than_ten_minutes_is_error_8()
    {
        Simulator.Directory.IssueAccessPass(Ada, TimeSpan.FromHours(1), isUsableOnce: false, code: Code);
        await SignInAsync();
        var context = await Window.CreateAsync();

        time.Advance(TimeSpan.FromMinutes(10));

        (await Window.VerifyAsync(context, "Key")).ErrorCode().ShouldBe(8);
        Ada.Passkeys.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_ceremony_that_took_more_than_ten_minutes_comes_back_with_error_8()
    {
        await SignInAsync();
        var (_, fields) = await Window.StartRegistrationAsync();

        time.Advance(TimeSpan.FromMinutes(10));
        await Window.PostFormAsync(fields["postBackUrl"], new Dictionary<string, string> { ["canary"] = fields["canary"] });

        ((int)Window.Config["iErrorCode"]!).ShouldBe(8);
    }

    [Fact]
    public async Task What_the_verifier_refuses_has_its_number_and_reason()
    {
        await SignInAsync();
        var context = await Window.CreateAsync(good => good with { Statement = (_, _) => new() { Algorithm = -7 } });

        (await Window.VerifyAsync(context, "Key")).ErrorCode().ShouldBe(13);
        ShouldTell("Verify was answered with error 13");
        Simulator.Events.Count(SimulatorEventKinds.RegistrationRefused, Ada.UserPrincipalName).ShouldBe(1);
        Simulator.Audits().ShouldBeEmpty();
    }

    [Theory]
    [InlineData("block", true)]
    [InlineData("allow", false)]
    public async Task A_model_that_the_policy_does_not_allow_is_error_7(string type, bool isListed)
    {
        Simulator.Policies.Passkey = new() { KeyRestrictions = new(true, type, [isListed ? Model : OtherModel]) };
        await SignInAsync();
        var context = await Window.CreateAsync(good => good with { Aaguid = Model });

        (await Window.VerifyAsync(context, "Key")).ErrorCode().ShouldBe(7);
        ShouldTell("Verify was answered with error 7");
        Ada.Passkeys.ShouldBeEmpty();
        (await Window.VerifyAsync(await Window.CreateAsync(good => good with { Aaguid = OtherModel }), "Key")).ErrorCode().ShouldBe(0);
    }

    [Fact]
    public async Task A_kind_of_passkey_that_no_profile_allows_is_error_7()
    {
        var profile = new PasskeyProfile(Guid.NewGuid(), "Keys") { AllowsSynced = false };
        Simulator.Policies.Passkey = new() { Profiles = [profile], DefaultProfile = profile.Id };
        await SignInAsync();

        (await Window.VerifyAsync(await Window.CreateAsync(good => good with { Flags = 0x4D }), "Key")).ErrorCode().ShouldBe(7);
        (await Window.VerifyAsync(await Window.CreateAsync(), "Key")).ErrorCode().ShouldBe(0);
    }

    [Fact]
    public async Task No_attestation_where_it_is_enforced_is_error_13()
    {
        Simulator.Policies.Passkey = new() { EnforcesAttestation = true };
        await SignInAsync();

        (await Window.VerifyAsync(await Window.CreateAsync(), "Key")).ErrorCode().ShouldBe(13);
        ShouldTell("Verify was answered with error 13");
    }

    [Fact]
    public async Task An_attestation_by_a_stranger_where_it_is_enforced_is_error_23()
    {
        using var stranger = new VendorChain(Model);
        Simulator.Policies.Passkey = new() { EnforcesAttestation = true };
        await SignInAsync();
        var context = await Window.CreateAsync(good => Registration.Packed(Model, stranger) with { Challenge = good.Challenge });

        (await Window.VerifyAsync(context, "Key")).ErrorCode().ShouldBe(23);
        ShouldTell("Verify was answered with error 23");
    }

    [Fact]
    public async Task What_is_no_key_is_error_22_and_a_ceremony_of_another_place_is_error_24()
    {
        await SignInAsync();

        (await Window.VerifyAsync(await Window.CreateAsync(good => good with { Tail = [1] }), "Key")).ErrorCode().ShouldBe(22);
        (await Window.VerifyAsync(await Window.CreateAsync(good => good with { Origin = "https://evil.example" }), "Key")).ErrorCode().ShouldBe(24);
    }

    [Theory]
    [InlineData("off")]
    [InlineData("another group")]
    [InlineData("no self-service")]
    [InlineData("not this user")]
    [InlineData("a guest")]
    [InlineData("ten passkeys")]
    public async Task Whoever_may_not_register_is_offered_nothing_and_gets_error_21(string obstacle)
    {
        await SignInAsync();
        var context = await Window.CreateAsync();
        Arrange(obstacle);

        (await Window.AvailableAsync()).Offered().ShouldBe([3, 8]);
        (await Window.NewAsync()).ErrorCode().ShouldBe(21);
        (await Window.VerifyAsync(context, "Key")).ErrorCode().ShouldBe(21);
    }

    [Fact]
    public async Task A_session_that_is_over_is_error_25_unless_it_is_extended()
    {
        Simulator.Pages.SecurityInfoSession = TimeSpan.FromMinutes(5);
        await SignInAsync();

        time.Advance(TimeSpan.FromMinutes(4));
        ((bool)(await Window.CallAsync("session/extendsessionvalidity", []))["isSessionValid"]!).ShouldBeTrue();
        time.Advance(TimeSpan.FromMinutes(4));
        ((bool)(await Window.CallAsync("session/issessionvalid"))["isSessionValid"]!).ShouldBeTrue();
        DateTimeOffset.Parse((string)(await Window.CallAsync("session/sessionvalidinfo"))["sessionExpiry"]!, CultureInfo.InvariantCulture)
            .ShouldBe(time.GetUtcNow().AddMinutes(1));
        time.Advance(TimeSpan.FromMinutes(1));

        (await Window.CallAsync("session/issessionvalid")).ErrorCode().ShouldBe(25);
        (await Window.NewAsync()).ErrorCode().ShouldBe(25);
        Window.Status.ShouldBe(HttpStatusCode.Unauthorized);
        ((bool)(await Window.CallAsync("session/authorize", []))["isAuthorized"]!).ShouldBeFalse();
    }

    [Fact]
    public async Task A_call_of_no_session_is_error_33()
    {
        (await Window.NewAsync()).ErrorCode().ShouldBe(33);
        ShouldTell("New was answered with error 33", null);
    }

    [Theory]
    [MemberData(nameof(Injected))]
    public async Task The_weather_hits_the_next_calls_of_a_kind(SecurityInfoCall call, int number)
    {
        await SignInAsync();
        Simulator.Pages.FailNext(call, number, count: 2);

        (await SendAsync(call)).ErrorCode().ShouldBe(number);
        (await SendAsync(call)).ErrorCode().ShouldBe(number);
        (await SendAsync(call)).ErrorCode().ShouldNotBe(number);
        ShouldTell($"{call} was answered with error {number}");
    }

    [Fact]
    public async Task The_weather_hits_the_opening_of_a_session()
    {
        await Window.SignInAsync(Ada.UserPrincipalName, Code);
        var code = Window.Fragment()["code"];
        Simulator.Pages.FailNext(SecurityInfoCall.Authorize, 19);

        var hit = await Window.OpenSecurityInfoAsync(code: code);

        hit.ErrorCode().ShouldBe(19);
        ((bool)hit["isAuthorized"]!).ShouldBeFalse();
        ((bool)(await Window.OpenSecurityInfoAsync(code: code))["isAuthorized"]!).ShouldBeTrue();
    }

    [Fact]
    public async Task Two_registrations_at_once_do_not_make_an_eleventh_passkey()
    {
        await SignInAsync();
        AddPasskeys(9);
        var first = await Window.CreateAsync();
        var second = await Window.CreateAsync();

        (await Window.VerifyAsync(first, "One")).ErrorCode().ShouldBe(0);
        (await Window.VerifyAsync(second, "Two")).ErrorCode().ShouldBe(21);

        Ada.Passkeys.Count.ShouldBe(10);
    }

    private Task<JsonObject> SendAsync(SecurityInfoCall call) => call switch
    {
        SecurityInfoCall.AvailableMethods => Window.AvailableAsync(),
        _ => Window.CallAsync("authenticationmethods/" + call.ToString().ToLowerInvariant(), new() { ["Type"] = 3 }),
    };

    private void Arrange(string obstacle)
    {
        var policies = Simulator.Policies;
        switch (obstacle)
        {
            case "off":
                policies.Passkey = policies.Passkey with { IsEnabled = false };
                break;
            case "another group":
                policies.Passkey = policies.Passkey with { IncludeTargets = [new(Simulator.Directory.AddGroup("Others").Id.ToString())] };
                break;
            case "no self-service":
                policies.Passkey = policies.Passkey with { AllowsSelfServiceRegistration = false };
                break;
            case "not this user":
                Ada.MayHavePasskey = false;
                break;
            case "a guest":
                Ada.IsGuest = true;
                break;
            default:
                AddPasskeys(10);
                break;
        }
    }

    private void AddPasskeys(int count)
    {
        for (var i = 0; i < count; i++)
        {
            var id = Guid.NewGuid().ToByteArray();
            Simulator.Directory.AddPasskey(Ada, new(Convert.ToHexString(id), id, "Older", Guid.NewGuid(), time.GetUtcNow(), new byte[77], "none"));
        }
    }

    private void ShouldTell(string beginning, string? user = "ada@contoso.example") =>
        Simulator.Events.Of(SimulatorEventKinds.SecurityInfoRefused).ShouldContain(entry => entry.Text.StartsWith(beginning, StringComparison.Ordinal) && entry.User == user);
}
