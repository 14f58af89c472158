using System.Buffers.Text;
using IdMelon.Provisioning.Authenticators;
using IdMelon.Provisioning.Conformance.Authenticators;
using IdMelon.Provisioning.Conformance.Journaling;
using IdMelon.Provisioning.Conformance.Vaults;
using IdMelon.Provisioning.Journaling;
using IdMelon.Provisioning.Vaults;
using IdMelon.Provisioning.WebAuthn;

namespace IdMelon.Provisioning.Local.Tests;

public sealed class InMemoryJournalConformanceTests : JournalConformance
{
    protected override IProvisioningJournal Journal { get; } = new InMemoryJournal();
}

public sealed class InMemoryVaultConformanceTests : VaultConformance, IDisposable
{
    private readonly InMemoryVault vault = new();

    protected override IPasskeyVault Vault => vault;

    protected override byte[]? FindKey(string credentialId) => vault.FindPrivateKey(credentialId)?.Reveal().ToArray();

    public void Dispose() => vault.Dispose();
}

public sealed class InMemoryVaultStoreConformanceTests : PasskeyStoreConformance, IDisposable
{
    private readonly InMemoryVault vault = new();

    protected override IPasskeyStore Store => vault;

    public void Dispose() => vault.Dispose();

    protected override Task PutAsync(string relyingPartyId, byte[] credentialId, PrivateKeyBytes privateKey, DateTimeOffset created) => vault.KeepPendingAsync(
        new(Base64Url.EncodeToString(credentialId), relyingPartyId, "ada", "AQID", Guid.Empty, "request", created, VaultedPasskeyState.Pending), privateKey, Token);
}

public sealed class SoftwareAuthenticatorConformanceTests : PasskeyAuthenticatorConformance, IDisposable
{
    private readonly InMemoryVault vault = new();

    public SoftwareAuthenticatorConformanceTests() => Authenticator = new SoftwareAuthenticator(new PasskeyKeyFactory(), store: vault);

    protected override IPasskeyAuthenticator Authenticator { get; }

    public void Dispose() => vault.Dispose();

    protected override async Task<bool> RemembersAsync(PasskeyCreationOptions options, MadePasskey made)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(made);
        await vault.KeepPendingAsync(
            new(Base64Url.EncodeToString(made.Registration.CredentialId.Span), options.RelyingPartyId!, options.UserName, Base64Url.EncodeToString(options.UserId.Span), made.Aaguid, "request", DateTimeOffset.UnixEpoch, VaultedPasskeyState.Pending),
            made.PrivateKey!,
            Token);
        return true;
    }
}
