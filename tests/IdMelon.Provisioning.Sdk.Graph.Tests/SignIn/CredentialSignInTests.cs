using System.Net;
using Azure.Core;
using IdMelon.Provisioning.Requests;

namespace IdMelon.Provisioning.Graph.Tests;

public sealed class CredentialSignInTests : IDisposable
{
    private const string Secret = "canary-credential-token";

    private static readonly UserPrincipalName Ada = UserPrincipalName.Parse("ada@contoso.com");

    private readonly CannedService service = new();
    private readonly FakeCredential credential = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<string> Clouds => [.. EntraCloud.All.Select(cloud => cloud.Name)];

    [Theory]
    [MemberData(nameof(Clouds))]
    public async Task A_credential_is_asked_for_the_clouds_graph(string cloud)
    {
        using var tenant = Tenant(options => options.Cloud = EntraCloud.Find(cloud)!);
        service.Answer(CannedService.Json(200, """{"value":[]}"""));

        (await tenant.ListPasskeysAsync(Ada, Token)).Succeeded.ShouldBeTrue();

        var request = service.Requests.ShouldHaveSingleItem();
        request.Authorization.ShouldBe($"Bearer {Secret}");
        request.Address.Host.ShouldBe(EntraCloud.Find(cloud)!.GraphHost);
        credential.Asked.ShouldHaveSingleItem().Scopes.ShouldBe([$"https://{EntraCloud.Find(cloud)!.GraphHost}/.default"]);
    }

    [Theory]
    [InlineData("https://graph.microsoft.com.evil.example/v1.0/x")]
    [InlineData("https://evil.example/v1.0/x")]
    [InlineData("https://graph.microsoft.us/v1.0/x")]
    public async Task Its_token_never_goes_to_another_host(string elsewhere)
    {
        using var tenant = Tenant();
        service.Answer(
            Redirect(elsewhere),
            CannedService.Json(200, """{"value":[]}"""),
            CannedService.Json(200, $$"""{"value":[],"@odata.nextLink":"{{elsewhere}}"}"""));

        await tenant.ListPasskeysAsync(Ada, Token);
        (await tenant.ListPasskeysAsync(Ada, Token)).Succeeded.ShouldBeFalse();

        service.Requests.Where(request => request.Address.Host != "graph.microsoft.com").ShouldAllBe(request => request.Authorization == null);
        service.Requests.Count(request => request.Authorization != null).ShouldBe(2);
    }

    [Fact]
    public async Task A_credential_that_fails_is_told_of_without_its_text()
    {
        credential.Fault = new NotSupportedException("canary: the secret is hunter2");
        using var tenant = Tenant();

        var error = (await tenant.ListPasskeysAsync(Ada, Token)).Error!;

        error.Code.ShouldBe(ErrorCodes.TenantSignInFailed);
        error.Message.ShouldContain(nameof(NotSupportedException));
        error.ToString().ShouldNotContain("canary");
    }

    [Fact]
    public async Task What_lies_behind_a_credentials_failure_is_read()
    {
        credential.Fault = new NotSupportedException("?", new Microsoft.Identity.Client.MsalServiceException("invalid_client", "AADSTS7000222: expired", 401));
        using var tenant = Tenant();

        (await tenant.ListPasskeysAsync(Ada, Token)).Error!.Code.ShouldBe(ErrorCodes.TenantSecretExpired);
    }

    public void Dispose() => service.Dispose();

    private static HttpResponseMessage Redirect(string address)
    {
        var response = new HttpResponseMessage(HttpStatusCode.TemporaryRedirect) { Content = new ByteArrayContent([]) };
        response.Headers.Location = new Uri(address);
        return response;
    }

    private GraphTenant Tenant(Action<GraphTenantOptions>? change = null) => service.Tenant(options =>
    {
        (options.ClientId, options.ClientSecret, options.SignIn) = ("", null, GraphSignIn.Credential(credential));
        change?.Invoke(options);
    });

    private sealed class FakeCredential : TokenCredential
    {
        public List<TokenRequestContext> Asked { get; } = [];

        public Exception? Fault { get; set; }

        public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken) => throw new InvalidOperationException("Asked synchronously.");

        public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken)
        {
            Asked.Add(requestContext);
            return Fault is null ? new(new AccessToken(Secret, DateTimeOffset.UtcNow.AddHours(1))) : throw Fault;
        }
    }
}
