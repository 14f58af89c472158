using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using IdMelon.Provisioning.Authenticators;
using IdMelon.Provisioning.Local.Vaults;
using IdMelon.Provisioning.Vaults;
using Microsoft.Extensions.Logging;

namespace IdMelon.Provisioning.Local.Tests.Vaults;

/// <summary>A folder for a vault, and recipients with their keys.</summary>
internal sealed class VaultBench : IDisposable
{
    // Making RSA keys takes long: all tests share two.
    private static readonly (RSA Key, X509Certificate2 Certificate) One = Make("CN=Recipient one");
    private static readonly (RSA Key, X509Certificate2 Certificate) Two = Make("CN=Recipient two");

    private readonly ScratchFolder scratch = new();

    public static VaultRecipient First { get; } = new(One.Certificate);

    public static VaultRecipient Second { get; } = new(Two.Certificate);

    public static X509Certificate2 FirstCertificate => One.Certificate;

    public static RSA FirstRsa => One.Key;

    public string Root => scratch.Root;

    public string Folder => Path.Combine(scratch.Root, "vault");

    public string IndexPath => Path.Combine(Folder, VaultStore.IndexName);

    public string[] Entries => [.. Directory.GetFiles(Folder, "*.jwe").Order(StringComparer.Ordinal)];

    /// <summary>A key that a test may dispose.</summary>
    public static VaultKey FirstKey() => new(RSA.Create(One.Key.ExportParameters(includePrivateParameters: true)));

    public static VaultKey SecondKey() => new(RSA.Create(Two.Key.ExportParameters(includePrivateParameters: true)));

    public SealedFileVault Open(IVaultDisk? disk = null, TimeProvider? time = null, ILoggerFactory? loggers = null, TimeSpan? patience = null, params VaultRecipient[] recipients) => new(
        new SealedFileVaultOptions { Folder = Folder, Recipients = recipients is [] ? [First] : recipients, LockPatience = patience ?? TimeSpan.FromSeconds(30) },
        time ?? TimeProvider.System,
        loggers,
        disk ?? new VaultDisk());

    public SealedVaultReader Reader(IVaultDisk? disk = null) => new(Folder, TimeProvider.System, null, disk ?? new VaultDisk());

    public static VaultedPasskey Passkey(string credentialId, string user = "ada@contoso.onmicrosoft.com") => new(
        credentialId,
        "login.microsoft.com",
        user,
        "dXNlcg",
        Guid.Parse("820d89ed-d65a-409e-85cb-f73f0578f82a"),
        $"request-of-{credentialId}",
        new DateTimeOffset(2026, 1, 31, 9, 30, 0, TimeSpan.Zero).AddTicks(1234567),
        VaultedPasskeyState.Pending);

    public static async Task KeepAsync(IPasskeyVault vault, string credentialId, params byte[] key)
    {
        using var bytes = new PrivateKeyBytes(key is [] ? [7, 7, 7] : [.. key]);
        await vault.KeepPendingAsync(Passkey(credentialId), bytes, TestContext.Current.CancellationToken);
    }

    /// <summary>Opens a key as its recipient would; null if it is not kept.</summary>
    public async Task<byte[]?> KeyAsync(string credentialId, VaultKey? key = null)
    {
        using var mine = key ?? FirstKey();
        using var opened = await Reader().OpenAsync(credentialId, mine, TestContext.Current.CancellationToken);
        return opened?.PrivateKey.Reveal().ToArray();
    }

    public void Dispose() => scratch.Dispose();

    public static (RSA Key, X509Certificate2 Certificate) Make(string subject, int bits = 2048, X509KeyUsageFlags? usage = null, DateTimeOffset? until = null)
    {
        var key = RSA.Create(bits);
        var request = new CertificateRequest(subject, key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        if (usage is { } flags)
        {
            request.CertificateExtensions.Add(new X509KeyUsageExtension(flags, critical: true));
        }

        var end = until ?? DateTimeOffset.UtcNow.AddYears(1);
        return (key, request.CreateSelfSigned(end.AddYears(-2), end));
    }
}
