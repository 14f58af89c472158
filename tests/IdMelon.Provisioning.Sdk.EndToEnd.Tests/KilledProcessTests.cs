using System.Diagnostics;
using System.Reflection;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using IdMelon.Provisioning.Local.Vaults;
using IdMelon.Provisioning.Simulator;
using IdMelon.Provisioning.Simulator.Directory;
using IdMelon.Provisioning.Vaults;

namespace IdMelon.Provisioning.EndToEnd.Tests;

/// <summary>A process with a real browser, a sealed vault and a journal on the disk, killed between "key made" and "run finished", and what the next process makes of it.</summary>
[Trait("Duration", "Long")]
public sealed class KilledProcessTests : IAsyncDisposable
{
    private const int Killed = 137;

    private static readonly string Program =
        typeof(KilledProcessTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(metadata => metadata.Key == "CrashProgram").Value!;

    private readonly DirectoryInfo root = System.IO.Directory.CreateTempSubdirectory("killed-");
    private readonly RSA recipient = RSA.Create(2048);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("key-kept")]
    public Task Killed_there_the_next_process_comes_to_one_passkey_whose_key_is_active(string point) => KillAndResumeAsync(point);

    [Theory]
    [InlineData("key-made")]
    [InlineData("page-has-it")]
    [InlineData("directory-holds-it")]
    [InlineData("in-clean-up")]
    [InlineData("before-activation")]
    [InlineData("after-activation")]
    public Task Killed_at_any_other_point_too(string point) => KillAndResumeAsync(point);

    private async Task KillAndResumeAsync(string point)
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Kills by a signal.");
            return;
        }

        await using var simulator = await EntraSimulator.StartAsync(null, Token);
        var user = simulator.Directory.AddUser("ada@contoso.onmicrosoft.com", "ada");
        var settings = await WriteSettingsAsync(simulator, user);
        (await RunAsync(settings, point)).Code.ShouldBe(Killed);
        await ShouldHoldAsync(user);

        var resumed = await RunAsync(settings);
        await ShouldHoldAsync(user);
        if (!resumed.Output.StartsWith("Succeeded", StringComparison.Ordinal))
        {
            // Only a passkey that is not registered is waited for.
            resumed.Output.ShouldStartWith("Unconfirmed");
            user.Passkeys.ShouldBeEmpty();
            resumed = await RunAsync(settings, hoursAhead: "3");
        }

        resumed.Output.ShouldStartWith("Succeeded");
        var passkey = user.Passkeys.ShouldHaveSingleItem();
        resumed.Output.ShouldContain($" {passkey.Id}");
        await ShouldHoldAsync(user);
        (await VaultAsync()).ShouldHaveSingleItem().State.ShouldBe(VaultedPasskeyState.Active);

        // Once more changes nothing.
        (await RunAsync(settings)).Output.ShouldBe(resumed.Output);
        user.Passkeys.Count.ShouldBe(1);
    }

    public ValueTask DisposeAsync()
    {
        recipient.Dispose();
        root.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }

    /// <summary>No key of a registered passkey is missing or does not open, and no key of an unregistered one is active.</summary>
    private async Task ShouldHoldAsync(SimulatedUser user)
    {
        var kept = await VaultAsync();
        foreach (var passkey in user.Passkeys)
        {
            kept.ShouldContain(key => passkey.Id.StartsWith(key.CredentialId, StringComparison.Ordinal));
        }

        kept.Where(key => key.State == VaultedPasskeyState.Active).ShouldAllBe(key => user.Passkeys.Any(passkey => passkey.Id.StartsWith(key.CredentialId, StringComparison.Ordinal)));
        user.Passkeys.Count.ShouldBeLessThanOrEqualTo(1);
    }

    private async Task<IReadOnlyList<VaultedPasskey>> VaultAsync()
    {
        var folder = Path.Combine(root.FullName, "vault");
        if (!System.IO.Directory.Exists(folder))
        {
            return [];
        }

        using var key = new VaultKey(RSA.Create(recipient.ExportParameters(includePrivateParameters: true)));
        var report = await new SealedVaultReader(folder).VerifyAsync(key, Token);
        report.IsSound.ShouldBeTrue(string.Join('\n', report.Findings));
        report.Opened.ShouldBe(report.Sound.Count);
        return report.Sound;
    }

    private async Task<string> WriteSettingsAsync(EntraSimulator simulator, SimulatedUser user)
    {
        var certificate = Path.Combine(root.FullName, "recipient.pem");
        using var issued = new CertificateRequest("CN=Recipient", recipient, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1).CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        await File.WriteAllTextAsync(certificate, issued.ExportCertificatePem(), Token);
        var file = Path.Combine(root.FullName, "settings.json");
        await File.WriteAllTextAsync(
            file,
            new JsonObject
            {
                ["port"] = simulator.Port,
                ["authority"] = simulator.CertificateAuthority.ExportCertificatePem(),
                ["tenantId"] = simulator.TenantId.ToString(),
                ["clientId"] = simulator.ClientId,
                ["clientSecret"] = simulator.ClientSecret,
                ["arguments"] = new JsonArray([.. simulator.ChromiumArguments.Select(argument => (JsonNode)argument)]),
                ["journal"] = Path.Combine(root.FullName, "journal"),
                ["vault"] = Path.Combine(root.FullName, "vault"),
                ["recipient"] = certificate,
                ["user"] = user.UserPrincipalName,
                ["requestId"] = "the-request",
            }.ToJsonString(),
            Token);
        return file;
    }

    private static async Task<(int Code, string Output)> RunAsync(string settings, string point = "nowhere", string hoursAhead = "0")
    {
        using var process = Process.Start(new ProcessStartInfo("dotnet", [Program, "provision", settings, point, hoursAhead]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(Token);
            var error = process.StandardError.ReadToEndAsync(Token);
            await process.WaitForExitAsync(Token);
            var result = (process.ExitCode, (await output).Trim());
            (result.ExitCode is 0 or Killed).ShouldBeTrue(await error);
            return result;
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }
}
