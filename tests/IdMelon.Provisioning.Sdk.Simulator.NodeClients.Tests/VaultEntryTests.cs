using System.Diagnostics;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using IdMelon.Provisioning.Authenticators;
using IdMelon.Provisioning.Local.Vaults;
using IdMelon.Provisioning.Vaults;

namespace IdMelon.Provisioning.Simulator.NodeClients;

/// <summary>Entries of a sealed vault, opened by a program that is not of .NET and that the documentation shows.</summary>
public sealed class VaultEntryTests : IDisposable
{
    private const string Password = "correct horse";
    private const string Script = "open-entry.mjs";

    private readonly DirectoryInfo root = System.IO.Directory.CreateTempSubdirectory("vault-entry-");
    private readonly RSA recipient = RSA.Create(2048);
    private readonly RSA other = RSA.Create(3072);
    private readonly ECDsa passkey = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Each_recipient_opens_an_entry_and_sees_what_it_is_bound_to()
    {
        var entry = await SealAsync();

        foreach (var key in new[] { recipient, other })
        {
            var (code, output, error) = await OpenAsync(entry, key);

            code.ShouldBe(0, error);
            using var opened = ECDsa.Create();
            opened.ImportFromPem(output);
            opened.ExportPkcs8PrivateKey().ShouldBe(passkey.ExportPkcs8PrivateKey());
            var facts = JsonNode.Parse(error)!;
            ((string)facts["credentialId"]!).ShouldBe("AAECAw");
            ((string)facts["rpId"]!).ShouldBe("login.microsoft.com");
            ((string)facts["userName"]!).ShouldBe("zoë \"z\" <zoë@contoso.com>");
        }
    }

    [Fact]
    public async Task An_altered_entry_and_another_key_are_refused()
    {
        var entry = await SealAsync();
        var sound = JsonNode.Parse(await File.ReadAllTextAsync(entry, Token))!;
        using var stranger = RSA.Create(2048);
        (await OpenAsync(entry, stranger)).Code.ShouldNotBe(0);

        foreach (var member in new[] { "protected", "aad", "iv", "ciphertext", "tag" })
        {
            var altered = sound.DeepClone();
            var text = (string)altered[member]!;
            altered[member] = (text[0] == 'A' ? 'B' : 'A') + text[1..];
            var path = Path.Combine(root.FullName, $"{member}.jwe");
            await File.WriteAllTextAsync(path, altered.ToJsonString(), Token);

            (await OpenAsync(path, recipient)).Code.ShouldNotBe(0, member);
        }
    }

    [Fact]
    public void The_program_is_the_one_that_is_documented() =>
        Read("src/IdMelon.Provisioning.Sdk.Local/README.md").ShouldContain($"```js\n{File.ReadAllText(Path.Combine(NodeProgram.Folder, Script)).ReplaceLineEndings("\n")}```");

    public void Dispose()
    {
        root.Delete(recursive: true);
        recipient.Dispose();
        other.Dispose();
        passkey.Dispose();
    }

    private async Task<string> SealAsync()
    {
        var folder = Path.Combine(root.FullName, "vault");
        var vault = new SealedFileVault(new SealedFileVaultOptions { Folder = folder, Recipients = [Recipient(other), Recipient(recipient)] });
        using var key = new PrivateKeyBytes(passkey.ExportPkcs8PrivateKey());
        await vault.KeepPendingAsync(
            new VaultedPasskey("AAECAw", "login.microsoft.com", "zoë \"z\" <zoë@contoso.com>", "dXNlcg", Guid.NewGuid(), "request", DateTimeOffset.UnixEpoch, VaultedPasskeyState.Pending),
            key,
            Token);
        return System.IO.Directory.GetFiles(folder, "*.jwe").Single();
    }

    private static VaultRecipient Recipient(RSA key)
    {
        using var certificate = new CertificateRequest("CN=Recipient", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1).CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        return new(certificate);
    }

    private async Task<(int Code, string Output, string Error)> OpenAsync(string entry, RSA key)
    {
        var path = Path.Combine(root.FullName, "key.pem");
        await File.WriteAllTextAsync(path, key.ExportEncryptedPkcs8PrivateKeyPem(Password, new PbeParameters(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 1000)), Token);
        var start = new ProcessStartInfo("node", [Script, entry, path]) { WorkingDirectory = NodeProgram.Folder, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["KEY_PASSWORD"] = Password;
        using var process = Process.Start(start)!;
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(Token);
            var error = process.StandardError.ReadToEndAsync(Token);
            await process.WaitForExitAsync(Token);
            return (process.ExitCode, await output, await error);
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill();
            }
        }
    }

    private static string Read(string path) => File.ReadAllText(Path.Combine(NodeProgram.Folder, "..", "..", "..", path)).ReplaceLineEndings("\n");
}
