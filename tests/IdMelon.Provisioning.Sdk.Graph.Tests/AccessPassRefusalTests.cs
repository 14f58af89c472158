using IdMelon.Provisioning.Authenticators;
using IdMelon.Provisioning.Browsing;
using IdMelon.Provisioning.Journaling;
using IdMelon.Provisioning.Local;
using IdMelon.Provisioning.Requests;
using IdMelon.Provisioning.Running;
using IdMelon.Provisioning.Simulator;
using IdMelon.Provisioning.Simulator.Events;
using IdMelon.Provisioning.Simulator.Policies;
using IdMelon.Provisioning.Tests.Running;
using IdMelon.Provisioning.Transitions;
using IdMelon.Provisioning.Vaults;

namespace IdMelon.Provisioning.Graph.Tests;

/// <summary>Why no access pass is issued: each cause with its code and remedy, before a window is opened, and nothing stays.</summary>
public sealed class AccessPassRefusalTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<string, string, string> Causes => new()
    {
        { "method off", ErrorCodes.AccessPassPolicy, "enable the method" },
        { "not included", ErrorCodes.AccessPassPolicy, "include the user" },
        { "excluded", ErrorCodes.AccessPassPolicy, "include the user" },
        { "external guest", ErrorCodes.AccessPassPolicy, "guests cannot" },
        { "lifetime too short", ErrorCodes.AccessPassLifetime, "lifetime" },
        { "lifetime too long", ErrorCodes.AccessPassLifetime, "lifetime" },
        { "one-time only", ErrorCodes.AccessPassOneTimeRequired, "one-time" },
        { "administrator", ErrorCodes.TenantForbidden, "Privileged Authentication Administrator" },
        { "no permission", ErrorCodes.AccessPassForbidden, "UserAuthMethod-TAP.ReadWrite.All" },
        { "no such user", ErrorCodes.UserNotFound, "user principal name" },
        { "a pass of somebody else", ErrorCodes.AccessPassExists, "replace" },
        { "service down", ErrorCodes.TenantUnreachable, "run again" },
    };

    [Theory]
    [MemberData(nameof(Causes))]
    public async Task Each_cause_has_its_code_and_remedy_and_leaves_nothing(string cause, string code, string remedy)
    {
        await using var tenant = await SimulatedTenant.StartAsync(options: new EntraSimulatorOptions { Roles = cause == "no permission" ? [GraphRoles.PasskeyRead, GraphRoles.AccessPassRead] : new EntraSimulatorOptions().Roles });
        using var vault = new InMemoryVault();
        var browser = new ScriptedBrowser(FlowPages.Smooth);
        var provisioner = new Provisioner(
            new ProvisioningParts
            {
                Browsers = browser, AccessPasses = tenant.Graph, Passkeys = tenant.Graph, Authenticator = new SoftwareAuthenticator(new PasskeyKeyFactory()), Vault = vault, Journal = new InMemoryJournal(),
            },
            new ProvisionerOptions { AllowsVolatileVault = true });
        var request = Arrange(tenant.Simulator, cause);

        var record = await provisioner.ProvisionAsync(request, null, Token);

        record.Verdict.ShouldBe(ProvisioningVerdict.Failed);
        record.Error!.Code.ShouldBe(code, record.Error.ToString());
        record.Error.Remedy.ShouldContain(remedy, Case.Insensitive);
        record.Leftover.ShouldBeNull();
        browser.Opened.ShouldBeEmpty();
        (await vault.ListAsync(Token)).ShouldBeEmpty();
        tenant.Simulator.Events.Count(SimulatorEventKinds.AccessPassIssued).ShouldBe(0);
    }

    private static ProvisioningRequest Arrange(EntraSimulator simulator, string cause)
    {
        var user = simulator.Directory.AddUser(cause == "external guest" ? "ada_fabrikam.com#EXT#@contoso.onmicrosoft.com" : "ada@contoso.onmicrosoft.com");
        var group = simulator.Directory.AddGroup("group");
        var request = new ProvisioningRequest(user.UserPrincipalName) { Mode = ProvisioningMode.Automatic };
        switch (cause)
        {
            case "method off":
                simulator.Policies.AccessPass = new AccessPassPolicy { IsEnabled = false };
                break;
            case "not included":
                simulator.Policies.AccessPass = new AccessPassPolicy { IncludeTargets = [new(group.Id.ToString())] };
                break;
            case "excluded":
                simulator.Directory.AddMember(group, user.Id);
                simulator.Policies.AccessPass = new AccessPassPolicy { ExcludeTargets = [new(group.Id.ToString())] };
                break;
            case "external guest":
                user.IsGuest = true;
                break;
            case "lifetime too short":
                simulator.Policies.AccessPass = new AccessPassPolicy { MinimumLifetime = TimeSpan.FromHours(1), MaximumLifetime = TimeSpan.FromHours(8) };
                return request with { AccessPass = new() { Lifetime = TimeSpan.FromMinutes(59) } };
            case "lifetime too long":
                simulator.Policies.AccessPass = new AccessPassPolicy { MinimumLifetime = TimeSpan.FromHours(1), MaximumLifetime = TimeSpan.FromHours(8) };
                return request with { AccessPass = new() { Lifetime = TimeSpan.FromHours(9) } };
            case "one-time only":
                simulator.Policies.AccessPass = new AccessPassPolicy { RequiresOneTime = true };
                return request with { AccessPass = new() { SingleUse = false } };
            case "administrator":
                user.IsPrivileged = true;
                break;
            case "no such user":
                return new ProvisioningRequest("nobody@contoso.onmicrosoft.com") { Mode = ProvisioningMode.Automatic };
            case "a pass of somebody else":
                simulator.Directory.IssueAccessPass(user, TimeSpan.FromHours(1));
                break;
            case "service down":
                simulator.Weather.FailNext(GraphCall.ReadAccessPasses, 500);
                break;
        }

        return request;
    }
}
