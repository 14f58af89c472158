using System.Security.Cryptography;
using IdMelon.Provisioning.Authenticators;
using IdMelon.Provisioning.Vaults;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace IdMelon.Provisioning.Local.Vaults;

/// <summary>Reads the vault that a <see cref="SealedFileVault"/> has filled, with a recipient's key.</summary>
/// <remarks>Thread-safe, and safe beside processes that use the vault. It needs to write in the folder: it takes the vault's lock, and finishes what a killed process began.</remarks>
public sealed class SealedVaultReader
{
    private static readonly TimeSpan LockPatience = TimeSpan.FromSeconds(30);
    private readonly VaultStore store;

    /// <summary>Makes a reader.</summary>
    /// <param name="folder">The vault's folder.</param>
    /// <param name="time">The clock; null takes the system's.</param>
    /// <param name="loggers">Where is told what was found damaged or put right; null tells nobody.</param>
    /// <exception cref="ProvisioningException">There is no such folder (<see cref="ErrorCodes.ConfigurationInvalid"/>).</exception>
    public SealedVaultReader(string folder, TimeProvider? time = null, ILoggerFactory? loggers = null)
        : this(folder, time ?? TimeProvider.System, loggers, new VaultDisk())
    {
    }

    internal SealedVaultReader(string folder, TimeProvider time, ILoggerFactory? loggers, IVaultDisk disk)
    {
        store = new VaultStore(folder, LockPatience, time, disk, (loggers ?? NullLoggerFactory.Instance).CreateLogger<SealedVaultReader>());
        if (!store.Exists)
        {
            throw VaultFailure.Of(ErrorCodes.ConfigurationInvalid, $"There is no vault at {store.Folder}.");
        }
    }

    /// <summary>Gets the folder with its full path.</summary>
    public string Folder => store.Folder;

    /// <summary>Lists what is kept, without opening it.</summary>
    public Task<IReadOnlyList<VaultedPasskey>> ListAsync(CancellationToken cancellationToken) => store.InsideAsync<IReadOnlyList<VaultedPasskey>>(
        () =>
        {
            store.Reconcile();
            return [.. store.Entries().Select(line => line.Passkey)];
        },
        cancellationToken);

    /// <summary>Opens an entry; the caller disposes it.</summary>
    /// <returns>Null if it is not kept.</returns>
    /// <exception cref="ProvisioningException">It was altered or exchanged (<see cref="ErrorCodes.VaultDamaged"/>), or is sealed for others (<see cref="ErrorCodes.VaultKeyWrong"/>).</exception>
    public Task<OpenedPasskey?> OpenAsync(string credentialId, VaultKey key, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(credentialId);
        ArgumentNullException.ThrowIfNull(key);
        return store.InsideAsync(
            () => store.Find(credentialId) is { } line ? new OpenedPasskey(line.Passkey, key.Open(ReadEntry(line))) : null,
            cancellationToken);
    }

    /// <summary>Checks every entry against the index and its own name and, with a key, opens it. What is wrong with one does not keep it from the others.</summary>
    /// <param name="key">A recipient's key; null checks what can be checked without one.</param>
    /// <param name="cancellationToken">Ends the check.</param>
    public Task<VaultReport> VerifyAsync(VaultKey? key, CancellationToken cancellationToken) => store.InsideAsync(
        () =>
        {
            store.Reconcile();
            List<VaultFinding> findings = [.. store.Findings];
            List<VaultedPasskey> sound = [];
            var opened = 0;
            foreach (var line in store.Entries())
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (Check(line, findings, entry => key?.Open(entry).Dispose()))
                {
                    sound.Add(line.Passkey);
                    opened += key is null ? 0 : 1;
                }
            }

            return new VaultReport { Sound = sound, Opened = opened, Findings = findings, IndexHead = store.Index.Head, IndexLines = store.Index.Count };
        },
        cancellationToken);

    /// <summary>Seals every entry anew for other recipients, with the key of one of those for whom it is sealed now.</summary>
    /// <remarks>Each entry is either as before or sealed anew, also if the process is killed; called again, it goes on. Between two entries other processes may use the vault.</remarks>
    public async Task<RotationReport> RotateAsync(VaultKey key, IReadOnlyList<VaultRecipient> recipients, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(key);
        var sealer = new PasskeySealer(recipients);
        List<string> rotated = [];
        List<string> already = [];
        List<VaultFinding> findings = [];
        var kept = await store.InsideAsync(
            () =>
            {
                store.Reconcile();
                findings.AddRange(store.Findings);
                return store.Entries().Select(line => line.Passkey.CredentialId).ToList();
            },
            cancellationToken).ConfigureAwait(false);
        foreach (var id in kept)
        {
            await store.InsideAsync(
                () =>
                {
                    // Another process may have removed it meanwhile.
                    if (store.Index.Lines.GetValueOrDefault(EntryName.IdOf(id)) is { IsThere: true } line && store.Agrees(line.Id))
                    {
                        Check(line, findings, entry => (Rotate(line, entry, key, sealer) ? rotated : already).Add(id));
                    }

                    return true;
                },
                cancellationToken).ConfigureAwait(false);
        }

        return new(rotated, already, findings);
    }

    private static bool Check(IndexLine line, List<VaultFinding> findings, string file, Func<SealedPasskey> read, Action<SealedPasskey> use)
    {
        try
        {
            use(read());
            return true;
        }
        catch (ProvisioningException exception) when (exception.Error.Code is ErrorCodes.VaultDamaged or ErrorCodes.VaultKeyWrong)
        {
            findings.Add(new(file, exception.Error) { CredentialId = line.Passkey.CredentialId });
            return false;
        }
    }

    private bool Check(IndexLine line, List<VaultFinding> findings, Action<SealedPasskey> use) =>
        Check(line, findings, Path.GetFileName(store.PathOf(line)), () => ReadEntry(line), use);

    private bool Rotate(IndexLine line, SealedPasskey entry, VaultKey key, PasskeySealer sealer)
    {
        if (entry.Recipients.SequenceEqual(sealer.Recipients.Select(recipient => recipient.Identity)))
        {
            return false;
        }

        using var clear = key.Open(entry);
        var anew = sealer.Seal(line.Passkey, clear);
        var hash = HashOf(anew.Json.Span);
        var temporary = store.Temporary(line.Id);
        store.Disk.Write(temporary, anew.Json.Span);

        // From here on the entry may have either hash.
        store.Index.Append(VaultAction.Rotating, line.Passkey, hash);
        store.Disk.Rename(temporary, store.PathOf(line));
        store.Disk.SyncFolder(store.Folder);
        store.Index.Append(VaultAction.Rotated, line.Passkey, hash);
        return true;
    }

    private SealedPasskey ReadEntry(IndexLine line)
    {
        var path = store.PathOf(line);
        byte[] bytes;
        try
        {
            bytes = EntryFile.Read(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw VaultFailure.Damaged($"{path} cannot be read: {exception.Message}", exception);
        }

        if (SealedPasskey.TryParse(bytes) is not { } entry)
        {
            throw VaultFailure.Damaged($"{path} is not a sealed passkey as it was written.");
        }

        if (entry.Passkey.CredentialId != line.Passkey.CredentialId)
        {
            throw VaultFailure.Damaged($"{path} holds the entry of another credential, {entry.Passkey.CredentialId}.");
        }

        if (entry.Passkey != line.Passkey with { State = VaultedPasskeyState.Pending })
        {
            throw VaultFailure.Damaged($"{path} tells something else of its passkey than the index.");
        }

        return HashOf(bytes) == line.EntryHash ? entry : throw VaultFailure.Damaged($"{path} is not the file that the index tells of.");
    }

    private static string HashOf(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}
