using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using IdMelon.Provisioning.Simulator.Events;
using IdMelon.Provisioning.Simulator.Tests.OAuth;
using Microsoft.Identity.Client;
using Shouldly;
using Xunit;

namespace IdMelon.Provisioning.Simulator.Tests.Control;

/// <summary>Applications through the control interface, used by a real client.</summary>
public sealed class ControlApplicationTests : ControlTest
{
    [Fact]
    public async Task An_application_is_registered_changed_and_removed()
    {
        var (status, added) = await PostAsync("applications", """{ "displayName": "Portal", "roles": ["User.Read.All"], "redirectUris": ["https://portal.example/back"] }""");
        var address = "applications/" + (string)added!["clientId"]!;

        status.ShouldBe(HttpStatusCode.Created);
        var application = Simulator.Applications.All[^1];
        application.DisplayName.ShouldBe("Portal");
        application.Roles.ShouldBe(["User.Read.All"]);
        application.RedirectUris.ShouldBe(["https://portal.example/back"]);
        (await PatchAsync(address, """{ "isPublicClient": true, "delegatedScopes": ["openid"], "redirectUris": [] }""")).Status.ShouldBe(HttpStatusCode.OK);
        (application.IsPublicClient, application.RedirectUris.Count).ShouldBe((true, 0));
        JsonNode.DeepEquals((await GetAsync("applications")).Body!["applications"]![1], (await GetAsync(address)).Body).ShouldBeTrue();
        (await DeleteAsync(address)).Status.ShouldBe(HttpStatusCode.NoContent);
        Simulator.Applications.All.ShouldHaveSingleItem();
        ShouldRefuse(await GetAsync(address), HttpStatusCode.NotFound, "not-found");
        ShouldRefuse(await PatchAsync(address, "{}"), HttpStatusCode.NotFound, "not-found");
        ShouldRefuse(await PostAsync(address + "/secrets", "{}"), HttpStatusCode.NotFound, "not-found");
    }

    [Fact]
    public async Task A_secret_is_told_once_and_good_until_it_is_removed()
    {
        var id = await AddAsync();

        var made = (string)(await PostAsync($"applications/{id}/secrets", "")).Body!["value"]!;
        var given = (string)(await PostAsync($"applications/{id}/secrets", """{ "value": "given by the test" }""")).Body!["value"]!;

        given.ShouldBe("given by the test");
        (await TokenAsync(id, application => application.WithClientSecret(made))).ShouldNotBeEmpty();
        (await TokenAsync(id, application => application.WithClientSecret(given))).ShouldNotBeEmpty();
        (await GetAsync("applications")).Body!.ToJsonString().ShouldNotContain(made);
        Simulator.Events.All.ShouldNotContain(entry => entry.Text.Contains(made, StringComparison.Ordinal));
        (await SendAsync(HttpMethod.Delete, $"applications/{id}/secrets", $$"""{ "value": "{{made}}" }""")).Status.ShouldBe(HttpStatusCode.NoContent);
        await Should.ThrowAsync<MsalServiceException>(() => TokenAsync(id, application => application.WithClientSecret(made)));
        ShouldRefuse(await SendAsync(HttpMethod.Delete, $"applications/{id}/secrets", $$"""{ "value": "{{made}}" }"""), HttpStatusCode.NotFound, "not-found");
    }

    [Fact]
    public async Task A_certificate_is_good_until_it_is_removed()
    {
        using var key = RSA.Create(2048);
        using var certificate = new CertificateRequest("CN=Portal", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            .CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        var body = new JsonObject { ["certificate"] = certificate.ExportCertificatePem() }.ToJsonString();
        var id = await AddAsync();

        (await PostAsync($"applications/{id}/certificates", body)).Status.ShouldBe(HttpStatusCode.NoContent);

        (await TokenAsync(id, application => application.WithCertificate(certificate))).ShouldNotBeEmpty();
        (await SendAsync(HttpMethod.Delete, $"applications/{id}/certificates", body)).Status.ShouldBe(HttpStatusCode.NoContent);
        await Should.ThrowAsync<MsalServiceException>(() => TokenAsync(id, application => application.WithCertificate(certificate)));
        ShouldRefuse(await SendAsync(HttpMethod.Delete, $"applications/{id}/certificates", body), HttpStatusCode.NotFound, "not-found");
        Simulator.Events.Count(SimulatorEventKinds.ControlChanged).ShouldBe(3);
    }

    [Theory]
    [InlineData("", "{}", "applications.displayName")]
    [InlineData("", """{ "displayName": " " }""", "applications.displayName")]
    [InlineData("", """{ "displayName": "X", "clientId": "X" }""", "applications.clientId")]
    [InlineData("", """{ "displayName": "X", "redirectUris": ["https://x.example/#y"] }""", "applications.redirectUris[0]")]
    [InlineData("", """{ "displayName": "X", "redirectUris": ["javascript:alert(1)"] }""", "applications.redirectUris[0]")]
    [InlineData("", """{ "displayName": "X", "roles": [1] }""", "applications.roles[0]")]
    [InlineData("", """{ "displayName": "X", "servicePrincipalId": "00000000-0000-0000-0000-000000000000" }""", "applications.servicePrincipalId")]
    [InlineData("", """{ "displayName": "X", "secret": "S" }""", "applications.secret")]
    [InlineData("/{id}/secrets", """{ "value": " " }""", "applications.secrets.value")]
    [InlineData("/{id}/secrets", """{ "secret": "S" }""", "applications.secrets.secret")]
    [InlineData("/{id}/certificates", "{}", "applications.certificates.certificate")]
    [InlineData("/{id}/certificates", """{ "certificate": "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----" }""", "applications.certificates.certificate")]
    [InlineData("/{id}/certificates", """{ "certificate": 1 }""", "applications.certificates.certificate")]
    public async Task What_cannot_be_is_refused_by_name_and_changes_nothing(string address, string body, string field)
    {
        var reply = await PostAsync("applications" + address.Replace("{id}", Simulator.ClientId, StringComparison.Ordinal), body);

        reply.Status.ShouldBe(HttpStatusCode.BadRequest);
        ((string?)reply.Body!["error"]!["field"]).ShouldBe(field);
        Simulator.Applications.All.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_key_that_is_not_RSA_and_a_client_id_that_is_taken_are_refused()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var certificate = new CertificateRequest("CN=Portal", key, HashAlgorithmName.SHA256).CreateSelfSigned(DateTimeOffset.UtcNow, DateTimeOffset.UtcNow.AddDays(1));
        var body = new JsonObject { ["certificate"] = certificate.ExportCertificatePem() }.ToJsonString();

        ShouldRefuse(await PostAsync($"applications/{Simulator.ClientId}/certificates", body), HttpStatusCode.BadRequest, "wrong-value", "applications.certificates.certificate");
        ShouldRefuse(
            await PostAsync("applications", $$"""{ "displayName": "Another", "clientId": "{{Simulator.ClientId}}" }"""), HttpStatusCode.Conflict, "already-there", "applications.clientId");
    }

    private async Task<string> AddAsync() => (string)(await PostAsync("applications", """{ "displayName": "Portal" }""")).Body!["clientId"]!;

    private async Task<string> TokenAsync(string clientId, Func<ConfidentialClientApplicationBuilder, ConfidentialClientApplicationBuilder> prove)
    {
        using var http = new HttpClient(Simulator.CreateHandler());
        var application = prove(ConfidentialClientApplicationBuilder.Create(clientId))
            .WithAuthority($"https://login.microsoftonline.com/{Simulator.TenantId}")
            .WithHttpClientFactory(new OneClient(http))
            .Build();
        return (await application.AcquireTokenForClient([SimulatorClients.GraphScope]).ExecuteAsync(Cancellation)).AccessToken;
    }
}
