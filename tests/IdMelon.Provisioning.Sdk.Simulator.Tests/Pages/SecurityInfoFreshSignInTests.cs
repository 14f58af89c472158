using System.Text.Json.Nodes;
using IdMelon.Provisioning.Simulator.Events;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Xunit;

namespace IdMelon.Provisioning.Simulator.Pages;

public sealed class SecurityInfoFreshSignInTests : PagesFixture
{
    private readonly FakeTimeProvider time = new(DateTimeOffset.UtcNow);

    protected override EntraSimulatorOptions Options => new() { TimeProvider = time };

    [Fact]
    public async Task The_first_session_is_told_that_a_fresh_sign_in_is_needed_and_the_second_is_fresh()
    {
        Arrange();

        ((bool)(await SignInOnceMoreAsync())["requireNgcMfaForSecurityInfo"]!).ShouldBeTrue();
        ((bool)(await SignInOnceMoreAsync())["requireNgcMfaForSecurityInfo"]!).ShouldBeFalse();

        (await Window.NewAsync()).ErrorCode().ShouldBe(0);
        Simulator.Events.Count(SimulatorEventKinds.FreshSignInDemanded, Ada.UserPrincipalName).ShouldBe(1);
    }

    [Fact]
    public async Task What_is_fresh_stays_so_for_ten_minutes()
    {
        Arrange();
        await SignInOnceMoreAsync();
        await SignInOnceMoreAsync();
        var context = await Window.CreateAsync();

        time.Advance(TimeSpan.FromMinutes(10));

        (await Window.NewAsync()).ErrorCode().ShouldBe(6);
        (await Window.VerifyAsync(context, "Key")).ErrorCode().ShouldBe(6);
        ((bool)(await Window.CallAsync("session/authorize", []))["requireNgcMfaForSecurityInfo"]!).ShouldBeTrue();
        ((bool)(await SignInOnceMoreAsync())["requireNgcMfaForSecurityInfo"]!).ShouldBeFalse();
        (await Window.NewAsync()).ErrorCode().ShouldBe(0);
    }

    [Fact]
    public async Task Another_window_s_sign_in_does_not_make_this_one_s_session_fresh()
    {
        Arrange();
        await SignInOnceMoreAsync();
        using var other = NewWindow();
        await other.SignInAsync(Ada.UserPrincipalName, Code);

        ((bool)(await other.OpenSecurityInfoAsync())["requireNgcMfaForSecurityInfo"]!).ShouldBeTrue();
    }

    [Fact]
    public async Task A_one_time_pass_leads_to_a_registration_for_ten_minutes()
    {
        await SignInAsync();
        var context = await Window.CreateAsync();

        time.Advance(TimeSpan.FromMinutes(10));

        (await Window.NewAsync()).ErrorCode().ShouldBe(6);
        (await Window.VerifyAsync(context, "Key")).ErrorCode().ShouldBe(6);
        (await Window.AvailableAsync()).ErrorCode().ShouldBe(0);
        Ada.Passkeys.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_pass_for_many_uses_has_no_such_limit()
    {
        Simulator.Directory.IssueAccessPass(Ada, TimeSpan.FromHours(1), isUsableOnce: false, code: Code);
        await SignInAsync();

        time.Advance(TimeSpan.FromMinutes(30));

        (await Window.NewAsync()).ErrorCode().ShouldBe(0);
    }

    private void Arrange()
    {
        Ada.NeedsFreshSignInForSecurityInfo = true;
        Simulator.Directory.IssueAccessPass(Ada, TimeSpan.FromHours(1), isUsableOnce: false, code: Code);
    }

    private async Task<JsonObject> SignInOnceMoreAsync()
    {
        await Window.AuthorizeAsync(("prompt", "login"), ("login_hint", Ada.UserPrincipalName));
        await Window.EnterPassAsync(Code);
        await Window.AnswerStaySignedInAsync();
        return await Window.OpenSecurityInfoAsync();
    }
}
