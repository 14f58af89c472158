using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using System.Security.Cryptography;
using IdMelon.Provisioning.Local.Vaults;
using IdMelon.Provisioning.Vaults;

namespace IdMelon.Provisioning.Local.Tests.Vaults;

/// <summary>Vaults that other processes fill, and are killed at.</summary>
public sealed class VaultProcessTests : IDisposable
{
    private const int Killed = 137;

    private static readonly string Program =
        typeof(VaultProcessTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(metadata => metadata.Key == "CrashProgram").Value!;
    private readonly VaultBench bench = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string Certificate
    {
        get
        {
            var path = Path.Combine(bench.Root, "recipient.pem");
            File.WriteAllText(path, VaultBench.FirstCertificate.ExportCertificatePem());
            return path;
        }
    }

    [Fact]
    public async Task Several_processes_fill_one_vault_at_once()
    {
        var certificate = Certificate;

        var codes = await Task.WhenAll(Enumerable.Range(0, 3).Select(i => RunAsync("fill", bench.Folder, certificate, $"process{i}", "20")));

        codes.ShouldAllBe(code => code == 0);
        using var key = VaultBench.FirstKey();
        var report = await bench.Reader().VerifyAsync(key, Token);
        report.Findings.ShouldBeEmpty();
        report.Opened.ShouldBe(3 * 15);
        report.Sound.Count(passkey => passkey.State == VaultedPasskeyState.Active).ShouldBe(3 * 10);
    }

    [Fact]
    public async Task A_process_killed_between_any_two_operations_leaves_a_vault_that_goes_on()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Kills by a signal.");
            return;
        }

        var certificate = Certificate;
        for (var operation = 1; ; operation += 2)
        {
            var folder = Path.Combine(bench.Root, $"vault{operation}");
            var code = await RunAsync("die", folder, certificate, operation.ToString(CultureInfo.InvariantCulture));

            if (Directory.Exists(folder))
            {
                var reader = new SealedVaultReader(folder);
                using var key = VaultBench.FirstKey();
                var report = await reader.VerifyAsync(key, Token);
                report.IsSound.ShouldBeTrue(string.Join('\n', report.Findings));
                report.Opened.ShouldBe(report.Sound.Count);
                (await reader.VerifyAsync(key, Token)).Findings.ShouldBeEmpty();
                Directory.GetFiles(folder, "*.tmp").ShouldBeEmpty();
            }

            if (code == 0)
            {
                operation.ShouldBeGreaterThan(10);
                return;
            }

            code.ShouldBe(Killed);
        }
    }

    public void Dispose() => bench.Dispose();

    private static async Task<int> RunAsync(params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("dotnet", [Program, .. arguments]) { RedirectStandardError = true })!;
        try
        {
            var error = await process.StandardError.ReadToEndAsync(Token);
            await process.WaitForExitAsync(Token);
            error.ShouldBeEmpty();
            return process.ExitCode;
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill();
            }
        }
    }
}
