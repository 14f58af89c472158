using System.Globalization;
using IdMelon.Provisioning.Authenticators;
using IdMelon.Provisioning.Local.Vaults;
using IdMelon.Provisioning.Vaults;

namespace IdMelon.Provisioning.CrashProgram;

/// <summary>What is done with a vault until the process ends.</summary>
internal static class VaultWork
{
    /// <summary>Keeps as many keys; of four in a row it removes the last, leaves one pending and activates the others.</summary>
    public static async Task FillAsync(string folder, string certificate, string prefix, int count)
    {
        var vault = new SealedFileVault(Options(folder, certificate));
        for (var i = 0; i < count; i++)
        {
            var id = string.Create(CultureInfo.InvariantCulture, $"{prefix}-{i}");
            await KeepAsync(vault, id);
            await (i % 4 == 3 ? vault.RemoveAsync(id, CancellationToken.None) : i % 4 == 2 ? Task.CompletedTask : vault.ActivateAsync(id, CancellationToken.None));
        }
    }

    /// <summary>Keeps, activates and removes until the operation of that number.</summary>
    public static async Task DieAsync(string folder, string certificate, int operation)
    {
        var vault = new SealedFileVault(Options(folder, certificate), TimeProvider.System, null, new KillingDisk(operation));
        await KeepAsync(vault, "one");
        await KeepAsync(vault, "two");
        await vault.ActivateAsync("one", CancellationToken.None);
        await vault.RemoveAsync("two", CancellationToken.None);
    }

    private static async Task KeepAsync(SealedFileVault vault, string id)
    {
        using var key = new PrivateKeyBytes([1, 2, 3]);
        await vault.KeepPendingAsync(
            new(id, "login.microsoft.com", "ada@contoso.onmicrosoft.com", "dXNlcg", Guid.Empty, "request", DateTimeOffset.UnixEpoch, VaultedPasskeyState.Pending),
            key,
            CancellationToken.None);
    }

    private static SealedFileVaultOptions Options(string folder, string certificate) => new() { Folder = folder, Recipients = [VaultRecipient.ReadFile(certificate)] };
}
