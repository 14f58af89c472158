using IdMelon.Provisioning.Authenticators;
using IdMelon.Provisioning.Evidence;
using IdMelon.Provisioning.Journaling;
using IdMelon.Provisioning.Local;
using IdMelon.Provisioning.Requests;
using IdMelon.Provisioning.Running;
using IdMelon.Provisioning.Simulator;
using IdMelon.Provisioning.Tenants;
using IdMelon.Provisioning.Transitions;
using IdMelon.Provisioning.Vaults;

namespace IdMelon.Provisioning.Graph.Tests.Direct;

/// <summary>Evidence is found in the tenant's own log.</summary>
public sealed class AuditTests
{
    private static readonly EvidenceContext Context = new("contoso", "public", "app", "admin", "tests");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Each_registration_is_in_the_log_and_the_calls_ids_are_in_the_evidence()
    {
        await using var tenant = await SimulatedTenant.StartAsync(options: new EntraSimulatorOptions { Roles = [GraphRoles.PasskeyWrite, GraphRoles.AccessPassWrite, GraphRoles.AuditLogRead] });
        using var vault = new InMemoryVault();
        var journal = new InMemoryJournal();
        var provisioner = new Provisioner(
            new ProvisioningParts { Registrar = tenant.Graph, Passkeys = tenant.Graph, Authenticator = new SoftwareAuthenticator(new PasskeyKeyFactory()), Vault = vault, Journal = journal },
            new ProvisionerOptions { AllowsVolatileVault = true });
        UserPrincipalName[] users = [tenant.AddUser(), tenant.AddUser(), tenant.AddUser()];
        foreach (var user in users)
        {
            (await tenant.Graph.IssueAsync(user, new AccessPassWish(), Token)).Succeeded.ShouldBeTrue();
            (await provisioner.ProvisionAsync(new ProvisioningRequest(user) { Mode = ProvisioningMode.Direct }, null, Token)).IsDone.ShouldBeTrue();
        }

        var evidence = ProvisioningEvidence.Of(await journal.ReadAsync(Token).ToListAsync(Token), Context);
        var (from, until) = EvidenceMatch.SpanOf([.. evidence]);
        var log = (await tenant.Graph.ReadAsync(from, until, Token)).Value;

        evidence.Count.ShouldBe(3);
        evidence.ShouldAllBe(item => item.ServiceRequestIds.Count == 2);
        foreach (var item in evidence)
        {
            var entry = EvidenceMatch.Find(item, log).ShouldNotBeNull();
            entry.Target.ShouldBe(item.User);
            entry.Activity.ShouldBe("Admin registered security info");
            entry.Reason.ShouldBe("Admin registered FIDO2 security key method for user");
        }
    }

    [Fact]
    public async Task Without_the_permission_the_log_is_forbidden()
    {
        await using var tenant = await SimulatedTenant.StartAsync();

        (await tenant.Graph.ReadAsync(DateTimeOffset.UtcNow.AddHours(-1), DateTimeOffset.UtcNow, Token)).Error!.Code.ShouldBe(ErrorCodes.TenantForbidden);
    }

    [Fact]
    public void A_match_needs_the_user_the_activity_the_time_and_success()
    {
        var at = new DateTimeOffset(2026, 1, 31, 9, 30, 0, TimeSpan.Zero);
        var evidence = new ProvisioningEvidence
        {
            RequestId = "r", BatchId = "b", User = "ada@contoso.com", Context = Context, Mode = ProvisioningMode.Direct, Verdict = ProvisioningVerdict.Succeeded,
            Started = at, Finished = at.AddSeconds(30), ServiceRequestIds = ["call-7"],
        };
        var good = new AuditEntry("good", at.AddSeconds(29), "User registered security info", "Ada@Contoso.com", true) { Reason = "User registered FIDO2 security key method" };
        AuditEntry[] bad =
        [
            good with { Id = "user", Target = "grace@contoso.com" },
            good with { Id = "nobody", Target = null },
            good with { Id = "deleted", Activity = "User deleted security info" },
            good with { Id = "failed", Succeeded = false },
            good with { Id = "early", At = at.AddMinutes(-6) },
            good with { Id = "late", At = at.AddMinutes(7) },
            good with { Id = "pass", Reason = "Admin registered temporary access pass method for user" },
        ];

        EvidenceMatch.Find(evidence, bad).ShouldBeNull();
        EvidenceMatch.Find(evidence, [.. bad, good]).ShouldBe(good);
        EvidenceMatch.Find(evidence, [good with { Id = "other" }, good with { Id = "mine", At = at, CorrelationId = "CALL-7" }])!.Id.ShouldBe("mine");
        EvidenceMatch.Find(evidence with { Verdict = ProvisioningVerdict.Failed }, [good]).ShouldBeNull();
    }
}
