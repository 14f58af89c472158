using IdMelon.Provisioning.Planning;
using IdMelon.Provisioning.Requests;
using IdMelon.Provisioning.Simulator;
using IdMelon.Provisioning.Simulator.Directory;
using IdMelon.Provisioning.Simulator.Policies;
using IdMelon.Provisioning.Tenants;
using Mode = IdMelon.Provisioning.Requests.ProvisioningMode;

namespace IdMelon.Provisioning.Graph.Tests;

/// <summary>Facts and findings of a tenant that answers as the real one does, through the real client libraries.</summary>
public sealed class TenantFactsTests
{
    private const string Policies = "Entra admin center, Entra ID, Authentication methods, Policies";

    private static readonly Guid Model = Guid.Parse("820d89ed-d65a-409e-85cb-f73f0578f82a");
    private static readonly Guid Strict = Guid.Parse("00000000-0000-0000-0000-0000000000b1");
    private static readonly Guid Open = Guid.Parse("00000000-0000-0000-0000-0000000000b2");

    private static readonly string[] Readers = [GraphRoles.AuthenticationMethodPolicyRead, GraphRoles.GroupMemberRead];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<string, Action<EntraSimulator, SimulatedUser>, string, string> PolicyRows() => new()
    {
        { "passkeys off", (s, _) => s.Policies.Passkey = new() { IsEnabled = false }, ErrorCodes.PasskeyMethodOff, Policies + ", Passkey (FIDO2)" },
        { "no self-service", (s, _) => s.Policies.Passkey = new() { AllowsSelfServiceRegistration = false }, ErrorCodes.PasskeySelfServiceOff, "Allow self-service set up" },
        { "excluded, through a group in the group", (s, u) => s.Policies.Passkey = new() { ExcludeTargets = [new(Nested(s, u))] }, ErrorCodes.PasskeyUserExcluded, "Exclude" },
        { "excluded by name", (s, u) => s.Policies.Passkey = new() { ExcludeTargets = [new(u.Id.ToString(), "user")] }, ErrorCodes.PasskeyUserExcluded, "Exclude" },
        { "not included", (s, _) => s.Policies.Passkey = new() { IncludeTargets = [new(Empty(s))] }, ErrorCodes.PasskeyUserNotIncluded, "Include" },
        { "attestation enforced", (s, _) => s.Policies.Passkey = new() { EnforcesAttestation = true }, ErrorCodes.PasskeyAttestationRequired, "vendor's attestation" },
        { "model blocked", (s, _) => s.Policies.Passkey = new() { KeyRestrictions = new(true, "block", [Model]) }, ErrorCodes.PasskeyModelRestricted, "AAGUID" },
        { "model not allowed", (s, _) => s.Policies.Passkey = new() { KeyRestrictions = new(true, "allow", [Guid.Empty]) }, ErrorCodes.PasskeyModelRestricted, "AAGUID" },
        { "strict profile", (s, _) => s.Policies.Passkey = Profiles(new(Strict, "Strict") { EnforcesAttestation = true }), ErrorCodes.PasskeyAttestationRequired, "profile" },
        { "synced only", (s, _) => s.Policies.Passkey = Profiles(new(Open, "Synced") { AllowsDeviceBound = false }), ErrorCodes.PasskeyTypeRestricted, "Passkey profiles" },
        { "passes off", (s, _) => s.Policies.AccessPass = new() { IsEnabled = false }, ErrorCodes.AccessPassMethodOff, Policies + ", Temporary Access Pass" },
        { "not included in passes", (s, _) => s.Policies.AccessPass = new() { IncludeTargets = [new(Empty(s))] }, ErrorCodes.AccessPassPolicy, "Include" },
        { "excluded from passes", (s, u) => s.Policies.AccessPass = new() { ExcludeTargets = [new(Nested(s, u))] }, ErrorCodes.AccessPassPolicy, "Exclude" },
        { "guest", (_, u) => u.IsGuest = true, ErrorCodes.UserGuest, "User type" },
        { "disabled", (_, u) => u.IsEnabled = false, ErrorCodes.UserDisabled, "Account enabled" },
        { "administrator", (_, u) => u.Roles = ["Global Administrator"], ErrorCodes.CallerRoleMissing, "Privileged Authentication Administrator" },
        { "21 groups", (s, u) => s.Policies.Passkey = new() { IncludeTargets = [new(Nested(s, u)), .. Enumerable.Range(0, 20).Select(_ => new PolicyTarget(Empty(s)))] }, ErrorCodes.PolicyManyGroups, "fewer groups" },
    };

    [Theory]
    [MemberData(nameof(PolicyRows), DisableDiscoveryEnumeration = true)]
    public async Task A_policy_that_stands_in_the_way_is_found_and_its_place_in_the_portal_named(string what, Action<EntraSimulator, SimulatedUser> spoil, string code, string place)
    {
        await using var tenant = await StartAsync();
        var user = tenant.AddUser();
        spoil(tenant.Simulator, tenant.Simulator.Directory.Find(user.ToString())!);

        var report = await CheckAsync(tenant, user);

        report.Findings.Where(finding => finding.Code == code).ShouldNotBeEmpty($"{what}: {string.Join("\n", report.Findings)}");
        report.Findings.First(finding => finding.Code == code).Remedy.ShouldContain(place);
        report.Findings.ShouldNotContain(finding => finding.Severity == PreflightSeverity.Unknown);
    }

    [Fact]
    public async Task Where_all_is_well_nothing_is_found()
    {
        await using var tenant = await StartAsync();
        var user = tenant.AddUser();
        var staff = Nested(tenant.Simulator, tenant.Simulator.Directory.Find(user.ToString())!);
        tenant.Simulator.Policies.Passkey = new()
        {
            Profiles = [new(Strict, "Strict") { EnforcesAttestation = true }, new(Open, "Open") { KeyRestrictions = new(true, "allow", [Model]) }],
            DefaultProfile = Strict,
            IncludeTargets = [new(PolicyTarget.AllUsers) { AllowedPasskeyProfiles = [Strict] }, new(staff) { AllowedPasskeyProfiles = [Open] }],
        };

        var report = await CheckAsync(tenant, user, UserFactsDepth.AuthenticationMethods);

        report.Findings.ShouldBeEmpty();
    }

    [Fact]
    public async Task What_the_policies_say_is_read_as_it_is()
    {
        await using var tenant = await StartAsync();
        var group = Guid.Parse(Empty(tenant.Simulator));
        tenant.Simulator.Policies.Passkey = new()
        {
            Profiles = [new(Open, "Open") { AllowsSynced = false, KeyRestrictions = new(true, "block", [Model]) }],
            DefaultProfile = Open,
            IncludeTargets = [new(group.ToString()) { AllowedPasskeyProfiles = [Open] }],
        };
        tenant.Simulator.Policies.AccessPass = new() { RequiresOneTime = true, MinimumLifetime = TimeSpan.FromMinutes(30), DefaultLifetime = TimeSpan.FromHours(1), MaximumLifetime = TimeSpan.FromHours(2) };

        var facts = await tenant.Graph.ReadTenantAsync(Token);

        var passkeys = facts.Passkeys.Value;
        passkeys.IsEnabled.ShouldBeTrue();
        passkeys.AllowsSelfServiceRegistration.ShouldBe(true);
        passkeys.DefaultProfile.ShouldBe(Open);
        var profile = passkeys.Profiles.ShouldHaveSingleItem();
        (profile.Id, profile.Name, profile.AllowsDeviceBound, profile.AllowsSynced, profile.EnforcesAttestation).ShouldBe((Open, "Open", true, false, false));
        profile.Models!.Kind.ShouldBe(ModelRestrictionKind.Block);
        profile.Models.Aaguids.ShouldBe([Model]);
        passkeys.Targets.Include.ShouldHaveSingleItem().AllowedProfiles.ShouldBe([Open]);
        var passes = facts.AccessPasses.Value;
        (passes.RequiresOneTime, passes.MinimumLifetime, passes.MaximumLifetime).ShouldBe((true, TimeSpan.FromMinutes(30), TimeSpan.FromHours(2)));
        facts.ReferencedGroups.Value.ShouldBe(1);
        facts.TargetGroups.ShouldBe([group]);
        var caller = facts.Caller.Value;
        caller.Kind.ShouldBe(CallerKind.Application);
        caller.Permissions.ShouldContain(GraphRoles.AccessPassWrite);
        caller.ObjectId.ShouldNotBeNull();
    }

    [Fact]
    public async Task A_part_that_may_not_be_read_is_unknown_and_takes_nothing_with_it()
    {
        await using var tenant = await SimulatedTenant.StartAsync();
        var user = tenant.AddUser();

        var facts = await tenant.Graph.ReadTenantAsync(Token);
        var report = await CheckAsync(tenant, user);

        facts.Passkeys.Error!.Code.ShouldBe(ErrorCodes.TenantForbidden);
        facts.AccessPasses.IsKnown.ShouldBeFalse();
        facts.ReferencedGroups.IsKnown.ShouldBeFalse();
        facts.Caller.IsKnown.ShouldBeTrue();
        report.OutcomeOf(Mode.Automatic).ShouldBe(PreflightOutcome.Unknown);
        var finding = report.Findings.First(found => found.Code == ErrorCodes.PolicyUnreadable);
        finding.Remedy.ShouldContain("Policy.Read.AuthenticationMethod");
    }

    [Fact]
    public async Task Groups_that_may_not_be_looked_up_are_unknown_only_where_they_matter()
    {
        await using var tenant = await StartAsync(GraphRoles.AuthenticationMethodPolicyRead);
        var user = tenant.AddUser();

        (await CheckAsync(tenant, user)).Findings.ShouldBeEmpty();
        tenant.Simulator.Policies.Passkey = new() { IncludeTargets = [new(Empty(tenant.Simulator))] };
        var report = await CheckAsync(tenant, user);

        var finding = report.Findings.ShouldHaveSingleItem();
        finding.Code.ShouldBe(ErrorCodes.UserUnreadable);
        finding.Remedy.ShouldContain("GroupMember.Read.All");
    }

    [Fact]
    public async Task A_tenant_that_cannot_be_reached_leaves_everything_unknown()
    {
        await using var tenant = await StartAsync();
        var user = tenant.AddUser();
        var known = await tenant.Graph.ReadTenantAsync(Token);
        tenant.Simulator.Weather.SetUnreachable("graph.microsoft.com");

        var facts = await tenant.Graph.ReadTenantAsync(Token);
        var users = await tenant.Graph.ReadUsersAsync([user], known, UserFactsDepth.Directory, Token).ToListAsync(Token);

        facts.Passkeys.Error!.Code.ShouldBe(ErrorCodes.TenantUnreachable);
        users.ShouldHaveSingleItem().Account.Error!.Code.ShouldBe(ErrorCodes.TenantUnreachable);
    }

    [Fact]
    public async Task A_wrong_secret_is_the_reason_for_everything_that_is_unknown()
    {
        await using var tenant = await SimulatedTenant.StartAsync(options => options.ClientSecret = new("wrong"));

        var facts = await tenant.Graph.ReadTenantAsync(Token);

        facts.Passkeys.Error!.Code.ShouldBe(ErrorCodes.TenantSecretWrong);
        facts.Caller.Error!.Code.ShouldBe(ErrorCodes.TenantSecretWrong);
    }

    [Fact]
    public async Task A_user_who_is_not_there_is_told_among_those_who_are()
    {
        await using var tenant = await StartAsync();
        UserPrincipalName[] users = [tenant.AddUser(), UserPrincipalName.Parse("nobody@contoso.onmicrosoft.com"), tenant.AddUser("o'hara+50%&x=1@contoso.onmicrosoft.com")];

        var facts = await tenant.Graph.ReadUsersAsync(users, await tenant.Graph.ReadTenantAsync(Token), UserFactsDepth.AuthenticationMethods, Token).ToListAsync(Token);

        facts.Select(fact => fact.User).ShouldBe(users);
        facts.Select(fact => fact.Account.IsKnown).ShouldBe([true, false, true]);
        facts[1].Account.Error!.Code.ShouldBe(ErrorCodes.UserNotFound);
        facts[1].AccessPasses.ShouldBeNull();
        facts[0].AccessPasses!.IsKnown.ShouldBeTrue();
    }

    [Fact]
    public async Task Hundreds_of_users_take_few_calls()
    {
        await using var tenant = await StartAsync();
        var users = Enumerable.Range(0, 150).Select(_ => tenant.AddUser()).ToList();
        var inside = tenant.Simulator.Directory.AddGroup("Inside");
        tenant.Simulator.Directory.AddMember(inside, tenant.Simulator.Directory.Find(users[77].ToString())!.Id);
        var groups = Enumerable.Range(0, 44).Select(_ => new PolicyTarget(Empty(tenant.Simulator))).ToList();
        tenant.Simulator.Policies.Passkey = new() { IncludeTargets = [.. groups, new(inside.Id.ToString())] };

        var facts = await tenant.Graph.ReadUsersAsync(users, await tenant.Graph.ReadTenantAsync(Token), UserFactsDepth.Directory, Token).ToListAsync(Token);

        facts.Select(fact => fact.User).ShouldBe(users);
        facts.ShouldAllBe(fact => fact.Account.IsKnown && fact.Groups.IsKnown && fact.Roles.IsKnown);
        facts.Where(fact => fact.Groups.Value.Count > 0).ShouldHaveSingleItem().User.ShouldBe(users[77]);
        facts.ShouldAllBe(fact => fact.AccessPasses == null && fact.Passkeys == null);
    }

    [Fact]
    public async Task Passes_and_passkeys_are_read_when_they_are_asked_for()
    {
        await using var tenant = await StartAsync();
        var user = tenant.AddUser();
        (await tenant.Graph.IssueAsync(user, new AccessPassWish(), Token)).Succeeded.ShouldBeTrue();
        for (var i = 0; i < 10; i++)
        {
            tenant.AddPasskey(user, new(Guid.NewGuid().ToString("N"), $"Key {i}", DateTimeOffset.UnixEpoch, Model));
        }

        var report = await CheckAsync(tenant, user, UserFactsDepth.AuthenticationMethods);

        report.BlockOf(Mode.Automatic)!.Code.ShouldBe(ErrorCodes.AccessPassExists);
        report.OutcomeOf(Mode.Direct).ShouldBe(PreflightOutcome.Works);
        report.Findings.ShouldContain(finding => finding.Code == ErrorCodes.PasskeyLimit && finding.Severity == PreflightSeverity.Warns);
        (await CheckAsync(tenant, user)).Findings.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("UserAuthMethod-TAP.ReadWrite.All UserAuthMethod-Passkey.Read.All", PreflightOutcome.Works, PreflightOutcome.Blocked)]
    [InlineData("UserAuthMethod-Passkey.ReadWrite.All", PreflightOutcome.Blocked, PreflightOutcome.Works)]
    [InlineData("UserAuthenticationMethod.ReadWrite.All", PreflightOutcome.Works, PreflightOutcome.Works)]
    [InlineData("", PreflightOutcome.Unknown, PreflightOutcome.Unknown)]
    public async Task What_the_token_allows_decides_the_modes(string permissions, PreflightOutcome automatic, PreflightOutcome direct)
    {
        await using var tenant = await SimulatedTenant.StartAsync(options: new() { Roles = [.. Readers, GraphRoles.UserRead, .. permissions.Split(' ', StringSplitOptions.RemoveEmptyEntries)] });
        var user = tenant.AddUser();

        var report = await CheckAsync(tenant, user);

        report.OutcomeOf(Mode.Automatic).ShouldBe(automatic, string.Join("\n", report.Findings));
        report.OutcomeOf(Mode.Direct).ShouldBe(direct, string.Join("\n", report.Findings));
    }

    private static Task<SimulatedTenant> StartAsync(params string[] readers) =>
        SimulatedTenant.StartAsync(options: new() { Roles = [.. new EntraSimulatorOptions().Roles, .. readers.Length > 0 ? readers : Readers] });

    private static async Task<PreflightReport> CheckAsync(SimulatedTenant tenant, UserPrincipalName user, UserFactsDepth depth = UserFactsDepth.Directory)
    {
        var facts = await tenant.Graph.ReadTenantAsync(Token);
        var users = await tenant.Graph.ReadUsersAsync([user], facts, depth, Token).ToListAsync(Token);
        var traits = new AuthenticatorTraits(AuthenticatorKind.Software) { Aaguid = Model, Attestation = AttestationOffer.None, IsSynced = false };
        return Preflight.Check(new ProvisioningRequest(user), facts, users.ShouldHaveSingleItem(), traits, EntraCloud.Public);
    }

    private static PasskeyPolicy Profiles(PasskeyProfile profile) => new() { Profiles = [profile], DefaultProfile = profile.Id, IncludeTargets = [new(PolicyTarget.AllUsers) { AllowedPasskeyProfiles = [profile.Id] }] };

    private static string Empty(EntraSimulator simulator) => simulator.Directory.AddGroup("Empty").Id.ToString();

    private static string Nested(EntraSimulator simulator, SimulatedUser user)
    {
        var (outer, inner) = (simulator.Directory.AddGroup("Outer"), simulator.Directory.AddGroup("Inner"));
        simulator.Directory.AddMember(inner, user.Id);
        simulator.Directory.AddMember(outer, inner.Id);
        return outer.Id.ToString();
    }
}
