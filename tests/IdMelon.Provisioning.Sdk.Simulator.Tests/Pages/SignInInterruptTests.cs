using System.Net;
using IdMelon.Provisioning.Simulator.Directory;
using IdMelon.Provisioning.Simulator.Events;
using Shouldly;
using Xunit;

namespace IdMelon.Provisioning.Simulator.Pages;

public sealed class SignInInterruptTests : PagesFixture
{
    [Theory]
    [InlineData(SignInInterrupt.ProofUpSkippable, "ConvergedProofUpRedirect", "=6:1")]
    [InlineData(SignInInterrupt.ProofUpMandatory, "ConvergedProofUpRedirect", "=6:1")]
    [InlineData(SignInInterrupt.SecurityDefaultsUpsell, "", "=0:1")]
    [InlineData(SignInInterrupt.SecurityDefaultsOptOut, "", "=0:1")]
    [InlineData(SignInInterrupt.SecurityDefaultsEnabled, "", "=0:1")]
    [InlineData(SignInInterrupt.PasskeyPrompt, "", "=0:1")]
    [InlineData(SignInInterrupt.ConfirmApp, "CmsiInterrupt", "=0:1")]
    [InlineData(SignInInterrupt.Consent, "ConvergedConsent", "=0:1")]
    [InlineData(SignInInterrupt.SecondFactor, "ConvergedTFA", "=0:1")]
    [InlineData(SignInInterrupt.PasswordChange, "ConvergedChangePassword", "=0:1")]
    [InlineData(SignInInterrupt.Captcha, "", "=0:1")]
    public async Task A_page_in_between_has_its_name_where_one_is_known(SignInInterrupt interrupt, string pageId, string canary)
    {
        await InterruptAsync(interrupt);

        Window.Status.ShouldBe(HttpStatusCode.OK);
        Window.Meta("PageID").ShouldBe(pageId);
        Window.Text("pgid").ShouldBe(pageId);
        Window.Text("canary").ShouldEndWith(canary);
        Simulator.Events.Count(SimulatorEventKinds.SignInInterrupted, Ada.UserPrincipalName).ShouldBe(1);
        Simulator.Events.Count(SimulatorEventKinds.SignedIn).ShouldBe(0);
    }

    [Theory]
    [InlineData(SignInInterrupt.ProofUpSkippable, "50203")]
    [InlineData(SignInInterrupt.ConfirmApp, "50199")]
    [InlineData(SignInInterrupt.Consent, "65001")]
    [InlineData(SignInInterrupt.SecondFactor, "50074")]
    [InlineData(SignInInterrupt.PasswordChange, "50055")]
    [InlineData(SignInInterrupt.Captcha, "")]
    [InlineData(SignInInterrupt.Unknown, "")]
    [InlineData(null, "")]
    public async Task Only_a_page_that_has_a_number_shows_one(SignInInterrupt? interrupt, string code)
    {
        await (interrupt is { } comes ? InterruptAsync(comes) : InterruptAsync());

        Window.Text("sErrorCode").ShouldBe(code);
        Window.Text("pgid").ShouldNotBe("ConvergedSignIn");
    }

    [Fact]
    public async Task Pages_in_between_come_in_order_and_each_once()
    {
        await InterruptAsync(SignInInterrupt.ProofUpSkippable, SignInInterrupt.ConfirmApp, SignInInterrupt.Unknown);
        ((int)Window.Config["iRemainingDaysToSkipMfaRegistration"]!).ShouldBe(14);

        await Window.PostFormAsync(Window.Text("urlSkipMfaRegistration"), Opaque(("LoginOptions", "1")));
        Window.Text("pgid").ShouldBe("CmsiInterrupt");
        await PostAsync("/appverify", ("ContinueAuth", "true"));
        Window.Text("pgid").ShouldStartWith("Converged");
        await PostAsync("/interrupt");
        Window.Text("pgid").ShouldBe("KmsiInterrupt");
        await Window.AnswerStaySignedInAsync();

        Window.Fragment().ShouldContainKey("code");
        Simulator.Events.Count(SimulatorEventKinds.SignInInterrupted, Ada.UserPrincipalName).ShouldBe(3);
    }

    [Theory]
    [InlineData(SignInInterrupt.SecurityDefaultsUpsell)]
    [InlineData(SignInInterrupt.SecurityDefaultsOptOut)]
    [InlineData(SignInInterrupt.SecurityDefaultsEnabled)]
    [InlineData(SignInInterrupt.PasskeyPrompt)]
    public async Task What_may_be_put_off_leads_on(SignInInterrupt interrupt)
    {
        await InterruptAsync(interrupt);

        await Window.PostFormAsync(Window.Text("urlSkipMfaRegistration"), Opaque(("LoginOptions", "1")));

        Window.Text("pgid").ShouldBe("KmsiInterrupt");
    }

    [Fact]
    public async Task A_registration_that_is_demanded_cannot_be_skipped()
    {
        await InterruptAsync(SignInInterrupt.ProofUpMandatory);
        Window.Config.ContainsKey("urlSkipMfaRegistration").ShouldBeFalse();
        Window.Config.ContainsKey("iRemainingDaysToSkipMfaRegistration").ShouldBeFalse();

        await PostAsync("/common/skipregistration", ("LoginOptions", "1"));

        Window.Meta("PageID").ShouldBe("ConvergedError");
    }

    [Theory]
    [InlineData(SignInInterrupt.Captcha)]
    [InlineData(SignInInterrupt.SecondFactor)]
    [InlineData(SignInInterrupt.PasswordChange)]
    [InlineData(SignInInterrupt.ProofUpMandatory)]
    public async Task A_page_that_wants_something_is_not_passed_by_the_post_of_another(SignInInterrupt interrupt)
    {
        await InterruptAsync(interrupt);
        var opaque = Opaque(("LoginOptions", "1"), ("ContinueAuth", "true"), ("sim-picture", "guess"));

        foreach (var path in (string[])["/interrupt", "/kmsi", "/appverify", "/common/skipregistration", "/common/Consent/Set", "/common/SAS/ProcessAuth"])
        {
            await Window.PostFormAsync(PageClient.SignInHost + path, opaque);
            Window.Location.ShouldBeNull();
        }

        Simulator.Events.Count(SimulatorEventKinds.SignedIn).ShouldBe(0);
    }

    [Theory]
    [InlineData(2, "36", "53003")]
    [InlineData(8, "36", "53010")]
    [InlineData(13, "35", "53001")]
    [InlineData(17, "36", "53000")]
    [InlineData(20, "34", "53003")]
    public async Task Conditional_Access_ends_the_sign_in_with_the_number_of_its_title(int title, string view, string code)
    {
        Ada.BlockTitle = title;

        await InterruptAsync(SignInInterrupt.ConditionalAccess);

        ((int)Window.Config["iErrorTitle"]!).ShouldBe(title);
        ((int)Window.Config["iErrorDescription"]!).ShouldBeInRange(1, 31);
        Window.Text("sErrorCode").ShouldBe(code);
        Window.Html.ShouldContain($"\"view\":\"blocked:{view}\"");
        Window.Html.ShouldNotContain("PageID");
        Window.Config.ContainsKey("sFT").ShouldBeFalse();
        Simulator.Events.Count(SimulatorEventKinds.SignInBlocked, Ada.UserPrincipalName).ShouldBe(1);
    }

    [Fact]
    public async Task The_reason_below_the_title_differs_from_time_to_time_unless_it_is_set()
    {
        var reasons = new HashSet<int>();
        for (var number = 0; number < 12; number++)
        {
            reasons.Add(await ReasonAsync());
        }

        Ada.BlockDescription = 31;
        var set = await ReasonAsync();

        reasons.Count.ShouldBeGreaterThan(3);
        set.ShouldBe(31);

        async Task<int> ReasonAsync()
        {
            Simulator.Directory.IssueAccessPass(Ada, TimeSpan.FromHours(1), code: Code);
            await InterruptAsync(SignInInterrupt.ConditionalAccess);
            return (int)Window.Config["iErrorDescription"]!;
        }
    }

    [Fact]
    public async Task The_wizard_comes_on_the_host_of_security_info_and_can_be_skipped()
    {
        await InterruptAsync(SignInInterrupt.RegistrationWizard);
        Window.Location!.GetLeftPart(UriPartial.Path).ShouldBe("https://mysignins.microsoft.com/register");

        await Window.GetAsync(Window.Location.AbsoluteUri);
        Window.Html.ShouldContain("\"canBeSkipped\":true");
        await Window.PostFormAsync(PageClient.SecurityInfoHost + "/register", [KeyValuePair.Create("csrf_token", Ticket())]);
        await Window.GetAsync(Window.Location!.AbsoluteUri);

        Window.Text("pgid").ShouldBe("KmsiInterrupt");
        Simulator.Events.Count(SimulatorEventKinds.WizardOpened, Ada.UserPrincipalName).ShouldBe(1);
    }

    [Fact]
    public async Task A_demanded_registration_leads_to_a_wizard_without_a_way_out()
    {
        await InterruptAsync(SignInInterrupt.ProofUpMandatory);
        await Window.PostFormAsync(Window.Text("urlPost"), Opaque((Window.Text("sProofUpTokenName"), Window.Text("sProofUpToken"))));

        await Window.GetAsync(PageClient.SecurityInfoHost + Window.Location);
        Window.Html.ShouldContain("\"canBeSkipped\":false");
        await Window.PostFormAsync(PageClient.SecurityInfoHost + "/register", [KeyValuePair.Create("csrf_token", Ticket())]);

        Window.Location!.ToString().ShouldBe("/security-info");
        Simulator.Events.Count(SimulatorEventKinds.SignedIn).ShouldBe(0);
    }

    [Theory]
    [InlineData("GET", "/register")]
    [InlineData("GET", "/register?csrf_token=made-up")]
    [InlineData("POST", "/register")]
    [InlineData("POST", "/api/post/registerMfaMethods")]
    public async Task The_wizard_without_its_ticket_leads_to_security_info(string method, string path)
    {
        await (method == "GET" ? Window.GetAsync(PageClient.SecurityInfoHost + path) : Window.PostFormAsync(PageClient.SecurityInfoHost + path, []));

        Window.Location!.ToString().ShouldBe("/security-info");
    }

    [Fact]
    public async Task The_access_pass_counts_as_a_second_factor_of_a_password_but_not_of_itself()
    {
        Ada.Password = "Guess it";
        Ada.StartsWithPassword = true;
        Ada.Interrupts = [SignInInterrupt.SecondFactor];
        await Window.AuthorizeAsync();
        await Window.AskForCredentialAsync(Ada.UserPrincipalName);
        await Window.PostFormAsync(Window.Text("urlPost"), Window.Fields("2", "passwd", "Guess it"));
        Window.Config["arrUserProofs"]!.AsArray().Select(proof => (string?)proof!["authMethodId"]).ShouldBe(["PhoneAppOTP", "AccessPass"]);

        await SecondFactorAsync("wrong");
        Window.Text("sErrorCode").ShouldBe("InvalidAccessPass");
        await SecondFactorAsync(Code);
        Window.Text("pgid").ShouldBe("KmsiInterrupt");

        Simulator.Directory.IssueAccessPass(Ada, TimeSpan.FromHours(1), isUsableOnce: false, code: Code);
        Ada.StartsWithPassword = false;
        using var other = NewWindow();
        await other.AuthorizeAsync();
        await other.AskForCredentialAsync(Ada.UserPrincipalName);
        await other.EnterPassAsync(Code);
        other.Config["arrUserProofs"]!.AsArray().Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_new_password_needs_the_old_one()
    {
        Ada.Password = "Guess it";
        await InterruptAsync(SignInInterrupt.PasswordChange);
        Window.Text("sErrorCode").ShouldBe("50055");

        (await ChangePasswordAsync("something else")).ShouldBe(50126);
        (await ChangePasswordAsync("Guess it")).ShouldBe(0);
        await Window.GetAsync(Window.Text("urlResume"));

        Window.Text("pgid").ShouldBe("KmsiInterrupt");
        Ada.HasPassword("Another one").ShouldBeTrue();
    }

    [Fact]
    public async Task A_captcha_is_passed_by_who_can_read_it()
    {
        await InterruptAsync(SignInInterrupt.Captcha);
        await PostAsync("/interrupt", ("sim-picture", "WRONG!"));
        Window.Text("pgid").ShouldBeEmpty();

        var letters = System.Text.RegularExpressions.Regex.Match(Window.Html, "\"picture\":\"([A-Z]+)\"").Groups[1].Value;
        await PostAsync("/interrupt", ("sim-picture", letters));

        Window.Text("pgid").ShouldBe("KmsiInterrupt");
    }

    [Fact]
    public async Task A_flow_token_may_count_as_expired_midway()
    {
        Simulator.Pages.ExpiredFlowTokens = 1;

        await InterruptAsync();
        Window.Text("strServiceExceptionMessage").ShouldStartWith("AADSTS50089");
        Ada.AccessPass!.UsedDateTime.ShouldBeNull();

        await InterruptAsync();
        Window.Text("pgid").ShouldBe("KmsiInterrupt");
    }

    private async Task InterruptAsync(params SignInInterrupt[] interrupts)
    {
        Ada.Interrupts = interrupts;
        await Window.AuthorizeAsync();
        await Window.AskForCredentialAsync(Ada.UserPrincipalName);
        await Window.EnterPassAsync(Code);
    }

    private Dictionary<string, string> Opaque(params ReadOnlySpan<(string Name, string Value)> more)
    {
        var fields = new Dictionary<string, string> { ["ctx"] = Window.Text("sCtx"), ["flowToken"] = Window.Text("sFT"), ["canary"] = Window.Text("canary") };
        foreach (var (name, value) in more)
        {
            fields[name] = value;
        }

        return fields;
    }

    private Task PostAsync(string path, params ReadOnlySpan<(string Name, string Value)> more) => Window.PostFormAsync(PageClient.SignInHost + path, Opaque(more));

    private Task SecondFactorAsync(string code) =>
        Window.PostFormAsync(Window.Text("urlPost"), Opaque(("request", Window.Text("sCtx")), ("mfaAuthMethod", "AccessPass"), ("accesspass", code)));

    private async Task<int> ChangePasswordAsync(string current)
    {
        var answer = await Window.PostJsonAsync(
            PageClient.SignInHost + "/interrupt/password",
            new() { ["ctx"] = Window.Text("sCtx"), ["flowToken"] = Window.Text("sFT"), ["current"] = current, ["next"] = "Another one" });
        return (int)answer["error"]!;
    }

    private string Ticket() => System.Text.RegularExpressions.Regex.Match(Window.Html, "\"ticket\":\"([^\"]+)\"").Groups[1].Value;
}
