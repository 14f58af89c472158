using IdMelon.Provisioning.Planning;
using IdMelon.Provisioning.Requests;
using IdMelon.Provisioning.Tenants;

namespace IdMelon.Provisioning.Tests.Planning;

/// <summary>Facts of a tenant and a user with which everything works; tests spoil a part of them.</summary>
internal sealed record PreflightFacts
{
    public const string User = "ada@contoso.com";

    public static readonly Guid Self = Guid.Parse("00000000-0000-0000-0000-00000000000a");
    public static readonly Guid Staff = Guid.Parse("00000000-0000-0000-0000-0000000000f1");
    public static readonly Guid Leavers = Guid.Parse("00000000-0000-0000-0000-0000000000f2");
    public static readonly Guid Model = Guid.Parse("820d89ed-d65a-409e-85cb-f73f0578f82a");
    public static readonly Guid Profile = Guid.Parse("00000000-0000-0000-0000-0000000000b1");
    public static readonly Guid OtherProfile = Guid.Parse("00000000-0000-0000-0000-0000000000b2");

    public static readonly Guid GlobalAdministrator = Guid.Parse("62e90394-69f5-4237-9190-012177145e10");
    public static readonly Guid PrivilegedAuthenticationAdministrator = Guid.Parse("7be44c8a-adaf-4e2a-84d6-ab2649e08a13");
    public static readonly Guid AuthenticationAdministrator = Guid.Parse("c4e39bd9-1100-46d3-8c65-fb160da0071f");

    public ProvisioningRequest Request { get; init; } = new(User);

    public Fact<PasskeyMethodPolicy> Passkeys { get; init; } = new PasskeyMethodPolicy(true, Everyone()) { AllowsSelfServiceRegistration = true };

    public Fact<AccessPassMethodPolicy> AccessPasses { get; init; } = new AccessPassMethodPolicy(true, Everyone())
    {
        RequiresOneTime = false,
        MinimumLifetime = TimeSpan.FromHours(1),
        MaximumLifetime = TimeSpan.FromHours(8),
        DefaultLifetime = TimeSpan.FromHours(1),
    };

    public Fact<int> ReferencedGroups { get; init; } = 0;

    public Fact<CallerFacts> Caller { get; init; } = Application("UserAuthenticationMethod.ReadWrite.All");

    public Fact<DirectoryAccount> Account { get; init; } = new DirectoryAccount(Self, false, true);

    public Fact<IReadOnlySet<Guid>> Groups { get; init; } = new HashSet<Guid>();

    public Fact<IReadOnlyList<DirectoryRole>> Roles { get; init; } = Fact<IReadOnlyList<DirectoryRole>>.Of([]);

    public Fact<IReadOnlyList<AccessPassStatus>>? HeldPasses { get; init; }

    public Fact<IReadOnlyList<DirectoryPasskey>>? HeldPasskeys { get; init; }

    public AuthenticatorTraits Authenticator { get; init; } = new(AuthenticatorKind.Software) { Aaguid = Model, Attestation = AttestationOffer.None, IsSynced = false };

    public EntraCloud Cloud { get; init; } = EntraCloud.Public;

    public TenantWideFacts Tenant => new(Passkeys, AccessPasses, ReferencedGroups, Caller);

    public UserFacts UserFacts => new(Request.User, Account, Groups, Roles) { AccessPasses = HeldPasses, Passkeys = HeldPasskeys };

    public PreflightReport Check() => Preflight.Check(Request, Tenant, UserFacts, Authenticator, Cloud);

    public static MethodTargets Everyone() => new([new(MethodTarget.Everyone)], []);

    public static MethodTarget Group(Guid id) => new(id.ToString());

    public static CallerFacts Application(params string[] permissions) => new(CallerKind.Application, permissions.ToHashSet()) { DirectoryRoles = new HashSet<Guid>() };

    public static CallerFacts Administrator(params Guid[] roles) => new(CallerKind.User, new HashSet<string> { "UserAuthenticationMethod.ReadWrite.All" }) { DirectoryRoles = roles.ToHashSet(), ObjectId = Guid.NewGuid() };

    public PreflightFacts WithPasskeys(Func<PasskeyMethodPolicy, PasskeyMethodPolicy> change) => this with { Passkeys = change(Passkeys.Value) };

    public PreflightFacts WithAccessPasses(Func<AccessPassMethodPolicy, AccessPassMethodPolicy> change) => this with { AccessPasses = change(AccessPasses.Value) };

    public PreflightFacts WithRule(Func<PasskeyProfileRule, PasskeyProfileRule> change) => WithPasskeys(policy => policy with { TenantRule = change(policy.TenantRule) });

    public PreflightFacts WithProfiles(params PasskeyProfileRule[] profiles) => WithPasskeys(policy => policy with
    {
        Profiles = profiles,
        Targets = new([new(MethodTarget.Everyone) { AllowedProfiles = [.. profiles.Select(profile => profile.Id!.Value)] }], []),
    });

    public static PasskeyProfileRule Open(Guid id, string name) => new(name) { Id = id, AllowsDeviceBound = true, AllowsSynced = true, EnforcesAttestation = false, Models = ModelRestrictions.None };
}
