using IdMelon.Provisioning.Conformance.Vaults;
using IdMelon.Provisioning.Local.Vaults;
using IdMelon.Provisioning.Vaults;

namespace IdMelon.Provisioning.Local.Tests.Vaults;

public sealed class SealedFileVaultConformanceTests : DurableVaultConformance, IDisposable
{
    private readonly VaultBench bench = new();
    private readonly SealedFileVault vault;

    public SealedFileVaultConformanceTests() => vault = bench.Open();

    protected override IPasskeyVault Vault => vault;

    protected override IPasskeyVault OpenAgain() => bench.Open();

    protected override byte[]? FindKey(string credentialId) => bench.KeyAsync(credentialId).GetAwaiter().GetResult();

    public void Dispose() => bench.Dispose();
}
