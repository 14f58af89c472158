using IdMelon.Provisioning.Planning;
using IdMelon.Provisioning.Requests;
using IdMelon.Provisioning.Tenants;

namespace IdMelon.Provisioning.Tests.Planning;

/// <summary>The modes in which a person does everything are chosen only where they are asked for, and refused where nobody could do it.</summary>
public sealed class PersonModeTests
{
    private static readonly Uri Shop = new("https://shop.example/account");

    private static readonly TenantFacts Able = new(EntraCloud.Public, true) { HasVisibleWindows = true, HasOperator = true };

    private static readonly ProvisioningRequest Manual = new("ada@contoso.com") { Mode = ProvisioningMode.Manual };

    private static readonly ProvisioningRequest Capture = new("ada@contoso.com") { Mode = ProvisioningMode.Capture, CaptureAddress = Shop };

    [Fact]
    public void A_manual_plan_says_who_does_what()
    {
        var plan = ProvisioningPlanner.Plan(Manual with { ShowsAccessPass = true }, Able).Value;

        (plan.Mode, plan.StartAddress.Host).ShouldBe((ProvisioningMode.Manual, "mysignins.microsoft.com"));
        plan.Reason.ShouldContain("an access pass that is shown");
    }

    [Fact]
    public void A_capture_plan_begins_at_the_requests_address()
    {
        var plan = ProvisioningPlanner.Plan(Capture, Able with { CanAskDirectory = false, CanIssueAccessPasses = false }).Value;

        (plan.Mode, plan.StartAddress).ShouldBe((ProvisioningMode.Capture, Shop));
        plan.Reason.ShouldContain("shop.example");
    }

    [Fact]
    public void Nobody_is_put_at_a_window_unasked()
    {
        var facts = Able with { CanIssueAccessPasses = false, ModeOrder = [ProvisioningMode.Manual, ProvisioningMode.Capture, ProvisioningMode.Automatic] };

        var error = ProvisioningPlanner.Plan(new("ada@contoso.com"), facts).Error!;

        error.Code.ShouldBe(ErrorCodes.ModeUnavailable);
        error.Remedy.ShouldContain("manual mode");
    }

    [Fact]
    public void Where_a_person_could_not_help_either_the_remedy_does_not_say_so() =>
        ProvisioningPlanner.Plan(new("ada@contoso.com"), Able with { CanIssueAccessPasses = false, HasVisibleWindows = false }).Error!.Remedy.ShouldNotContain("person signs in");

    [Fact]
    public void What_is_missing_is_refused_by_its_own_code()
    {
        Refusal(Manual, Able with { HasVisibleWindows = false }).ShouldBe(ErrorCodes.BrowserNotVisible);
        Refusal(Manual, Able with { CanOpenWindows = false }).ShouldBe(ErrorCodes.ModeUnavailable);
        Refusal(Manual, Able with { CanAskDirectory = false }).ShouldBe(ErrorCodes.ModeUnavailable);
        Refusal(Manual, Able with { HasOperator = false }).ShouldBeNull();
        Refusal(Manual with { ShowsAccessPass = true }, Able with { HasOperator = false }).ShouldBe(ErrorCodes.OperatorMissing);
        Refusal(Manual with { ShowsAccessPass = true }, Able with { CanIssueAccessPasses = false }).ShouldBe(ErrorCodes.ModeUnavailable);
        Refusal(Manual, Able with { Cloud = EntraCloud.China }).ShouldBe(ErrorCodes.CloudUnsupported);
        Refusal(Capture, Able with { HasVisibleWindows = false }).ShouldBe(ErrorCodes.BrowserNotVisible);
        Refusal(Capture, Able with { HasOperator = false }).ShouldBe(ErrorCodes.OperatorMissing);
        Refusal(Capture, Able with { Cloud = EntraCloud.China }).ShouldBeNull();
        Refusal(Capture with { CaptureAddress = null }, Able).ShouldBe(ErrorCodes.ConfigurationInvalid);
        Refusal(Capture with { Mode = null }, Able).ShouldBe(ErrorCodes.ConfigurationInvalid);
        Refusal(Capture with { Authenticator = AuthenticatorKind.Attended }, Able with { Authenticators = [AuthenticatorKind.Attended] }).ShouldBe(ErrorCodes.AuthenticatorUnavailable);
    }

    [Fact]
    public void The_rules_for_access_passes_concern_a_manual_run_only_if_it_shows_one()
    {
        var known = new PreflightFacts { AccessPasses = new AccessPassMethodPolicy(false, PreflightFacts.Everyone()) };
        var facts = Able with { Tenant = known.Tenant, User = known.UserFacts, Traits = [known.Authenticator] };
        var request = new ProvisioningRequest(PreflightFacts.User) { Mode = ProvisioningMode.Manual };

        ProvisioningPlanner.Plan(request, facts).Succeeded.ShouldBeTrue();
        ProvisioningPlanner.Plan(request with { ShowsAccessPass = true }, facts).Error!.Code.ShouldBe(ErrorCodes.AccessPassMethodOff);
        ProvisioningPlanner.Plan(request with { Mode = ProvisioningMode.Automatic }, facts).Error!.Remedy.ShouldContain("manual mode");
    }

    [Theory]
    [InlineData("http://shop.example/")]
    [InlineData("ftp://shop.example/")]
    [InlineData("https://ada:secret@shop.example/")]
    [InlineData("/account")]
    public void A_capture_begins_at_a_secure_address_only(string address) =>
        Should.Throw<ArgumentException>(() => Capture with { CaptureAddress = new Uri(address, UriKind.RelativeOrAbsolute) });

    private static string? Refusal(ProvisioningRequest request, TenantFacts facts) => ProvisioningPlanner.Plan(request, facts).Error?.Code;
}
