using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using IdMelon.Provisioning.Authenticators;
using IdMelon.Provisioning.BrowserExtension.Keys;
using IdMelon.Provisioning.Local.Vaults;
using IdMelon.Provisioning.Vaults;

namespace IdMelon.Provisioning.BrowserExtension.Tests.Keys;

/// <summary>A vault of files with one recipient, and a sealer that needs no browser.</summary>
internal sealed class SealedVault : ISealedPasskeyVault, IPasskeySealer, IDisposable
{
    // Making an RSA key takes long: all tests share one.
    private static readonly RSA Key = RSA.Create(2048);
    private static readonly VaultRecipient Recipient = Made();

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("extension-vault-");
    private readonly SealedFileVault inner;

    public SealedVault() => inner = new SealedFileVault(new SealedFileVaultOptions { Folder = Path.Combine(folder.FullName, "vault"), Recipients = [Recipient] });

    public bool IsDurable => true;

    public IReadOnlyList<SealingRecipient> SealingRecipients => inner.SealingRecipients;

    /// <summary>Gets or sets whether sealed keys are refused.</summary>
    public bool FailsToKeep { get; set; }

    public Task<SealedPasskey> SealAsync(VaultedPasskey passkey, PrivateKeyBytes privateKey, IReadOnlyList<SealingRecipient> recipients, CancellationToken cancellationToken)
    {
        recipients.Select(recipient => recipient.Identity).ShouldBe([Recipient.Identity]);
        return Task.FromResult(new PasskeySealer([Recipient]).Seal(passkey, privateKey));
    }

    /// <summary>Opens a key as its recipient does.</summary>
    public async Task<OpenedPasskey?> OpenAsync(string credentialId, CancellationToken cancellationToken)
    {
        using var key = new VaultKey(RSA.Create(Key.ExportParameters(includePrivateParameters: true)));
        return await new SealedVaultReader(inner.Folder).OpenAsync(credentialId, key, cancellationToken);
    }

    public Task KeepSealedAsync(SealedPasskey entry, CancellationToken cancellationToken) =>
        FailsToKeep ? throw new ProvisioningException(ProvisioningError.Of(ErrorCodes.VaultFailed, "It is told to.")) : inner.KeepSealedAsync(entry, cancellationToken);

    public Task KeepPendingAsync(VaultedPasskey passkey, PrivateKeyBytes privateKey, CancellationToken cancellationToken) => inner.KeepPendingAsync(passkey, privateKey, cancellationToken);

    public Task ActivateAsync(string credentialId, CancellationToken cancellationToken) => inner.ActivateAsync(credentialId, cancellationToken);

    public Task<bool> RemoveAsync(string credentialId, CancellationToken cancellationToken) => inner.RemoveAsync(credentialId, cancellationToken);

    public Task<IReadOnlyList<VaultedPasskey>> ListAsync(CancellationToken cancellationToken) => inner.ListAsync(cancellationToken);

    public Task<IReadOnlyList<VaultedPasskey>> ListOfUserAsync(string userName, CancellationToken cancellationToken) => inner.ListOfUserAsync(userName, cancellationToken);

    public void Dispose() => folder.Delete(recursive: true);

    private static VaultRecipient Made()
    {
        var now = DateTimeOffset.UtcNow;
        using var certificate = new CertificateRequest("CN=Recipient", Key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1).CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        return new(certificate);
    }
}
