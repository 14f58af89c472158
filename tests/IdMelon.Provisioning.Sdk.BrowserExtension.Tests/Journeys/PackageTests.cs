using System.Diagnostics;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;

namespace IdMelon.Provisioning.BrowserExtension.Tests.Journeys;

/// <summary>What a store and a browser get.</summary>
[Trait("Duration", "Long")]
public sealed class PackageTests(PublishedExtension extension)
{
    private const int MostBytes = 4_000_000;

    // Both are about browsers that this package is not for: those take no service worker, and want an id of their own.
    private static readonly string[] OtherBrowsersOnly = ["ADDON_ID_REQUIRED", "BACKGROUND_SERVICE_WORKER_NOFALLBACK"];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_package_is_small_and_holds_what_a_browser_takes()
    {
        var zip = await ZipAsync();

        new FileInfo(zip).Length.ShouldBeLessThan(MostBytes);
        await using var archive = await ZipFile.OpenReadAsync(zip, Token);
        var names = archive.Entries.Select(entry => entry.FullName).ToList();
        names.ShouldContain("manifest.json");
        names.ShouldContain("framework/dotnet.js");
        names.ShouldAllBe(name => !name.StartsWith('_') && !name.EndsWith(".map", StringComparison.Ordinal) && !name.EndsWith(".pdb", StringComparison.Ordinal) && !name.EndsWith(".br", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_linter_from_npm_has_nothing_against_it()
    {
        var tool = Path.Combine(PublishedExtension.Metadata("NodeFolder"), "node_modules", "addons-linter", "bin", "addons-linter");

        using var report = JsonDocument.Parse(await RunAsync("node", [tool, "--output", "json", await ZipAsync()]));

        var codes = report.RootElement.GetProperty("errors").EnumerateArray().Select(error => error.GetProperty("code").GetString()!).Order(StringComparer.Ordinal);
        codes.ShouldBe(OtherBrowsersOnly);
    }

    [Fact]
    public async Task A_browser_signs_it_with_a_key_that_is_given()
    {
        var chromium = ExtensionWorld.Chromium;
        Assert.SkipWhen(chromium is null, "There is no Chromium on this machine.");
        var work = Directory.CreateTempSubdirectory("extension-signed-");
        try
        {
            using var key = RSA.Create(2048);
            var keyFile = Path.Combine(work.FullName, "key.pem");
            await File.WriteAllTextAsync(keyFile, key.ExportPkcs8PrivateKeyPem(), Token);
            var folder = await ChangedExtension.CopyAsync(await extension.FolderAsync(), work.FullName, manifest => manifest.Remove("key"), Token);

            await RunAsync(chromium, ["--headless=new", "--no-sandbox", "--no-message-box", $"--user-data-dir={work.FullName}/profile", $"--pack-extension={folder}", $"--pack-extension-key={keyFile}"]);

            var package = await File.ReadAllBytesAsync($"{folder}.crx", Token);
            package[..4].ShouldBe("Cr24"u8.ToArray());
            package.AsSpan().IndexOf(key.ExportSubjectPublicKeyInfo()).ShouldBeGreaterThan(0);
        }
        finally
        {
            work.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task A_browser_that_is_too_old_says_so()
    {
        var refusal = await Should.ThrowAsync<Exception>(() => ExtensionWorld.StartAsync(extension, new() { Manifest = manifest => manifest["minimum_chrome_version"] = "9999" }));

        refusal.Message.ShouldContain("9999");
    }

    private async Task<string> ZipAsync()
    {
        var folder = Path.TrimEndingDirectorySeparator(await extension.FolderAsync());
        return $"{folder}.zip";
    }

    /// <summary>Runs a program to its end.</summary>
    /// <returns>What it wrote to its standard output.</returns>
    private static async Task<string> RunAsync(string program, string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var errors = process.StandardError.ReadToEndAsync(Token);
        var output = await process.StandardOutput.ReadToEndAsync(Token);
        await process.WaitForExitAsync(Token);
        await errors;
        return output;
    }
}
