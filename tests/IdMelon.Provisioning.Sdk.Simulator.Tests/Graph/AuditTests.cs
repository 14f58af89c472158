using System.Text.Json.Nodes;
using IdMelon.Provisioning.Simulator.Audits;
using IdMelon.Provisioning.Simulator.Pages;
using Microsoft.Extensions.Time.Testing;

namespace IdMelon.Provisioning.Simulator.Tests.Graph;

/// <summary>The directory's audit log, as the real client and others read it.</summary>
public sealed class AuditTests : GraphTest
{
    private const string Audits = "/v1.0/auditLogs/directoryAudits";

    private readonly FakeTimeProvider time = new(DateTimeOffset.UtcNow);

    protected override EntraSimulatorOptions Options => new()
    {
        TimeProvider = time,
        Roles = [GraphRoles.AccessPassWrite, GraphRoles.PasskeyWrite, GraphRoles.AuditLogRead],
    };

    private string Methods => $"/v1.0/users/{User.Id}/authentication/";

    [Fact]
    public async Task What_is_done_to_methods_is_written_down_newest_first()
    {
        var pass = await SendAsync("POST", Methods + "temporaryAccessPassMethods", "{}");
        await SendAsync("DELETE", $"{Methods}temporaryAccessPassMethods/{(string)pass.Body!["id"]!}");
        var options = await SendAsync("GET", Methods + "fido2Methods/creationOptions");
        var passkey = await SendAsync("POST", Methods + "fido2Methods", options.Answered().Body());
        await SendAsync("POST", Methods + "fido2Methods", options.Answered().Body());
        await SendAsync("DELETE", $"{Methods}fido2Methods/{(string)passkey.Body!["id"]!}");

        var read = await Graph.AuditLogs.DirectoryAudits.GetAsync(cancellationToken: Cancellation);

        read!.Value!.Select(audit => (audit.ActivityDisplayName, audit.ResultReason, audit.OperationType, audit.Result!.Value.ToString())).ShouldBe(
        [
            (AuditActivities.AdminDeleted, AuditReasons.PasskeyDeleted, "Delete", "Success"),
            (AuditActivities.AdminRegistered, AuditReasons.PasskeyRefused, "Add", "Failure"),
            (AuditActivities.AdminRegistered, AuditReasons.PasskeyRegistered, "Add", "Success"),
            (AuditActivities.CreationOptions, AuditReasons.OptionsFetched, "Read", "Success"),
            (AuditActivities.AdminDeleted, AuditReasons.AccessPassDeleted, "Delete", "Success"),
            (AuditActivities.AdminRegistered, AuditReasons.AccessPassRegistered, "Add", "Success"),
        ]);
        read.Value!.ShouldAllBe(audit => audit.LoggedByService == "Authentication Methods" && audit.Category == "UserManagement"
            && audit.InitiatedBy!.App!.AppId == Simulator.ClientId && audit.TargetResources![0].Id == User.Id.ToString());
    }

    [Fact]
    public async Task A_user_who_acts_is_named_and_acts_on_oneself_under_another_name()
    {
        var admin = Simulator.Directory.AddUser("admin@contoso.example");
        var token = DelegatedTokens.Create(Simulator, admin, GraphRoles.PasskeyWrite, DelegatedTokens.AuthenticationAdministrator);
        await SendAsync("GET", Methods + "fido2Methods/creationOptions", token: token);
        var own = await SendAsync("GET", "/v1.0/me/authentication/fido2Methods/creationOptions", token: token);
        await SendAsync("POST", "/v1.0/me/authentication/fido2Methods", own.Answered().Body(), token);

        var read = await SendAsync("GET", Audits);

        ((string)read.Values[0]!["activityDisplayName"]!).ShouldBe(AuditActivities.UserRegistered);
        ((string)read.Values[0]!["targetResources"]![0]!["userPrincipalName"]!).ShouldBe(admin.UserPrincipalName);
        ((string)read.Values[2]!["initiatedBy"]!["user"]!["id"]!).ShouldBe(admin.Id.ToString());
        read.Values[2]!["initiatedBy"]!["app"].ShouldBeNull();
    }

    [Theory]
    [InlineData("activityDisplayName eq 'Admin registered security info'", 3)]
    [InlineData("activityDisplayName eq 'Admin registered security info' and targetResources/any(t:t/userPrincipalName eq 'ada@contoso.example')", 2)]
    [InlineData("startswith(activityDisplayName,'Get') or result eq 'failure'", 0)]
    [InlineData("loggedByService eq 'Authentication Methods'", 3)]
    [InlineData("activityDateTime ge {1}", 2)]
    [InlineData("activityDateTime gt {1}", 1)]
    [InlineData("activityDateTime lt {1}", 1)]
    [InlineData("activityDateTime ge {1} and activityDateTime le {1}", 1)]
    [InlineData("initiatedBy/app/appId eq '{app}'", 3)]
    [InlineData("initiatedBy/user/id eq null", 3)]
    public async Task A_filter_finds_lines(string filter, int count)
    {
        var eve = Simulator.Directory.AddUser("eve@contoso.example");
        var moments = new List<DateTimeOffset>();
        foreach (var user in (Guid[])[User.Id, User.Id, eve.Id])
        {
            moments.Add(time.GetUtcNow());
            await SendAsync("POST", $"/v1.0/users/{user}/authentication/temporaryAccessPassMethods", "{}");
            time.Advance(TimeSpan.FromMinutes(1));
        }

        var written = filter.Replace("{1}", moments[1].UtcDateTime.ToString("O", System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal)
            .Replace("{app}", Simulator.ClientId, StringComparison.Ordinal);
        var found = await SendAsync("GET", $"{Audits}?$filter={Uri.EscapeDataString(written)}");

        found.Values.Count.ShouldBe(count);
    }

    [Theory]
    [InlineData("activityDateTime eq 'abc'")]
    [InlineData("activityDateTime eq '2024-01-01T00:00:00Z'")]
    [InlineData("activityDateTime eq true")]
    [InlineData("startswith(activityDateTime,'2024')")]
    [InlineData("activityDisplayName gt 2024-01-01T00:00:00Z")]
    [InlineData("activityDisplayName eq true")]
    [InlineData("targetResources/any(t:t/id eq 2024-01-01)")]
    public async Task What_cannot_be_compared_is_refused(string filter)
    {
        await SendAsync("POST", Methods + "temporaryAccessPassMethods", "{}");

        var refused = await SendAsync("GET", $"{Audits}?$filter={Uri.EscapeDataString(filter)}");

        (refused.Status, refused.Code).ShouldBe((400, "Request_UnsupportedQuery"));
    }

    [Fact]
    public async Task Pages_follow_each_other_without_a_gap_while_new_lines_come()
    {
        for (var number = 0; number < 5; number++)
        {
            await SendAsync("POST", Methods + "temporaryAccessPassMethods", "{}");
        }

        var before = (await SendAsync("GET", Audits)).Values.Select(Id).ToList();
        var first = await SendAsync("GET", Audits + "?$top=2");
        await SendAsync("POST", Methods + "temporaryAccessPassMethods", "{}");
        var second = await SendAsync("GET", Next(first)!);
        var third = await SendAsync("GET", Next(second)!);

        first.Values.Concat(second.Values).Concat(third.Values).Select(Id).ShouldBe(before);
        Next(third).ShouldBeNull();
    }

    [Fact]
    public async Task Lines_are_sorted_by_time_and_found_by_id()
    {
        await SendAsync("POST", Methods + "temporaryAccessPassMethods", "{}");
        time.Advance(TimeSpan.FromSeconds(1));
        await SendAsync("POST", Methods + "temporaryAccessPassMethods", "{}");
        var newestFirst = (await SendAsync("GET", Audits)).Values.Select(Id).ToList();

        var sorted = await SendAsync("GET", Audits + "?$orderby=activityDateTime asc");
        var one = await SendAsync("GET", $"{Audits}/{newestFirst[0]}?$select=result");

        sorted.Values.Select(Id).ShouldBe(newestFirst.AsEnumerable().Reverse());
        one.Body!.AsObject().Select(member => member.Key).ShouldBe(["@odata.context", "result"]);
        (await SendAsync("GET", $"{Audits}/{Guid.NewGuid()}")).Status.ShouldBe(404);
    }

    [Fact]
    public void The_log_keeps_the_newest_lines()
    {
        var log = new AuditLog(time, most: 3);

        foreach (var reason in (string[])["1", "2", "3", "4"])
        {
            log.Add("activity", reason, User);
        }

        log.All.Select(audit => audit.Reason).ShouldBe(["2", "3", "4"]);
        log.NewestFirst.Select(audit => audit.Reason).ShouldBe(["4", "3", "2"]);
    }

    private static string Id(JsonNode? audit) => (string)audit!["id"]!;

    private static string? Next(RawReply page) => (string?)page.Body!["@odata.nextLink"];
}
