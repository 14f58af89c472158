using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;
using IdMelon.Provisioning.Simulator.OAuth;

namespace IdMelon.Provisioning.Simulator.NodeClients;

/// <summary>MSAL for Node, unchanged.</summary>
public sealed class MsalNodeTests : IAsyncLifetime
{
    private const string Pass = "Window+7*%&k";
    private const string User = "ada@contoso.example";

    private EntraSimulator simulator = null!;
    private SimulatorApplication application = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        simulator = await EntraSimulator.StartAsync(cancellationToken: Cancellation);
        simulator.Directory.IssueAccessPass(simulator.Directory.AddUser(User, "Ada Lovelace"), TimeSpan.FromHours(1), code: Pass);
        application = simulator.Applications.Add("Node program");
        application.RedirectUris = ["http://localhost"];
        application.Roles = [GraphRoles.UserRead];
    }

    public async ValueTask DisposeAsync()
    {
        await simulator.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task A_secret_is_proof()
    {
        var answer = await RunAsync("msal-client-credentials.mjs", new() { ["secret"] = application.AddSecret() });

        ((string)answer["type"]!).ShouldBe("Bearer");
        Claims(answer["token"]!)["roles"]!.AsArray().Select(role => (string)role!).ShouldBe([GraphRoles.UserRead]);
    }

    [Fact]
    public async Task A_wrong_secret_is_none()
    {
        application.AddSecret();

        var answer = await RunAsync("msal-client-credentials.mjs", new() { ["secret"] = "wrong" });

        ((string)answer["error"]!).ShouldBe("invalid_client");
        ((string)answer["message"]!).ShouldContain("AADSTS7000215");
    }

    [Fact]
    public async Task A_certificate_is_proof()
    {
        using var key = RSA.Create(2048);
        using var certificate = new CertificateRequest("CN=Node program", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            .CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(30));
        application.AddCertificate(certificate);

        var answer = await RunAsync("msal-client-credentials.mjs", new()
        {
            ["certificate"] = new JsonObject
            {
                ["thumbprintSha256"] = certificate.GetCertHashString(HashAlgorithmName.SHA256),
                ["privateKey"] = key.ExportPkcs8PrivateKeyPem(),
            },
        });

        ((string)Claims(answer["token"]!)["appidacr"]!).ShouldBe("2");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_person_signs_in(bool isPublic)
    {
        application.IsPublicClient = isPublic;

        var answer = await RunAsync("msal-authorization-code.mjs", new()
        {
            ["secret"] = isPublic ? null : application.AddSecret(),
            ["redirectUri"] = "http://localhost:50123",
            ["scopes"] = new JsonArray("User.Read"),
            ["user"] = User,
            ["pass"] = Pass,
        });

        var ada = simulator.Directory.Find(User)!;
        ((string)answer["user"]!).ShouldBe(User);
        ((string)answer["homeAccountId"]!).ShouldBe($"{ada.Id}.{simulator.TenantId}");
        ((string)answer["nonce"]!).ShouldBe("the nonce");
        ((string)Claims(answer["token"]!)["oid"]!).ShouldBe(ada.Id.ToString());
        ((bool)answer["fromCache"]!).ShouldBeFalse();
        ((string)answer["again"]!).ShouldNotBe((string)answer["token"]!);
    }

    [Fact]
    public async Task A_person_lets_a_device_in()
    {
        application.IsPublicClient = true;

        var answer = await RunAsync("msal-device-code.mjs", new() { ["user"] = User, ["pass"] = Pass });

        ((bool)answer["decided"]!).ShouldBeTrue();
        ((string)answer["user"]!).ShouldBe(User);
        ((string)Claims(answer["token"]!)["scp"]!).ShouldContain("User.Read");
    }

    private Task<JsonNode> RunAsync(string script, JsonObject input)
    {
        input["clientId"] = application.ClientId;
        input["authority"] = $"https://login.microsoftonline.com/{simulator.TenantId}";
        return NodeProgram.RunAsync(script, input, simulator, Cancellation);
    }

    private static JsonNode Claims(JsonNode token) => JsonNode.Parse(Encoding.UTF8.GetString(System.Buffers.Text.Base64Url.DecodeFromChars(((string)token!).Split('.')[1])))!;
}
