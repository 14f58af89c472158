using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;

namespace IdMelon.Provisioning.ConsoleRunner.Tests;

[Trait("Duration", "Long")]
public sealed class VaultTests : ProgramTests
{
    private const string User = "olivia.brooks@contoso.onmicrosoft.com";
    private const string Password = "correct horse";

    private static readonly RSA First = RSA.Create(2048);
    private static readonly RSA Second = RSA.Create(2048);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Keys_go_into_the_vault_and_only_their_recipient_gets_them_out()
    {
        await WriteKeysAsync();
        await using var simulator = await StartAsync();

        var provisioned = await RunAsync("provision", "--simulator", "simulator.json", "--user", User, "--json", "--vault", "vault", "--recipient", "first.pem");
        provisioned.ExitCode.ShouldBe(0, provisioned.Error);

        var listed = await RunAsync("vault", "list", "--vault", "vault", "--json");
        listed.ExitCode.ShouldBe(0, listed.Error);
        var passkey = listed.Json.GetProperty("passkeys").EnumerateArray().ShouldHaveSingleItem();
        passkey.GetProperty("state").GetString().ShouldBe("active");
        passkey.GetProperty("userName").GetString().ShouldBe(User);
        var id = passkey.GetProperty("credentialId").GetString()!;
        (await RunAsync("vault", "list", "--vault", "vault")).Output.ShouldContain($"active   ");

        // Settling finds nothing to do.
        var settled = await RunAsync("vault", "settle", "--vault", "vault", "--simulator", "simulator.json", "--json");
        settled.ExitCode.ShouldBe(0, settled.Error);
        settled.Json.GetProperty("settled").GetArrayLength().ShouldBe(0);

        (await RunAsync("vault", "export", "--vault", "vault", "--key", "second-key.pem", "--credential", id, "--output", "out.pem")).ExitCode.ShouldBe(2);
        File.Exists(Folder["out.pem"]).ShouldBeFalse();
        var exported = await RunAsync(["vault", "export", "--vault", "vault", "--key", "first-key.pem", "--credential", id, "--output", "out.pem"], new() { ["IDMELON_VAULT__KEYPASSWORD"] = Password });
        exported.ExitCode.ShouldBe(0, exported.Error);
        var pem = await File.ReadAllTextAsync(Folder["out.pem"], Token);
        using var key = ECDsa.Create();
        key.ImportFromPem(pem);
        (exported.Output + exported.Error).ShouldNotContain(pem.Split('\n')[1]);
        if (!OperatingSystem.IsWindows())
        {
            File.GetUnixFileMode(Folder["out.pem"]).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        // An existing file is never written to.
        (await RunAsync("vault", "export", "--vault", "vault", "--key", "first-key.pem", "--key-password-file", "password", "--credential", id, "--output", "out.pem")).ExitCode.ShouldBe(2);

        var rotated = await RunAsync("vault", "rotate", "--vault", "vault", "--key", "first-key.pem", "--key-password-file", "password", "--to", "second.pem", "--json");
        rotated.ExitCode.ShouldBe(0, rotated.Error);
        rotated.Json.GetProperty("rotated").GetInt32().ShouldBe(1);
        var verified = await RunAsync("vault", "verify", "--vault", "vault", "--key", "second-key.pem", "--json");
        verified.ExitCode.ShouldBe(0, verified.Error);
        verified.Json.GetProperty("opened").GetInt32().ShouldBe(1);
        (await RunAsync("vault", "verify", "--vault", "vault", "--key", "first-key.pem", "--key-password-file", "password")).ExitCode.ShouldBe(1);
    }

    [Fact]
    public async Task A_damaged_entry_is_told_with_file_and_remedy()
    {
        await WriteKeysAsync();
        await using (await StartAsync())
        {
            (await RunAsync("provision", "--simulator", "simulator.json", "--user", User, "--json", "--vault", "vault", "--recipient", "first.pem")).ExitCode.ShouldBe(0);
        }

        var entry = Directory.GetFiles(Folder["vault"], "*.jwe").ShouldHaveSingleItem();
        var bytes = await File.ReadAllBytesAsync(entry, Token);
        bytes[bytes.Length / 2] ^= 1;
        await File.WriteAllBytesAsync(entry, bytes, Token);

        var result = await RunAsync("vault", "verify", "--vault", "vault");

        result.ExitCode.ShouldBe(1);
        result.Output.ShouldContain(Path.GetFileName(entry));
        result.Output.ShouldContain("vault.damaged");
        result.Output.ShouldContain("Restore");
    }

    [Fact]
    public async Task A_real_tenant_is_accepted_with_a_vault_from_configuration()
    {
        await WriteKeysAsync();
        await File.WriteAllTextAsync(
            Folder["appsettings.json"],
            """
            {
              "Tenant": { "Id": "contoso.com", "ClientId": "9a0ba7a2-5c3f-4c4c-9f0b-0f4f3c1a2b3c", "ClientSecret": "hunter2" },
              "Vault": { "Folder": "vault", "Recipients": [ "first.pem" ] }
            }
            """,
            Token);

        // With the vault in place the next thing that is missed is the browser; no tenant is contacted before it.
        var result = await RunAsync("provision", "--user", "ada@contoso.com", "--json", "--mode", "automatic", "--browser", Folder["no-browser"]);

        result.ExitCode.ShouldBe(3);
        result.Json.GetProperty("records")[0].GetProperty("error").GetProperty("code").GetString().ShouldBe("browser.missing");
    }

    [Theory]
    [InlineData("provision --user ada@contoso.com --simulator none --recipient first.pem", "simulator")]
    [InlineData("demo --users 1 --recipient first.pem", "--vault")]
    [InlineData("demo --users 1 --vault vault", "recipient")]
    [InlineData("demo --users 1 --vault vault --recipient nobody.pem", "nobody.pem")]
    [InlineData("vault list --vault nowhere", "no vault")]
    [InlineData("vault export --vault vault --credential x --output y", "--key")]
    [InlineData("vault rotate --vault vault --key first-key.pem", "--to")]
    public async Task Wrong_use_is_told(string arguments, string hint)
    {
        await WriteKeysAsync();

        var result = await RunAsync(arguments.Split(' '));

        result.ExitCode.ShouldBe(2, result.Output);
        result.Error.ShouldContain(hint);
        Directory.Exists(Folder["vault"]).ShouldBeFalse();
    }

    [Fact]
    public async Task A_password_is_no_option()
    {
        foreach (var verb in new[] { "verify", "export", "rotate" })
        {
            var help = (await RunAsync("vault", verb, "--help")).Output;
            help.ShouldContain("--key-password-file");
            help.ShouldNotContain("--password");
            help.ShouldNotContain("--key-password ");
        }
    }

    private async Task WriteKeysAsync()
    {
        foreach (var (name, key) in new[] { ("first", First), ("second", Second) })
        {
            using var certificate = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1).CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
            await File.WriteAllTextAsync(Folder[$"{name}.pem"], certificate.ExportCertificatePem(), Token);
        }

        await File.WriteAllTextAsync(Folder["first-key.pem"], First.ExportEncryptedPkcs8PrivateKeyPem(Password, new PbeParameters(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 1000)), Token);
        await File.WriteAllTextAsync(Folder["second-key.pem"], Second.ExportPkcs8PrivateKeyPem(), Token);
        await File.WriteAllTextAsync(Folder["password"], Password + "\n", Token);
    }
}
