using IdMelon.Provisioning.Requests;
using IdMelon.Provisioning.Tenants;

namespace IdMelon.Provisioning.Graph.Tests;

public sealed class GraphTenantRequestTests : IDisposable
{
    private const string Users = "https://graph.microsoft.com/v1.0/users";

    private const string IssuedPass = """
        {"@odata.context":"https://graph.microsoft.com/v1.0/$metadata#users('x')/authentication/temporaryAccessPassMethods/$entity","id":"6f1967b7-15e4-4935-ac97-c50ac74f6a72",
        "temporaryAccessPass":"canary+Pass%1","createdDateTime":"2026-01-31T09:30:00Z","startDateTime":"2026-01-31T09:31:00Z","lifetimeInMinutes":90,"isUsableOnce":true,"isUsable":true,
        "methodUsabilityReason":"EnabledByPolicy"}
        """;

    private static readonly UserPrincipalName Ada = UserPrincipalName.Parse("ada@contoso.com");

    private readonly CannedService service = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Issuing_sends_what_was_wished_for_and_nothing_else()
    {
        using var tenant = service.Answer(CannedService.Json(201, IssuedPass)).Tenant();

        await tenant.IssueAsync(Ada, new AccessPassWish { Lifetime = TimeSpan.FromMinutes(90) }, Token);

        var request = service.GraphRequests.ShouldHaveSingleItem();
        request.Method.ShouldBe("POST");
        request.Address.AbsoluteUri.ShouldBe($"{Users}/ada%40contoso.com/authentication/temporaryAccessPassMethods");
        request.Body.ShouldBe("""{"@odata.type":"#microsoft.graph.temporaryAccessPassAuthenticationMethod","isUsableOnce":true,"lifetimeInMinutes":90}""");
        request.Authorization.ShouldBe($"Bearer {CannedService.Token}");
    }

    [Fact]
    public async Task Issuing_leaves_the_lifetime_to_the_tenant_if_none_is_wished_for()
    {
        using var tenant = service.Answer(CannedService.Json(201, IssuedPass)).Tenant();

        await tenant.IssueAsync(Ada, new AccessPassWish { SingleUse = false }, Token);

        service.GraphRequests.Single().Body.ShouldBe("""{"@odata.type":"#microsoft.graph.temporaryAccessPassAuthenticationMethod","isUsableOnce":false}""");
    }

    [Fact]
    public async Task A_lifetime_is_sent_in_whole_minutes_and_never_shortened()
    {
        using var tenant = service.Answer(CannedService.Json(201, IssuedPass)).Tenant();

        await tenant.IssueAsync(Ada, new AccessPassWish { Lifetime = TimeSpan.FromSeconds(601) }, Token);

        service.GraphRequests.Single().Body.ShouldContain("\"lifetimeInMinutes\":11");
    }

    [Fact]
    public async Task An_issued_pass_is_what_the_directory_stored()
    {
        using var tenant = service.Answer(CannedService.Json(201, IssuedPass)).Tenant();

        var pass = (await tenant.IssueAsync(Ada, new AccessPassWish { SingleUse = false }, Token)).Value;

        pass.Id.ShouldBe("6f1967b7-15e4-4935-ac97-c50ac74f6a72");
        pass.Secret.Reveal().ShouldBe("canary+Pass%1");
        pass.Start.ShouldBe(new DateTimeOffset(2026, 1, 31, 9, 31, 0, TimeSpan.Zero));
        pass.Lifetime.ShouldBe(TimeSpan.FromMinutes(90));
        pass.SingleUse.ShouldBeTrue();
    }

    [Theory]
    [InlineData("guest_fabrikam.com#EXT#@contoso.com", "guest_fabrikam.com%23EXT%23%40contoso.com")]
    [InlineData("o'hara+50%?x=1&y@contoso.com", "o%27hara%2B50%25%3Fx%3D1%26y%40contoso.com")]
    [InlineData("jürgen@contoso.com", "j%C3%BCrgen%40contoso.com")]
    [InlineData("..@contoso.com", "..%40contoso.com")]
    public async Task A_user_name_cannot_break_out_of_its_place_in_the_address(string user, string segment)
    {
        using var tenant = service.Answer(CannedService.Json(200, """{"value":[]}""")).Tenant();

        await tenant.ListAccessPassesAsync(UserPrincipalName.Parse(user), Token);

        service.GraphRequests.Single().Address.AbsoluteUri.ShouldBe($"{Users}/{segment}/authentication/temporaryAccessPassMethods");
    }

    [Fact]
    public async Task A_pass_id_cannot_break_out_of_its_place_in_the_address()
    {
        using var tenant = service.Answer(new HttpResponseMessage(System.Net.HttpStatusCode.NoContent)).Tenant();

        (await tenant.RevokeAsync(Ada, "../../x?y#z", Token)).Value.ShouldBeTrue();

        var request = service.GraphRequests.Single();
        request.Method.ShouldBe("DELETE");
        request.Address.AbsoluteUri.ShouldBe($"{Users}/ada%40contoso.com/authentication/temporaryAccessPassMethods/..%2F..%2Fx%3Fy%23z");
        request.Body.ShouldBeEmpty();
    }

    [Fact]
    public async Task Passes_are_listed_with_what_the_directory_says_of_them()
    {
        using var tenant = service.Answer(CannedService.Json(
            200,
            """{"value":[{"id":"a","isUsable":false,"methodUsabilityReason":"NotYetValid","createdDateTime":"2026-01-31T09:30:00Z","temporaryAccessPass":null},{"id":"b"}]}""")).Tenant();

        var passes = (await tenant.ListAccessPassesAsync(Ada, Token)).Value;

        passes.ShouldBe([new AccessPassStatus("a", false, "NotYetValid", new DateTimeOffset(2026, 1, 31, 9, 30, 0, TimeSpan.Zero)), new AccessPassStatus("b", false, null, null)]);
        passes[0].IsPending.ShouldBeTrue();
    }

    [Fact]
    public async Task Passkeys_are_listed_over_all_pages()
    {
        using var tenant = service.Answer(
            CannedService.Json(
                200,
                $$"""
                {"@odata.nextLink":"{{Users}}/ada%40contoso.com/authentication/fido2Methods?$skiptoken=2","value":[{"id":"k1","displayName":"One","createdDateTime":"2026-01-31T09:30:00Z",
                "aaGuid":"820d89ed-d65a-409e-85cb-f73f0578f82a","model":"x","attestationCertificates":["y"],"attestationLevel":"notAttested","passkeyType":"deviceBound"}]}
                """),
            CannedService.Json(200, """{"value":[{"id":"k2","aaGuid":"none"}]}""")).Tenant();

        (await tenant.ListPasskeysAsync(Ada, Token)).Value.ShouldBe(
        [
            new DirectoryPasskey("k1", "One", new DateTimeOffset(2026, 1, 31, 9, 30, 0, TimeSpan.Zero), Guid.Parse("820d89ed-d65a-409e-85cb-f73f0578f82a")),
            new DirectoryPasskey("k2", null, null, null),
        ]);
        service.GraphRequests.Select(request => request.Address.PathAndQuery).ShouldBe(
        [
            "/v1.0/users/ada%40contoso.com/authentication/fido2Methods",
            "/v1.0/users/ada%40contoso.com/authentication/fido2Methods?$skiptoken=2",
        ]);
    }

    [Theory]
    [InlineData("https://graph.microsoft.com.evil.example/v1.0/next")]
    [InlineData("http://graph.microsoft.com/v1.0/next")]
    [InlineData("not an address")]
    public async Task A_list_that_goes_on_elsewhere_is_not_followed(string link)
    {
        using var tenant = service.Answer(CannedService.Json(200, $$"""{"@odata.nextLink":"{{link}}","value":[]}""")).Tenant();

        (await tenant.ListPasskeysAsync(Ada, Token)).Error!.Code.ShouldBe(ErrorCodes.TenantUnexpected);

        service.GraphRequests.Count().ShouldBe(1);
    }

    [Fact]
    public async Task A_list_that_never_ends_is_given_up()
    {
        for (var i = 0; i < 100; i++)
        {
            service.Answer(CannedService.Json(200, $$"""{"@odata.nextLink":"{{Users}}/next","value":[{"id":"k"}]}"""));
        }

        using var tenant = service.Tenant();

        (await tenant.ListPasskeysAsync(Ada, Token)).Error!.Code.ShouldBe(ErrorCodes.TenantUnexpected);
    }

    [Fact]
    public async Task A_redirect_to_another_host_gets_no_token()
    {
        using var tenant = service
            .Answer(_ => new HttpResponseMessage(System.Net.HttpStatusCode.Redirect) { Headers = { Location = new("https://evil.example/") } })
            .Answer(CannedService.Json(200, """{"value":[]}""")).Tenant();

        await tenant.ListAccessPassesAsync(Ada, Token);

        service.Requests.Where(request => request.Address.Host == "evil.example").ShouldAllBe(request => request.Authorization == null);
    }

    [Fact]
    public async Task The_token_is_asked_for_once_however_many_call_at_the_same_time()
    {
        var users = Enumerable.Range(0, 10).Select(i => UserPrincipalName.Parse($"user{i}@contoso.com")).ToArray();
        foreach (var _ in users)
        {
            service.Answer(CannedService.Json(200, """{"value":[]}"""));
        }

        using var tenant = service.Tenant();
        foreach (var attempt in await Task.WhenAll(users.Select(user => tenant.ListPasskeysAsync(user, Token))))
        {
            attempt.Value.ShouldBeEmpty();
        }

        service.Requests.Count(request => request.Address.Host == "login.microsoftonline.com").ShouldBe(1);
    }

    public static TheoryData<string> Clouds() => [.. EntraCloud.All.Select(cloud => cloud.Name)];

    [Theory]
    [MemberData(nameof(Clouds))]
    public async Task Each_cloud_is_asked_at_its_own_hosts(string name)
    {
        var cloud = EntraCloud.Find(name)!;
        using var tenant = service.Answer(CannedService.Json(200, """{"value":[]}""")).Tenant(options => options.Cloud = cloud);

        (await tenant.ListPasskeysAsync(Ada, Token)).Succeeded.ShouldBeTrue();

        service.Requests.Count.ShouldBe(2);
        service.Requests[0].Address.AbsoluteUri.ShouldStartWith($"https://{cloud.AuthorityHost}/contoso.onmicrosoft.com/oauth2/v2.0/token");
        service.Requests[0].Body.ShouldContain($"scope={Uri.EscapeDataString($"https://{cloud.GraphHost}/.default")}");
        service.Requests[0].Body.ShouldContain("grant_type=client_credentials");
        service.Requests[1].Address.Host.ShouldBe(cloud.GraphHost);
        service.Requests[1].Address.Scheme.ShouldBe("https");
    }

    [Fact]
    public void A_handler_that_was_given_is_not_disposed_of()
    {
        service.Tenant().Dispose();

        service.IsDisposed.ShouldBeFalse();
    }

    [Fact]
    public async Task A_call_without_user_or_pass_is_a_bug_of_the_caller()
    {
        using var tenant = service.Tenant();

        await Should.ThrowAsync<ArgumentException>(() => tenant.IssueAsync(default, new AccessPassWish(), Token));
        await Should.ThrowAsync<ArgumentException>(() => tenant.ListAccessPassesAsync(default, Token));
        await Should.ThrowAsync<ArgumentException>(() => tenant.ListPasskeysAsync(default, Token));
        await Should.ThrowAsync<ArgumentException>(() => tenant.RevokeAsync(Ada, " ", Token));
        service.Requests.ShouldBeEmpty();
    }

    public void Dispose() => service.Dispose();
}
