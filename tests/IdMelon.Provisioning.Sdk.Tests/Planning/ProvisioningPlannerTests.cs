using IdMelon.Provisioning.Planning;
using IdMelon.Provisioning.Requests;
using IdMelon.Provisioning.Tenants;

namespace IdMelon.Provisioning.Tests.Planning;

public sealed class ProvisioningPlannerTests
{
    private static readonly ProvisioningRequest Ada = new(PreflightFacts.User);

    [Fact]
    public void Without_facts_the_automatic_mode_is_taken_as_ever()
    {
        var plan = ProvisioningPlanner.Plan(Ada, new TenantFacts(EntraCloud.Public, true)).Value;

        plan.Mode.ShouldBe(ProvisioningMode.Automatic);
        plan.Reason.ShouldBe("Automatic needs nobody at the window.");
        plan.Warnings.ShouldBeEmpty();
        plan.AccessPass.ShouldBe(Ada.AccessPass);
    }

    [Fact]
    public void Direct_comes_first_where_the_host_can()
    {
        var plan = Plan(new PreflightFacts()).Value;

        plan.Mode.ShouldBe(ProvisioningMode.Direct);
        plan.Reason.ShouldContain("neither a window nor an access pass");
    }

    [Fact]
    public void The_order_is_the_hosts() =>
        Plan(new PreflightFacts(), facts => facts with { ModeOrder = [ProvisioningMode.Automatic, ProvisioningMode.Direct] }).Value.Mode.ShouldBe(ProvisioningMode.Automatic);

    [Fact]
    public void A_mode_that_is_blocked_is_passed_over_and_the_plan_says_why()
    {
        var plan = Plan(new PreflightFacts { Caller = PreflightFacts.Application("UserAuthMethod-TAP.ReadWrite.All", "UserAuthMethod-Passkey.Read.All") }).Value;

        plan.Mode.ShouldBe(ProvisioningMode.Automatic);
        plan.Reason.ShouldContain("Direct is ruled out: The access token lacks UserAuthMethod-Passkey.ReadWrite.All");
    }

    [Fact]
    public void Where_all_modes_are_blocked_the_request_is_refused_with_the_cause()
    {
        var error = Plan(new PreflightFacts { Account = new DirectoryAccount(PreflightFacts.Self, true, true) }).Error!;

        error.Code.ShouldBe(ErrorCodes.UserGuest);
        error.Remedy.ShouldNotBeNullOrEmpty();
    }

    [Theory]
    [InlineData(ProvisioningMode.Automatic, ErrorCodes.AccessPassMethodOff)]
    [InlineData(ProvisioningMode.Direct, ErrorCodes.CallerPermissionMissing)]
    public void A_mode_that_is_insisted_on_and_blocked_is_refused(ProvisioningMode mode, string code)
    {
        var facts = new PreflightFacts
        {
            Request = new(PreflightFacts.User) { Mode = mode },
            AccessPasses = new PreflightFacts().AccessPasses.Value with { IsEnabled = false },
            Caller = PreflightFacts.Application("UserAuthMethod-TAP.ReadWrite.All", "UserAuthMethod-Passkey.Read.All"),
        };

        Plan(facts).Error!.Code.ShouldBe(code);
    }

    [Fact]
    public void What_is_not_known_does_not_block_and_comes_as_a_warning()
    {
        var forbidden = ProvisioningError.Of(ErrorCodes.TenantForbidden);

        var plan = Plan(new PreflightFacts { Passkeys = forbidden, AccessPasses = forbidden, ReferencedGroups = forbidden, Caller = forbidden, Account = forbidden, Groups = forbidden, Roles = forbidden }).Value;

        plan.Mode.ShouldBe(ProvisioningMode.Direct);
        plan.Warnings.Select(warning => warning.Code).ShouldContain(ErrorCodes.PolicyUnreadable);
        plan.Warnings.ShouldAllBe(warning => warning.Severity == PreflightSeverity.Unknown && warning.Modes.Contains(ProvisioningMode.Direct));
    }

    [Theory]
    [InlineData(false, AuthenticatorKind.Software, ErrorCodes.ModeUnavailable)]
    [InlineData(true, AuthenticatorKind.Browser, ErrorCodes.AuthenticatorUnavailable)]
    public void Direct_needs_a_host_that_can_and_the_software_authenticator(bool can, AuthenticatorKind kind, string code)
    {
        var facts = new TenantFacts(EntraCloud.Public, true) { CanRegisterDirectly = can, Authenticators = [AuthenticatorKind.Software, AuthenticatorKind.Browser] };

        ProvisioningPlanner.Plan(new(PreflightFacts.User) { Mode = ProvisioningMode.Direct, Authenticator = kind }, facts).Error!.Code.ShouldBe(code);
        ProvisioningPlanner.Plan(new(PreflightFacts.User) { Authenticator = kind }, facts).Value.Mode.ShouldBe(ProvisioningMode.Automatic);
    }

    [Fact]
    public void Direct_needs_the_public_cloud()
    {
        var facts = new TenantFacts(EntraCloud.UsGovernment, true) { CanRegisterDirectly = true };

        ProvisioningPlanner.Plan(new(PreflightFacts.User) { Mode = ProvisioningMode.Direct }, facts).Error!.Code.ShouldBe(ErrorCodes.CloudUnsupported);
        var plan = ProvisioningPlanner.Plan(Ada, facts).Value;
        plan.Mode.ShouldBe(ProvisioningMode.Automatic);
        plan.Reason.ShouldContain("Direct is ruled out");
    }

    [Fact]
    public void A_cloud_without_any_way_is_refused() =>
        ProvisioningPlanner.Plan(Ada, new TenantFacts(EntraCloud.China, true) { CanRegisterDirectly = true }).Error!.Code.ShouldBe(ErrorCodes.CloudUnsupported);

    [Fact]
    public void An_empty_order_is_refused() =>
        Plan(new PreflightFacts(), facts => facts with { ModeOrder = [] }).Error!.Code.ShouldBe(ErrorCodes.ModeUnavailable);

    [Theory]
    [InlineData(60, 60)]
    [InlineData(10, 10)]
    [InlineData(1, 10)]
    [InlineData(100_000, 43_200)]
    public void The_pass_lives_no_longer_than_it_must(int minimum, int expected)
    {
        var facts = new PreflightFacts { AccessPasses = new PreflightFacts().AccessPasses.Value with { MinimumLifetime = TimeSpan.FromMinutes(minimum) } };

        Plan(facts).Value.AccessPass.ShouldBe(new AccessPassWish { Lifetime = TimeSpan.FromMinutes(expected) });
    }

    [Fact]
    public void A_lifetime_that_is_asked_for_is_kept()
    {
        var wish = new AccessPassWish { Lifetime = TimeSpan.FromHours(2), ReplacesExisting = true };

        Plan(new PreflightFacts { Request = new(PreflightFacts.User) { AccessPass = wish } }).Value.AccessPass.ShouldBe(wish);
    }

    [Fact]
    public void The_authenticator_that_the_host_describes_is_held_against_the_policy()
    {
        var facts = new PreflightFacts().WithRule(rule => rule with { Models = new(true, ModelRestrictionKind.Block, [PreflightFacts.Model]) });

        Plan(facts).Error!.Code.ShouldBe(ErrorCodes.PasskeyModelRestricted);
        Plan(facts, known => known with { Traits = [] }).Value.Warnings.ShouldContain(warning => warning.Code == ErrorCodes.PasskeyModelRestricted && warning.Severity == PreflightSeverity.Unknown);
    }

    private static Attempt<ProvisioningPlan> Plan(PreflightFacts facts, Func<TenantFacts, TenantFacts>? change = null)
    {
        var known = new TenantFacts(facts.Cloud, true) { CanRegisterDirectly = true, Tenant = facts.Tenant, User = facts.UserFacts, Traits = [facts.Authenticator] };
        return ProvisioningPlanner.Plan(facts.Request, change?.Invoke(known) ?? known);
    }
}
