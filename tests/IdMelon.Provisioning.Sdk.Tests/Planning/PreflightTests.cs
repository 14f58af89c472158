using IdMelon.Provisioning.Planning;
using IdMelon.Provisioning.Requests;
using IdMelon.Provisioning.Tenants;
using static IdMelon.Provisioning.Tests.Planning.PreflightFacts;

namespace IdMelon.Provisioning.Tests.Planning;

public sealed class PreflightTests
{
    private const string Policies = "Entra admin center, Entra ID, Authentication methods, Policies";
    private const string Passkey = Policies + ", Passkey (FIDO2)";
    private const string Pass = Policies + ", Temporary Access Pass";
    private const string Permissions = "Entra admin center, Entra ID, App registrations, the application, API permissions";
    private const string Users = "Entra admin center, Entra ID, Users";
    private const string RolesPage = "Entra admin center, Entra ID, Roles & admins";
    private const string Both = "Automatic Direct";

    private static readonly ProvisioningError Forbidden = ProvisioningError.Of(ErrorCodes.TenantForbidden, "Graph answered 403.");
    private static readonly ProvisioningError Lost = ProvisioningError.Of(ErrorCodes.TenantUnreachable, "The connection broke.");
    private static readonly ModelRestrictions OthersOnly = new(true, ModelRestrictionKind.Allow, [Guid.Empty]);
    private static readonly ModelRestrictions NotThis = new(true, ModelRestrictionKind.Block, [Model]);

    public static TheoryData<Row> Rows() =>
    [
        // The method.
        Of("passkeys off", f => f.WithPasskeys(p => p with { IsEnabled = false }), ErrorCodes.PasskeyMethodOff, PreflightSeverity.Blocks, Both, Passkey),
        Of("no self-service", f => f.WithPasskeys(p => p with { AllowsSelfServiceRegistration = false }), ErrorCodes.PasskeySelfServiceOff, PreflightSeverity.Blocks, Both, "Allow self-service set up to Yes: " + Passkey),
        Of("self-service not told", f => f.WithPasskeys(p => p with { AllowsSelfServiceRegistration = null }), ErrorCodes.PolicyUnreadable, PreflightSeverity.Unknown, Both, "Allow self-service set up"),
        Of("excluded by a group", f => f.WithPasskeys(p => p with { Targets = p.Targets with { Exclude = [Group(Leavers)] } }) with { Groups = new HashSet<Guid> { Leavers } }, ErrorCodes.PasskeyUserExcluded, PreflightSeverity.Blocks, Both, Passkey),
        Of("excluded by name", f => f.WithPasskeys(p => p with { Targets = p.Targets with { Exclude = [new(Self.ToString(), MethodTargetKind.User)] } }), ErrorCodes.PasskeyUserExcluded, PreflightSeverity.Blocks, Both, Passkey),
        Of("in no group", f => f.WithPasskeys(p => p with { Targets = new([Group(Staff)], []) }), ErrorCodes.PasskeyUserNotIncluded, PreflightSeverity.Blocks, Both, Passkey),
        Of("groups not readable", f => f.WithPasskeys(p => p with { Targets = new([Group(Staff)], []) }) with { Groups = Forbidden }, ErrorCodes.UserUnreadable, PreflightSeverity.Unknown, Both, "GroupMember.Read.All"),
        Of("target of another kind", f => f.WithPasskeys(p => p with { Targets = new([new("x", MethodTargetKind.Unknown)], []) }), ErrorCodes.UserUnreadable, PreflightSeverity.Unknown, Both, "by hand"),
        Of("21 groups", f => f.WithPasskeys(p => p with { Targets = new([Group(Staff)], []) }) with { Groups = new HashSet<Guid> { Staff }, ReferencedGroups = 21 }, ErrorCodes.PolicyManyGroups, PreflightSeverity.Warns, Both, Policies),
        Of("policy not readable", f => f with { Passkeys = Forbidden }, ErrorCodes.PolicyUnreadable, PreflightSeverity.Unknown, Both, "Policy.Read.AuthenticationMethod"),
        Of("policy not reached", f => f with { Passkeys = Lost }, ErrorCodes.PolicyUnreadable, PreflightSeverity.Unknown, Both, Lost.Remedy),

        // The authenticator against the tenant's rules, and against profiles.
        Of("attestation enforced", f => f.WithRule(r => r with { EnforcesAttestation = true }), ErrorCodes.PasskeyAttestationRequired, PreflightSeverity.Blocks, Both, Passkey),
        Of("attestation enforced, self-made", f => f.WithRule(r => r with { EnforcesAttestation = true }) with { Authenticator = new(AuthenticatorKind.Software) { Aaguid = Model, IsSynced = false, Attestation = AttestationOffer.SelfSigned } }, ErrorCodes.PasskeyAttestationRequired, PreflightSeverity.Blocks, Both, Passkey),
        Of("attestation enforced, certified", f => f.WithRule(r => r with { EnforcesAttestation = true }) with { Authenticator = new(AuthenticatorKind.Software) { Aaguid = Model, IsSynced = false, Attestation = AttestationOffer.Certified } }, ErrorCodes.PasskeyAttestationRequired, PreflightSeverity.Warns, Both, "FIDO metadata"),
        Of("attestation enforced, unknown", f => f.WithRule(r => r with { EnforcesAttestation = true }) with { Authenticator = AuthenticatorTraits.Of(AuthenticatorKind.Attended) }, ErrorCodes.PasskeyAttestationRequired, PreflightSeverity.Unknown, Both, Passkey),
        Of("self-made attestation", f => f with { Authenticator = f.Authenticator with { Attestation = AttestationOffer.SelfSigned } }, ErrorCodes.PasskeyRefused, PreflightSeverity.Warns, Both, "no attestation"),
        Of("model not allowed", f => f.WithRule(r => r with { Models = OthersOnly }), ErrorCodes.PasskeyModelRestricted, PreflightSeverity.Blocks, Both, "Key restrictions"),
        Of("model blocked", f => f.WithRule(r => r with { Models = NotThis }), ErrorCodes.PasskeyModelRestricted, PreflightSeverity.Blocks, Both, "Key restrictions"),
        Of("model unknown", f => f.WithRule(r => r with { Models = NotThis }) with { Authenticator = AuthenticatorTraits.Of(AuthenticatorKind.Attended) }, ErrorCodes.PasskeyModelRestricted, PreflightSeverity.Unknown, Both, "Key restrictions"),
        Of("restrictions of another kind", f => f.WithRule(r => r with { Models = new(true, ModelRestrictionKind.Unknown, []) }), ErrorCodes.PasskeyModelRestricted, PreflightSeverity.Unknown, Both, "Key restrictions"),
        Of("rules not told", f => f.WithRule(_ => new("Tenant")), ErrorCodes.PasskeyAttestationRequired, PreflightSeverity.Unknown, Both, Passkey),
        Of("no profile takes it as a whole", f => f.WithProfiles(Open(Profile, "Strict") with { EnforcesAttestation = true }, Open(OtherProfile, "Picky") with { Models = NotThis }), ErrorCodes.PasskeyAttestationRequired, PreflightSeverity.Blocks, Both, Passkey),
        Of("only synced ones", f => f.WithProfiles(Open(Profile, "Synced") with { AllowsDeviceBound = false }), ErrorCodes.PasskeyTypeRestricted, PreflightSeverity.Blocks, Both, "Passkey profiles"),
        Of("only device-bound ones", f => f.WithProfiles(Open(Profile, "Bound") with { AllowsSynced = false }) with { Authenticator = f.Authenticator with { IsSynced = true } }, ErrorCodes.PasskeyTypeRestricted, PreflightSeverity.Blocks, Both, "Passkey profiles"),
        Of("no profile", f => f.WithProfiles(Open(Profile, "One")).WithPasskeys(p => p with { Targets = new([new(MethodTarget.Everyone) { AllowedProfiles = [OtherProfile] }], []) }), ErrorCodes.PasskeyNoProfile, PreflightSeverity.Blocks, Both, Passkey),
        Of("target without profiles, no default", f => f.WithProfiles(Open(Profile, "One")).WithPasskeys(p => p with { Targets = Everyone() }), ErrorCodes.PasskeyNoProfile, PreflightSeverity.Unknown, Both, Passkey),
        Of("target without profiles, strict default", f => f.WithProfiles(Open(Profile, "One") with { Models = NotThis }).WithPasskeys(p => p with { Targets = Everyone(), DefaultProfile = Profile }), ErrorCodes.PasskeyModelRestricted, PreflightSeverity.Unknown, Both, "Key restrictions"),

        // The access pass.
        Of("passes off", f => f.WithAccessPasses(p => p with { IsEnabled = false }), ErrorCodes.AccessPassMethodOff, PreflightSeverity.Blocks, "Automatic", Pass),
        Of("excluded from passes", f => f.WithAccessPasses(p => p with { Targets = p.Targets with { Exclude = [Group(Leavers)] } }) with { Groups = new HashSet<Guid> { Leavers } }, ErrorCodes.AccessPassPolicy, PreflightSeverity.Blocks, "Automatic", Pass + ", Enable and target, Exclude"),
        Of("not included in passes", f => f.WithAccessPasses(p => p with { Targets = new([Group(Staff)], []) }), ErrorCodes.AccessPassPolicy, PreflightSeverity.Blocks, "Automatic", Pass + ", Enable and target, Include"),
        Of("one-time passes only", f => f.WithAccessPasses(p => p with { RequiresOneTime = true }) with { Request = new(User) { AccessPass = new() { SingleUse = false } } }, ErrorCodes.AccessPassOneTimeRequired, PreflightSeverity.Blocks, "Automatic", Pass + ", Configure"),
        Of("lifetime too short", f => f with { Request = new(User) { AccessPass = new() { Lifetime = TimeSpan.FromMinutes(59) } } }, ErrorCodes.AccessPassLifetime, PreflightSeverity.Blocks, "Automatic", Pass + ", Configure"),
        Of("lifetime too long", f => f with { Request = new(User) { AccessPass = new() { Lifetime = TimeSpan.FromHours(9) } } }, ErrorCodes.AccessPassLifetime, PreflightSeverity.Blocks, "Automatic", Pass + ", Configure"),
        Of("pass policy not readable", f => f with { AccessPasses = Forbidden }, ErrorCodes.PolicyUnreadable, PreflightSeverity.Unknown, "Automatic", "Policy.Read.AuthenticationMethod"),
        Of("has a pass", f => f with { HeldPasses = Fact<IReadOnlyList<AccessPassStatus>>.Of([new("p", true, "EnabledByPolicy", null)]) }, ErrorCodes.AccessPassExists, PreflightSeverity.Blocks, "Automatic", "replace"),
        Of("has a pass for later", f => f with { HeldPasses = Fact<IReadOnlyList<AccessPassStatus>>.Of([new("p", false, "NotYetValid", null)]) }, ErrorCodes.AccessPassExists, PreflightSeverity.Blocks, "Automatic", "replace"),
        Of("has a pass that may be replaced", f => f with { HeldPasses = Fact<IReadOnlyList<AccessPassStatus>>.Of([new("p", true, "EnabledByPolicy", null)]), Request = new(User) { AccessPass = new() { ReplacesExisting = true } } }, ErrorCodes.AccessPassExists, PreflightSeverity.Warns, "Automatic", "expire"),
        Of("passes not readable", f => f with { HeldPasses = Lost }, ErrorCodes.UserUnreadable, PreflightSeverity.Unknown, "Automatic", Lost.Remedy),

        // The account.
        Of("no such user", f => f with { Account = ProvisioningError.Of(ErrorCodes.UserNotFound), Groups = ProvisioningError.Of(ErrorCodes.UserNotFound), Roles = ProvisioningError.Of(ErrorCodes.UserNotFound) }, ErrorCodes.UserNotFound, PreflightSeverity.Blocks, Both, "user principal name"),
        Of("account not readable", f => f with { Account = Forbidden }, ErrorCodes.UserUnreadable, PreflightSeverity.Unknown, Both, "User.Read.All"),
        Of("guest", f => f with { Account = new DirectoryAccount(Self, true, true) }, ErrorCodes.UserGuest, PreflightSeverity.Blocks, Both, Users),
        Of("external member", f => f with { Request = new("ada_fabrikam.com#EXT#@contoso.com") }, ErrorCodes.UserGuest, PreflightSeverity.Warns, Both, Users),
        Of("type not told", f => f with { Account = new DirectoryAccount(Self, null, true) }, ErrorCodes.UserUnreadable, PreflightSeverity.Unknown, Both, "User.Read.All"),
        Of("disabled, signing in", f => f with { Account = new DirectoryAccount(Self, false, false) }, ErrorCodes.UserDisabled, PreflightSeverity.Blocks, "Automatic", Users),
        Of("disabled, registering", f => f with { Account = new DirectoryAccount(Self, false, false) }, ErrorCodes.UserDisabled, PreflightSeverity.Warns, "Direct", Users),
        Of("oneself, pass", f => f with { Caller = Administrator(GlobalAdministrator) with { ObjectId = Self } }, ErrorCodes.UserOneself, PreflightSeverity.Blocks, "Automatic", "another administrator"),
        Of("oneself, registering", f => f with { Caller = Administrator(GlobalAdministrator) with { ObjectId = Self } }, ErrorCodes.UserOneself, PreflightSeverity.Warns, "Direct", "another administrator"),
        Of("ten passkeys", f => f with { HeldPasskeys = Held(10) }, ErrorCodes.PasskeyLimit, PreflightSeverity.Warns, Both, Users),
        Of("twenty passkeys", f => f with { HeldPasskeys = Held(20) }, ErrorCodes.PasskeyLimit, PreflightSeverity.Warns, Both, Users),
        Of("passkeys not readable", f => f with { HeldPasskeys = Lost }, ErrorCodes.UserUnreadable, PreflightSeverity.Unknown, Both, Lost.Remedy),

        // The caller.
        Of("no permission for passes", f => f with { Caller = Application("UserAuthMethod-Passkey.ReadWrite.All") }, ErrorCodes.CallerPermissionMissing, PreflightSeverity.Blocks, "Automatic", "application permission UserAuthMethod-TAP.ReadWrite.All"),
        Of("no permission to list passkeys", f => f with { Caller = Application("UserAuthMethod-TAP.ReadWrite.All") }, ErrorCodes.CallerPermissionMissing, PreflightSeverity.Blocks, "Automatic", "application permission UserAuthMethod-Passkey.Read.All"),
        Of("no permission to register", f => f with { Caller = Application("UserAuthMethod-TAP.ReadWrite.All", "UserAuthMethod-Passkey.Read.All") }, ErrorCodes.CallerPermissionMissing, PreflightSeverity.Blocks, "Direct", "application permission UserAuthMethod-Passkey.ReadWrite.All"),
        Of("no permission at all", f => f with { Caller = Application("User.Read.All") }, ErrorCodes.CallerPermissionMissing, PreflightSeverity.Unknown, "Direct", "application permission UserAuthMethod-Passkey.ReadWrite.All"),
        Of("no delegated permission", f => f with { Caller = new CallerFacts(CallerKind.User, new HashSet<string>()) { DirectoryRoles = new HashSet<Guid> { GlobalAdministrator } } }, ErrorCodes.CallerPermissionMissing, PreflightSeverity.Blocks, "Direct", "delegated permission UserAuthMethod-Passkey.ReadWrite.All"),
        Of("no permission, but let in", f => f with { Caller = Application(), HeldPasskeys = Held(0) }, ErrorCodes.CallerPermissionMissing, PreflightSeverity.Warns, "Direct", Permissions),
        Of("no role", f => f with { Caller = Administrator() }, ErrorCodes.CallerRoleMissing, PreflightSeverity.Unknown, Both, "Authentication Administrator, the least role: " + RolesPage),
        Of("roles not told", f => f with { Caller = Administrator() with { DirectoryRoles = null } }, ErrorCodes.CallerUnreadable, PreflightSeverity.Unknown, Both, "Authentication Administrator"),
        Of("administrator as user, not reached", f => f with { Caller = Administrator(AuthenticationAdministrator), Roles = Roles("Helpdesk Administrator") }, ErrorCodes.CallerRoleMissing, PreflightSeverity.Blocks, Both, "Privileged Authentication Administrator, the least role"),
        Of("administrator as user, application", f => f with { Roles = Roles("Helpdesk Administrator") }, ErrorCodes.CallerRoleMissing, PreflightSeverity.Warns, Both, "Privileged Authentication Administrator"),
        Of("user's roles not readable", f => f with { Roles = Forbidden }, ErrorCodes.UserUnreadable, PreflightSeverity.Unknown, Both, "RoleManagement.Read.Directory"),
        Of("caller not readable", f => f with { Caller = ProvisioningError.Of(ErrorCodes.CallerUnreadable) }, ErrorCodes.CallerUnreadable, PreflightSeverity.Unknown, Both, Permissions),

        // The cloud.
        Of("another cloud", f => f with { Cloud = EntraCloud.UsGovernment }, ErrorCodes.CloudUnsupported, PreflightSeverity.Blocks, "Direct", "automatic mode"),
        Of("cloud without security info", f => f with { Cloud = EntraCloud.China }, ErrorCodes.CloudUnsupported, PreflightSeverity.Blocks, "Automatic", "by hand"),
    ];

    [Theory]
    [MemberData(nameof(Rows), DisableDiscoveryEnumeration = true)]
    public void A_rule_names_what_is_wrong_for_which_modes_and_what_to_change(Row row)
    {
        var report = row.Spoil(new PreflightFacts()).Check();

        var finding = report.Findings.Where(found => found.Code == row.Code && found.Severity == row.Severity && string.Join(' ', found.Modes.Where(mode => mode != ProvisioningMode.Manual)) == row.Modes).ShouldHaveSingleItem(string.Join("\n", report.Findings));
        finding.Cause.ShouldEndWith(".");
        finding.Remedy.ShouldContain(row.Place);
    }

    [Theory]
    [MemberData(nameof(Rows), DisableDiscoveryEnumeration = true)]
    public void The_gravest_finding_comes_first_and_decides(Row row)
    {
        var report = row.Spoil(new PreflightFacts()).Check();

        report.Findings.Select(finding => finding.Severity).ShouldBeInOrder(SortDirection.Descending);
        foreach (var mode in row.Modes.Split(' ').Select(Enum.Parse<ProvisioningMode>))
        {
            report.OutcomeOf(mode).ShouldBe((PreflightOutcome)Math.Max((int)row.Severity, report.For(mode).Max(finding => (int)finding.Severity)));
        }
    }

    [Fact]
    public void Where_all_is_well_nothing_is_found()
    {
        var report = new PreflightFacts().Check();

        report.Findings.ShouldBeEmpty();
        report.OutcomeOf(ProvisioningMode.Automatic).ShouldBe(PreflightOutcome.Works);
        report.OutcomeOf(ProvisioningMode.Direct).ShouldBe(PreflightOutcome.Works);
    }

    public static TheoryData<string, Row> Fine() => new()
    {
        { "a group that holds the user's", Well(f => f.WithPasskeys(p => p with { Targets = new([Group(Staff)], [Group(Leavers)]) }) with { Groups = new HashSet<Guid> { Staff } }) },
        { "unknown groups that do not matter", Well(f => f with { Groups = Forbidden }) },
        { "20 groups", Well(f => f.WithPasskeys(p => p with { Targets = new([Group(Staff)], []) }) with { Groups = new HashSet<Guid> { Staff }, ReferencedGroups = 20 }) },
        { "many groups of other methods", Well(f => f with { ReferencedGroups = 100 }) },
        { "one profile takes it", Well(f => f.WithProfiles(Open(Profile, "Strict") with { EnforcesAttestation = true }, Open(OtherProfile, "Open"))) },
        { "the default profile takes it", Well(f => f.WithProfiles(Open(Profile, "One")).WithPasskeys(p => p with { Targets = Everyone(), DefaultProfile = Profile })) },
        { "the model is allowed", Well(f => f.WithRule(r => r with { Models = new(true, ModelRestrictionKind.Allow, [Model]) })) },
        { "another model is blocked", Well(f => f.WithRule(r => r with { Models = new(true, ModelRestrictionKind.Block, [Guid.Empty]) })) },
        { "a list that is not enforced", Well(f => f.WithRule(r => r with { Models = OthersOnly with { IsEnforced = false } })) },
        { "a pass that is used up", Well(f => f with { HeldPasses = Fact<IReadOnlyList<AccessPassStatus>>.Of([new("p", false, "OneTimeUsed", null)]) }) },
        { "nine passkeys", Well(f => f with { HeldPasskeys = Held(9) }) },
        { "an administrator as user, reached", Well(f => f with { Caller = Administrator(PrivilegedAuthenticationAdministrator), Roles = Roles("Helpdesk Administrator") }) },
        { "unknown roles that do not matter", Well(f => f with { Caller = Administrator(GlobalAdministrator), Roles = Forbidden }) },
        { "the least permissions", Well(f => f with { Caller = Application("userauthmethod-tap.readwrite.all", "UserAuthMethod-Passkey.ReadWrite.All") }) },
        { "the bounds of the lifetime", Well(f => f with { Request = new(User) { AccessPass = new() { Lifetime = TimeSpan.FromHours(8) } } }) },
    };

    [Theory]
    [MemberData(nameof(Fine), DisableDiscoveryEnumeration = true)]
    public void What_does_not_matter_is_not_found(string what, Row row) => row.Spoil(new PreflightFacts()).Check().Findings.ShouldBeEmpty(what);

    [Fact]
    public void Facts_of_another_user_are_refused() =>
        Should.Throw<ArgumentException>(() => Preflight.Check(new("bob@contoso.com"), new PreflightFacts().Tenant, new PreflightFacts().UserFacts, new PreflightFacts().Authenticator, EntraCloud.Public));

    [Fact]
    public void Each_profile_has_its_say()
    {
        var finding = new PreflightFacts().WithProfiles(Open(Profile, "Strict") with { EnforcesAttestation = true }, Open(OtherProfile, "Picky") with { Models = NotThis }).Check().Findings.ShouldHaveSingleItem();

        finding.Cause.ShouldContain("'Strict' does not take the passkey: attestation is enforced");
        finding.Cause.ShouldContain($"'Picky' does not take the passkey: the model {Model} is blocked");
    }

    private static Fact<IReadOnlyList<DirectoryPasskey>> Held(int count) =>
        Fact<IReadOnlyList<DirectoryPasskey>>.Of([.. Enumerable.Range(0, count).Select(i => new DirectoryPasskey($"{i}", null, null, null))]);

    private static Fact<IReadOnlyList<DirectoryRole>> Roles(string name) => Fact<IReadOnlyList<DirectoryRole>>.Of([new(name, Guid.NewGuid())]);

    private static Row Of(string what, Func<PreflightFacts, PreflightFacts> spoil, string code, PreflightSeverity severity, string modes, string place) => new(what, spoil, code, severity, modes, place);

    private static Row Well(Func<PreflightFacts, PreflightFacts> change) => new("", change, "", default, "", "");

    /// <summary>What is spoilt, and what is to be found then.</summary>
    public sealed record Row
    {
        private readonly string what;

        internal Row(string what, Func<PreflightFacts, PreflightFacts> spoil, string code, PreflightSeverity severity, string modes, string place)
        {
            this.what = what;
            (Spoil, Code, Severity, Modes, Place) = (spoil, code, severity, modes, place);
        }

        internal Func<PreflightFacts, PreflightFacts> Spoil { get; }

        internal string Code { get; }

        internal PreflightSeverity Severity { get; }

        internal string Modes { get; }

        internal string Place { get; }

        public override string ToString() => what;
    }
}
