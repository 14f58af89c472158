using System.Buffers.Text;
using System.Text;
using System.Text.Json.Nodes;
using IdMelon.Provisioning.Requests;
using IdMelon.Provisioning.Tenants;

namespace IdMelon.Provisioning.Graph.Tests;

/// <summary>Answers that the simulator does not give.</summary>
public sealed class TenantFactsAnswerTests : IDisposable
{
    private static readonly UserPrincipalName Ada = UserPrincipalName.Parse("ada@contoso.com");

    private static readonly TenantWideFacts NoGroups = new(
        new PasskeyMethodPolicy(true, new([new(MethodTarget.Everyone)], [])), new AccessPassMethodPolicy(true, new([], [])), 0, ProvisioningError.Of(ErrorCodes.CallerUnreadable));

    private readonly CannedService service = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_token_that_cannot_be_read_is_unknown_and_does_not_show()
    {
        using var tenant = service.Answer(Policy("[]")).Tenant();

        var facts = await tenant.ReadTenantAsync(Token);

        facts.Caller.Error!.Code.ShouldBe(ErrorCodes.CallerUnreadable);
        facts.Caller.ToString().ShouldNotContain("canary");
    }

    [Theory]
    [InlineData("""{"scp":"UserAuthMethod-TAP.ReadWrite.All User.Read","oid":"00000000-0000-0000-0000-00000000000a","wids":["62e90394-69f5-4237-9190-012177145e10"]}""", CallerKind.User, 2, 1)]
    [InlineData("""{"roles":["A"],"oid":"00000000-0000-0000-0000-00000000000a"}""", CallerKind.Application, 1, null)]
    [InlineData("""{"roles":"A","wids":"x"}""", CallerKind.Application, 1, 1)]
    [InlineData("{}", CallerKind.Application, 0, null)]
    public async Task A_token_tells_who_calls(string claims, CallerKind kind, int permissions, int? roles)
    {
        using var tenant = WithToken($"e30.{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(claims))}.c2ln").Answer(Policy("[]")).Tenant();

        var caller = (await tenant.ReadTenantAsync(Token)).Caller.Value;

        caller.Kind.ShouldBe(kind);
        caller.Permissions.Count.ShouldBe(permissions);
        (caller.DirectoryRoles?.Count).ShouldBe(roles);
    }

    [Theory]
    [InlineData("a.b")]
    [InlineData("a.!!.c")]
    [InlineData("e30.bm8ganNvbg.c2ln")]
    [InlineData("e30.W10.c2ln")]
    public async Task A_broken_token_is_unknown(string token)
    {
        using var tenant = WithToken(token).Answer(Policy("[]")).Tenant();

        (await tenant.ReadTenantAsync(Token)).Caller.Error!.Code.ShouldBe(ErrorCodes.CallerUnreadable);
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("""[{"id":"Fido2","state":"perhaps","includeTargets":[],"excludeTargets":[]}]""")]
    [InlineData("""[{"id":"Fido2","state":"enabled"}]""")]
    [InlineData("""[{"id":"Fido2","state":"enabled","includeTargets":{},"excludeTargets":[]}]""")]
    [InlineData("""[{"id":"Fido2","state":"enabled","includeTargets":[],"excludeTargets":[],"passkeyProfiles":{}}]""")]
    [InlineData("[1,null,\"Fido2\"]")]
    public async Task A_policy_of_an_unknown_form_is_unknown(string methods)
    {
        using var tenant = service.Answer(Policy(methods)).Tenant();

        (await tenant.ReadTenantAsync(Token)).Passkeys.Error!.Code.ShouldBe(ErrorCodes.TenantUnexpected);
    }

    [Theory]
    [InlineData(200, "<html>", "text/html")]
    [InlineData(200, "[]", "application/json")]
    [InlineData(200, "{", "application/json")]
    [InlineData(500, "", "text/plain")]
    public async Task An_answer_that_is_no_policy_is_unknown(int status, string body, string type)
    {
        using var tenant = service.Answer(CannedService.Text(status, body, type)).Tenant();

        var facts = await tenant.ReadTenantAsync(Token);

        facts.Passkeys.IsKnown.ShouldBeFalse();
        facts.AccessPasses.IsKnown.ShouldBeFalse();
    }

    [Fact]
    public async Task Parts_that_are_left_out_are_not_told()
    {
        using var tenant = service.Answer(Policy("""
            [{"id":"fido2","state":"enabled","includeTargets":[{"id":"all_users","targetType":"group"},{"id":"x","targetType":"administrativeUnit"}],"excludeTargets":[],"keyRestrictions":{"isEnforced":true,"enforcementType":"new","aaGuids":["x"]},
              "passkeyProfiles":[{"id":"00000000-0000-0000-0000-0000000000b1","name":"A\u001b[31m","passkeyTypes":"deviceBound, synced","attestationEnforcement":"later"}]},
             {"id":"TemporaryAccessPass","state":"disabled","includeTargets":[],"excludeTargets":[]},
             {"id":"Sms","includeTargets":[{"id":"00000000-0000-0000-0000-0000000000f1","targetType":"group"},{"id":"00000000-0000-0000-0000-0000000000f1","targetType":"group"}]}]
            """)).Tenant();

        var facts = await tenant.ReadTenantAsync(Token);

        var passkeys = facts.Passkeys.Value;
        passkeys.AllowsSelfServiceRegistration.ShouldBeNull();
        passkeys.TenantRule.EnforcesAttestation.ShouldBeNull();
        passkeys.TenantRule.Models!.Kind.ShouldBe(ModelRestrictionKind.Unknown);
        passkeys.Targets.Include.Select(target => target.Kind).ShouldBe([MethodTargetKind.Group, MethodTargetKind.Unknown]);
        var profile = passkeys.Profiles.ShouldHaveSingleItem();
        (profile.AllowsDeviceBound, profile.AllowsSynced, profile.EnforcesAttestation, profile.Models).ShouldBe((true, true, null, null));
        profile.Name.ShouldNotContain('\u001b');
        facts.AccessPasses.Value.IsEnabled.ShouldBeFalse();
        facts.AccessPasses.Value.MinimumLifetime.ShouldBeNull();
        facts.ReferencedGroups.Value.ShouldBe(1);
    }

    [Fact]
    public async Task A_request_that_was_throttled_inside_of_a_batch_is_sent_again_alone()
    {
        using var tenant = service
            .Answer(Batch(Part("0-account-0", 429, """{"error":{"code":"TooManyRequests","message":"Slow down."}}""", retryAfter: "0"), Part("0-roles-0", 200, """{"value":[]}""")))
            .Answer(Batch(Part("0-account-0", 200, """{"id":"00000000-0000-0000-0000-00000000000a","userType":"Member","accountEnabled":true}"""))).Tenant();

        var facts = await tenant.ReadUsersAsync([Ada], NoGroups, UserFactsDepth.Directory, Token).SingleAsync(Token);

        facts.Account.Value.ShouldBe(new(Guid.Parse("00000000-0000-0000-0000-00000000000a"), false, true));
        facts.Roles.Value.ShouldBeEmpty();
        service.GraphRequests.Count().ShouldBe(2);
        JsonNode.Parse(service.GraphRequests.Last().Body)!["requests"]!.AsArray().Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_request_that_is_asked_to_wait_longer_than_allowed_is_unknown()
    {
        using var tenant = service.Answer(Batch(Part("0-account-0", 429, """{"error":{"code":"TooManyRequests","message":"Slow down."}}""", retryAfter: "900"))).Tenant();

        var facts = await tenant.ReadUsersAsync([Ada], NoGroups, UserFactsDepth.Directory, Token).SingleAsync(Token);

        facts.Account.Error!.Code.ShouldBe(ErrorCodes.TenantThrottled);
        facts.Roles.Error!.Code.ShouldBe(ErrorCodes.TenantUnexpected);
        service.GraphRequests.Count().ShouldBe(1);
    }

    [Fact]
    public async Task A_batch_asks_for_no_more_than_it_needs_and_a_name_cannot_break_out_of_its_place()
    {
        using var tenant = service.Answer(Batch()).Tenant();

        await tenant.ReadUsersAsync([UserPrincipalName.Parse("o'hara?x=1&y#z@contoso.com")], NoGroups, UserFactsDepth.Directory, Token).ToListAsync(Token);

        var request = service.GraphRequests.ShouldHaveSingleItem();
        request.Address.AbsoluteUri.ShouldBe("https://graph.microsoft.com/v1.0/$batch");
        var urls = JsonNode.Parse(request.Body)!["requests"]!.AsArray().Select(part => (string)part!["url"]!).ToList();
        urls.ShouldBe([
            "/users/o%27hara%3Fx%3D1%26y%23z%40contoso.com?$select=id,userType,accountEnabled",
            "/users/o%27hara%3Fx%3D1%26y%23z%40contoso.com/transitiveMemberOf/microsoft.graph.directoryRole?$select=id,displayName,roleTemplateId",
        ]);
    }

    [Theory]
    [InlineData(200, "{}")]
    [InlineData(200, """{"responses":{}}""")]
    [InlineData(403, """{"error":{"code":"accessDenied","message":"No."}}""")]
    [InlineData(200, """{"responses":[1,{},{"id":"0-account-0"},{"id":"0-roles-0","status":200,"body":"x"}]}""")]
    public async Task A_batch_that_cannot_be_read_leaves_the_users_unknown(int status, string body)
    {
        using var tenant = service.Answer(CannedService.Json(status, body)).Tenant();

        var facts = await tenant.ReadUsersAsync([Ada], NoGroups, UserFactsDepth.Directory, Token).SingleAsync(Token);

        facts.Account.IsKnown.ShouldBeFalse();
        facts.Roles.IsKnown.ShouldBeFalse();
    }

    [Fact]
    public async Task Cancellation_passes_through()
    {
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(Token);
        using var tenant = service.Answer(_ =>
        {
            cancel.Cancel();
            throw new HttpRequestException("the connection went with it");
        }).Tenant();

        await Should.ThrowAsync<OperationCanceledException>(async () => await tenant.ReadUsersAsync([Ada], NoGroups, UserFactsDepth.Directory, cancel.Token).ToListAsync(Token));
    }

    public void Dispose() => service.Dispose();

    private CannedService WithToken(string token) => service.AnswerSignIn(_ => CannedService.Json(200, $$"""{"token_type":"Bearer","expires_in":3599,"access_token":"{{token}}"}"""));

    private static HttpResponseMessage Policy(string methods) => CannedService.Json(200, $$"""{"id":"authenticationMethodsPolicy","authenticationMethodConfigurations":{{methods}}}""");

    private static HttpResponseMessage Batch(params string[] parts) => CannedService.Json(200, $$"""{"responses":[{{string.Join(',', parts)}}]}""");

    private static string Part(string id, int status, string body, string? retryAfter = null) =>
        $$"""{"id":"{{id}}","status":{{status}},"headers":{"Content-Type":"application/json"{{(retryAfter is null ? "" : $",\"Retry-After\":\"{retryAfter}\"")}}},"body":{{body}}}""";
}
