using IdMelon.Provisioning.Conformance.Journaling;
using IdMelon.Provisioning.Conformance.Vaults;
using IdMelon.Provisioning.Journaling;
using IdMelon.Provisioning.Vaults;

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
