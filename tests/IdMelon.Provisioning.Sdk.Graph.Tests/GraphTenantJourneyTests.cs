using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using IdMelon.Provisioning.Requests;
using IdMelon.Provisioning.Simulator;
using IdMelon.Provisioning.Simulator.Events;
using Microsoft.Graph;
using Microsoft.Kiota.Abstractions.Authentication;

namespace IdMelon.Provisioning.Graph.Tests;

/// <summary>The real client libraries against the simulator, over real TLS and sockets.</summary>
public sealed class GraphTenantJourneyTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_pass_is_issued_listed_and_revoked()
    {
        await using var tenant = await SimulatedTenant.StartAsync();
        var ada = tenant.AddUser();

        var pass = (await tenant.Graph.IssueAsync(ada, new AccessPassWish { Lifetime = TimeSpan.FromMinutes(30) }, Token)).Value;

        var stored = tenant.Simulator.Directory.Find(ada.ToString())!.AccessPass!;
        stored.Id.ToString().ShouldBe(pass.Id);
        stored.Lifetime.ShouldBe(TimeSpan.FromMinutes(30));
        stored.IsUsableOnce.ShouldBeTrue();
        (await tenant.Graph.ListAccessPassesAsync(ada, Token)).Value.ShouldHaveSingleItem().UsabilityReason.ShouldBe("EnabledByPolicy");
        (await tenant.Graph.RevokeAsync(ada, pass.Id, Token)).Value.ShouldBeTrue();
        tenant.Simulator.Directory.Find(ada.ToString())!.AccessPass.ShouldBeNull();
        tenant.Simulator.Events.Count(SimulatorEventKinds.TokenIssued).ShouldBe(1);
    }

    [Fact]
    public async Task A_user_name_with_signs_is_found()
    {
        await using var tenant = await SimulatedTenant.StartAsync();
        var guest = tenant.AddUser("guest+1_fabrikam.com#EXT#@contoso.onmicrosoft.com");

        (await tenant.Graph.IssueAsync(guest, new AccessPassWish(), Token)).Succeeded.ShouldBeTrue();
    }

    [Fact]
    public async Task The_tenant_may_be_named_by_its_domain()
    {
        await using var tenant = await SimulatedTenant.StartAsync(options => options.TenantId = "contoso.onmicrosoft.com");

        (await tenant.Graph.ListPasskeysAsync(tenant.AddUser(), Token)).Succeeded.ShouldBeTrue();
    }

    [Fact]
    public async Task A_wrong_secret_is_told_with_its_number()
    {
        await using var tenant = await SimulatedTenant.StartAsync(options => options.ClientSecret = new SecretText("canary-wrong-secret"));

        var error = (await tenant.Graph.IssueAsync(tenant.AddUser(), new AccessPassWish(), Token)).Error!;

        error.Code.ShouldBe(ErrorCodes.TenantSecretWrong);
        error.ServiceCode.ShouldBe("AADSTS7000215");
        error.ToString().ShouldNotContain("canary");
    }

    [Fact]
    public async Task An_unknown_tenant_is_told_with_its_number()
    {
        await using var tenant = await SimulatedTenant.StartAsync(options => options.TenantId = "fabrikam.onmicrosoft.com");

        var error = (await tenant.Graph.ListPasskeysAsync(tenant.AddUser(), Token)).Error!;

        error.Code.ShouldBe(ErrorCodes.TenantUnknown);
        error.ServiceCode.ShouldBe("AADSTS90002");
    }

    [Fact]
    public async Task An_unknown_application_is_told_with_its_number()
    {
        await using var tenant = await SimulatedTenant.StartAsync(options => options.ClientId = Guid.NewGuid().ToString());

        var error = (await tenant.Graph.ListPasskeysAsync(tenant.AddUser(), Token)).Error!;

        error.Code.ShouldBe(ErrorCodes.TenantApplicationUnknown);
        error.ServiceCode.ShouldBe("AADSTS700016");
    }

    [Fact]
    public async Task Each_permission_is_asked_for_by_name()
    {
        await using var readOnly = await SimulatedTenant.StartAsync(options: new EntraSimulatorOptions { Roles = [GraphRoles.AccessPassRead] });
        var ada = readOnly.AddUser();

        var issue = (await readOnly.Graph.IssueAsync(ada, new AccessPassWish(), Token)).Error!;
        var passkeys = (await readOnly.Graph.ListPasskeysAsync(ada, Token)).Error!;

        issue.Code.ShouldBe(ErrorCodes.AccessPassForbidden);
        issue.ServiceCode.ShouldBe("Authorization_RequestDenied");
        issue.HttpStatus.ShouldBe(403);
        issue.RequestId.ShouldNotBeNull();
        issue.Remedy.ShouldContain("UserAuthMethod-TAP.ReadWrite.All");
        passkeys.Code.ShouldBe(ErrorCodes.TenantForbidden);
        (await readOnly.Graph.ListAccessPassesAsync(ada, Token)).Value.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_least_permissions_of_the_readme_are_enough()
    {
        await using var least = await SimulatedTenant.StartAsync(options: new EntraSimulatorOptions { Roles = [GraphRoles.AccessPassWrite, GraphRoles.PasskeyRead] });
        var ada = least.AddUser();

        var pass = (await least.Graph.IssueAsync(ada, new AccessPassWish(), Token)).Value;
        (await least.Graph.ListAccessPassesAsync(ada, Token)).Value.Count.ShouldBe(1);
        (await least.Graph.ListPasskeysAsync(ada, Token)).Value.ShouldBeEmpty();
        (await least.Graph.RevokeAsync(ada, pass.Id, Token)).Value.ShouldBeTrue();
    }

    [Fact]
    public async Task A_privileged_user_is_refused()
    {
        await using var tenant = await SimulatedTenant.StartAsync();
        var admin = tenant.AddUser();
        tenant.Simulator.Directory.Find(admin.ToString())!.IsPrivileged = true;

        var error = (await tenant.Graph.IssueAsync(admin, new AccessPassWish(), Token)).Error!;

        error.Code.ShouldBe(ErrorCodes.AccessPassForbidden);
        error.ServiceCode.ShouldBe("accessDenied");
    }

    [Fact]
    public async Task A_user_out_of_the_policy_is_refused()
    {
        await using var tenant = await SimulatedTenant.StartAsync();
        var ada = tenant.AddUser();
        tenant.Simulator.Directory.Find(ada.ToString())!.MayHaveAccessPass = false;

        (await tenant.Graph.IssueAsync(ada, new AccessPassWish(), Token)).Error!.Code.ShouldBe(ErrorCodes.AccessPassPolicy);
    }

    [Fact]
    public async Task Throttling_is_waited_for_as_long_as_asked()
    {
        await using var tenant = await SimulatedTenant.StartAsync();
        var ada = tenant.AddUser();
        tenant.Simulator.Weather.FailNext(GraphCall.CreateAccessPass, 429, retryAfter: TimeSpan.FromSeconds(1));
        var watch = Stopwatch.StartNew();

        (await tenant.Graph.IssueAsync(ada, new AccessPassWish(), Token)).Succeeded.ShouldBeTrue();

        watch.Elapsed.ShouldBeGreaterThan(TimeSpan.FromSeconds(0.9));
        tenant.Simulator.Events.Count(SimulatorEventKinds.AccessPassIssued).ShouldBe(1);
    }

    [Fact]
    public async Task A_failing_service_is_told_as_unreachable()
    {
        await using var tenant = await SimulatedTenant.StartAsync();
        var ada = tenant.AddUser();
        tenant.Simulator.Weather.FailNext(GraphCall.ReadPasskeys, 500);

        var error = (await tenant.Graph.ListPasskeysAsync(ada, Token)).Error!;

        error.Code.ShouldBe(ErrorCodes.TenantUnreachable);
        error.HttpStatus.ShouldBe(500);
        error.RequestId.ShouldNotBeNull();
    }

    // The connection is kept from the listing before: requests on such connections are the ones that clients are tempted to send again.
    [Fact]
    public async Task A_create_whose_reply_is_dropped_on_a_kept_connection_is_carried_out_once()
    {
        await using var tenant = await SimulatedTenant.StartAsync();
        var ada = tenant.AddUser();
        (await tenant.Graph.ListAccessPassesAsync(ada, Token)).Value.ShouldBeEmpty();
        tenant.Simulator.Weather.DropNextReply(GraphCall.CreateAccessPass);

        var error = (await tenant.Graph.IssueAsync(ada, new AccessPassWish(), Token)).Error!;

        error.Code.ShouldBe(ErrorCodes.TenantUnreachable);
        tenant.Simulator.Events.Count(SimulatorEventKinds.AccessPassIssued).ShouldBe(1);
        tenant.Simulator.Events.Count(SimulatorEventKinds.AccessPassReplaced).ShouldBe(0);
        (await tenant.Graph.ListAccessPassesAsync(ada, Token)).Value.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_create_that_is_dropped_before_it_is_carried_out_is_not_sent_again()
    {
        await using var tenant = await SimulatedTenant.StartAsync();
        var ada = tenant.AddUser();
        (await tenant.Graph.ListAccessPassesAsync(ada, Token)).Value.ShouldBeEmpty();
        tenant.Simulator.Weather.DropNextRequest(GraphCall.CreateAccessPass);

        (await tenant.Graph.IssueAsync(ada, new AccessPassWish(), Token)).Error!.Code.ShouldBe(ErrorCodes.TenantUnreachable);

        tenant.Simulator.Events.Count(SimulatorEventKinds.AccessPassIssued).ShouldBe(0);
    }

    [Theory]
    [InlineData("graph.microsoft.com")]
    [InlineData("login.microsoftonline.com")]
    public async Task An_unreachable_host_is_told_as_such(string host)
    {
        await using var tenant = await SimulatedTenant.StartAsync();
        tenant.Simulator.Weather.SetUnreachable(host);

        (await tenant.Graph.IssueAsync(tenant.AddUser(), new AccessPassWish(), Token)).Error!.Code.ShouldBe(ErrorCodes.TenantUnreachable);
        (await tenant.Graph.ListPasskeysAsync(tenant.AddUser(), Token)).Error!.Code.ShouldBe(ErrorCodes.TenantUnreachable);
    }

    [Fact]
    public async Task A_certificate_of_nobody_known_is_not_talked_to()
    {
        await using var simulated = await SimulatedTenant.StartAsync();
        var ada = simulated.AddUser();
        using var trustless = new SocketsHttpHandler { UseProxy = false, ConnectCallback = (_, token) => ConnectAsync(simulated.Simulator.Port, token) };
        using var tenant = new GraphTenant(OptionsOf(simulated, trustless));

        var error = (await tenant.IssueAsync(ada, new AccessPassWish(), Token)).Error!;

        error.Code.ShouldBe(ErrorCodes.TenantTlsUntrusted);
        error.Remedy.ShouldContain("No option ignores certificate errors");
        simulated.Simulator.Events.Count(SimulatorEventKinds.TokenIssued).ShouldBe(0);
    }

    [Fact]
    public async Task A_call_in_flight_can_be_cancelled()
    {
        await using var tenant = await SimulatedTenant.StartAsync();
        var ada = tenant.AddUser();
        tenant.Simulator.Weather.FailNext(GraphCall.CreateAccessPass, 429, retryAfter: TimeSpan.FromSeconds(50));
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(Token);

        var issue = tenant.Graph.IssueAsync(ada, new AccessPassWish(), cancel.Token);
        cancel.CancelAfter(TimeSpan.FromMilliseconds(300));

        await Should.ThrowAsync<OperationCanceledException>(() => issue);
        tenant.Simulator.Events.Count(SimulatorEventKinds.AccessPassIssued).ShouldBe(0);
    }

    [Theory]
    [InlineData("us-government", SimulatorCloud.UsGovernment)]
    [InlineData("us-government-dod", SimulatorCloud.UsGovernmentDod)]
    [InlineData("china", SimulatorCloud.China)]
    public async Task Other_clouds_work_the_same_way(string cloud, SimulatorCloud simulated)
    {
        await using var tenant = await SimulatedTenant.StartAsync(options => options.Cloud = EntraCloud.Find(cloud)!, options: new EntraSimulatorOptions { Cloud = simulated });
        var ada = tenant.AddUser();

        (await tenant.Graph.IssueAsync(ada, new AccessPassWish(), Token)).Succeeded.ShouldBeTrue();
        (await tenant.Graph.ListPasskeysAsync(ada, Token)).Value.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_client_of_the_callers_own_is_used_and_stays_usable()
    {
        await using var simulated = await SimulatedTenant.StartAsync();
        var ada = simulated.AddUser();
        using var handler = simulated.Simulator.CreateHandler();
        using var http = GraphClientFactory.Create(finalHandler: handler);
        using var client = new GraphServiceClient(http, new AnonymousAuthenticationProvider(), "https://graph.microsoft.com/v1.0");

        using (var tenant = new GraphTenant(client))
        {
            (await tenant.IssueAsync(ada, new AccessPassWish(), Token)).Error!.Code.ShouldBe(ErrorCodes.TenantSignInFailed);
        }

        using var again = new GraphTenant(client);
        (await again.ListPasskeysAsync(ada, Token)).Error!.HttpStatus.ShouldBe((int)HttpStatusCode.Unauthorized);
    }

    private static GraphTenantOptions OptionsOf(SimulatedTenant tenant, HttpMessageHandler handler) => new()
    {
        TenantId = tenant.Simulator.TenantId.ToString(),
        ClientId = tenant.Simulator.ClientId,
        ClientSecret = new SecretText(tenant.Simulator.ClientSecret),
        HttpHandler = handler,
        RateGovernor = GraphRateGovernor.Unlimited(),
    };

    private static async ValueTask<Stream> ConnectAsync(int port, CancellationToken cancellationToken)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(IPAddress.Loopback, port, cancellationToken);
        return new NetworkStream(socket, ownsSocket: true);
    }
}
