using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace IdMelon.Provisioning.ConsoleRunner.Tests;

[Trait("Duration", "Long")]
public sealed class EvidenceTests : ProgramTests
{
    private const string User = "olivia.brooks@contoso.onmicrosoft.com";
    private const string Password = "correct horse";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Each_user_leaves_a_signed_record_that_is_found_in_the_tenants_log()
    {
        await WriteSignerAsync();
        await using var simulator = await StartAsync();

        var provisioned = await RunAsync(
            ["provision", "--simulator", "simulator.json", "--user", User, "--mode", "direct", "--json", "--evidence", "evidence", "--evidence-key", "signer.p12"],
            new() { ["IDMELON_EVIDENCE__KEYPASSWORD"] = Password });
        provisioned.ExitCode.ShouldBe(0, provisioned.Error);
        provisioned.Error.ShouldContain("1 signed records");

        var audit = await RunAsync("audit", "--simulator", "simulator.json", "--evidence", "evidence", "--signer", "signer.pem", "--json");
        audit.ExitCode.ShouldBe(0, audit.Error);
        var record = audit.Json.GetProperty("evidence").EnumerateArray().ShouldHaveSingleItem();
        record.GetProperty("verdict").GetString().ShouldBe("sound");
        record.GetProperty("signer").GetString().ShouldBe("CN=Evidence");
        record.GetProperty("user").GetString().ShouldBe(User);
        record.GetProperty("outcome").GetString().ShouldBe("succeeded");
        record.GetProperty("auditActivity").GetString().ShouldBe("Admin registered security info");
        (await RunAsync("audit", "--simulator", "simulator.json", "--evidence", "evidence")).Output.ShouldContain("in the log");

        var file = Directory.GetFiles(Folder["evidence"], "*.json").ShouldHaveSingleItem();
        await File.WriteAllTextAsync(file, (await File.ReadAllTextAsync(file, Token)).Replace("Succeeded", "Cancelled", StringComparison.Ordinal), Token);
        var altered = await RunAsync("audit", "--offline", "--evidence", "evidence", "--signer", "signer.pem");
        altered.ExitCode.ShouldBe(1);
        altered.Output.ShouldContain("altered");
    }

    [Fact]
    public async Task A_signer_that_cannot_sign_is_told_before_anything_is_begun()
    {
        await WriteSignerAsync();

        var result = await RunAsync("demo", "--mode", "direct", "--users", "1", "--evidence", "evidence", "--evidence-key", "signer.p12");

        result.ExitCode.ShouldBe(2, result.Output);
        result.Error.ShouldContain("evidence.key-invalid");
        result.Error.ShouldContain("password");
        Directory.Exists(Folder["evidence"]).ShouldBeFalse();
    }

    [Fact]
    public async Task Passkeys_are_listed_replaced_and_removed()
    {
        await using var simulator = await StartAsync();
        (await RunAsync("provision", "--simulator", "simulator.json", "--user", User, "--mode", "direct", "--json")).ExitCode.ShouldBe(0);
        var first = await OnlyPasskeyAsync();

        var replaced = await RunAsync("passkeys", "replace", "--simulator", "simulator.json", "--user", User, "--mode", "direct", "--json");
        replaced.ExitCode.ShouldBe(0, replaced.Error);
        replaced.Error.ShouldContain("Earlier passkeys removed: 1.");
        var second = await OnlyPasskeyAsync();
        second.ShouldNotBe(first);

        (await RunAsync("passkeys", "remove", "--simulator", "simulator.json", "--user", User, "--id", first)).ExitCode.ShouldBe(1);
        var removed = await RunAsync("passkeys", "remove", "--simulator", "simulator.json", "--user", User, "--id", second, "--json");
        removed.ExitCode.ShouldBe(0, removed.Error);
        removed.Json.GetProperty("removed").GetBoolean().ShouldBeTrue();
        (await RunAsync("passkeys", "list", "--simulator", "simulator.json", "--user", User)).Output.ShouldContain("0 passkeys of 1 users.");

        var unknown = await RunAsync("passkeys", "list", "--simulator", "simulator.json", "--user", "nobody@contoso.onmicrosoft.com", "--json");
        unknown.ExitCode.ShouldBe(1);
        unknown.Json.GetProperty("users")[0].GetProperty("error").GetProperty("code").GetString().ShouldBe("user.not-found");
    }

    private async Task<string> OnlyPasskeyAsync()
    {
        var listed = await RunAsync("passkeys", "list", "--simulator", "simulator.json", "--user", User, "--json");
        listed.ExitCode.ShouldBe(0, listed.Error);
        return listed.Json.GetProperty("users")[0].GetProperty("passkeys").EnumerateArray().ShouldHaveSingleItem().GetProperty("id").GetString()!;
    }

    private async Task WriteSignerAsync()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var certificate = new CertificateRequest("CN=Evidence", key, HashAlgorithmName.SHA256).CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(30));
        await File.WriteAllBytesAsync(Folder["signer.p12"], certificate.Export(X509ContentType.Pkcs12, Password), Token);
        await File.WriteAllTextAsync(Folder["signer.pem"], certificate.ExportCertificatePem(), Token);
    }
}
