using System.Security.Cryptography;
using IdMelon.Provisioning.Authenticators;
using IdMelon.Provisioning.Vaults;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace IdMelon.Provisioning.Local.Vaults;

/// <summary>A vault of files, one per passkey, each sealed for its recipients. The machine that fills it cannot read it.</summary>
/// <remarks>
/// Thread-safe, and safe when several processes of a machine use the same folder. What a call has kept is on the disk when it returns; a process that is killed leaves
/// an entry whole or not at all. <see cref="SealedVaultReader"/> opens what is kept.
/// </remarks>
public sealed class SealedFileVault : ISealedPasskeyVault
{
    private readonly PasskeySealer? sealer;
    private readonly VaultStore store;

    /// <summary>Makes a vault; nothing is written before its first key.</summary>
    /// <param name="options">Where, and for whom.</param>
    /// <param name="time">The clock; null takes the system's.</param>
    /// <param name="loggers">Where is told what was found damaged or put right; null tells nobody.</param>
    /// <exception cref="ProvisioningException">The folder is no path (<see cref="ErrorCodes.ConfigurationInvalid"/>), or a recipient is missing or lies in the folder itself (<see cref="ErrorCodes.VaultRecipientInvalid"/>).</exception>
    public SealedFileVault(SealedFileVaultOptions options, TimeProvider? time = null, ILoggerFactory? loggers = null)
        : this(options, time ?? TimeProvider.System, loggers, new VaultDisk())
    {
    }

    internal SealedFileVault(SealedFileVaultOptions options, TimeProvider time, ILoggerFactory? loggers, IVaultDisk disk)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        var logger = (loggers ?? NullLoggerFactory.Instance).CreateLogger<SealedFileVault>();
        sealer = new PasskeySealer(options.Recipients);
        store = new VaultStore(options.Folder, options.LockPatience, time, disk, logger);
        foreach (var recipient in sealer.Recipients)
        {
            if (recipient.File is { } file && file.StartsWith(store.Folder + Path.DirectorySeparatorChar, StringComparison.Ordinal))
            {
                throw VaultFailure.Of(ErrorCodes.VaultRecipientInvalid, $"{file} lies in the vault's folder, where whoever writes to the vault could put another in its place.");
            }

            if (recipient.Expires <= time.GetUtcNow())
            {
                logger.RecipientExpired(recipient.Subject, recipient.Identity.KeyId, recipient.Expires);
            }
        }
    }

    private SealedFileVault(VaultStore store) => this.store = store;

    /// <summary>Gets the folder with its full path.</summary>
    public string Folder => store.Folder;

    /// <summary>Gets for whom is sealed.</summary>
    public IReadOnlyList<VaultRecipient> Recipients => sealer?.Recipients ?? [];

    /// <inheritdoc/>
    public IReadOnlyList<SealingRecipient> SealingRecipients => [.. Recipients.Select(recipient => recipient.ForSealing)];

    /// <inheritdoc/>
    /// <remarks>False for a vault without recipients, which keeps nothing new.</remarks>
    public bool IsDurable => sealer is not null;

    /// <summary>Opens a vault without recipients: it lists, activates and removes, for <see cref="Running.VaultSettler"/>, and keeps no new key.</summary>
    /// <exception cref="ProvisioningException">There is no such folder (<see cref="ErrorCodes.ConfigurationInvalid"/>).</exception>
    public static SealedFileVault WithoutRecipients(string folder, TimeProvider? time = null, ILoggerFactory? loggers = null)
    {
        var logger = (loggers ?? NullLoggerFactory.Instance).CreateLogger<SealedFileVault>();
        var store = new VaultStore(folder, new SealedFileVaultOptions().LockPatience, time ?? TimeProvider.System, new VaultDisk(), logger);
        return store.Exists ? new(store) : throw VaultFailure.Of(ErrorCodes.ConfigurationInvalid, $"There is no vault at {store.Folder}.");
    }

    /// <inheritdoc/>
    public Task KeepPendingAsync(VaultedPasskey passkey, PrivateKeyBytes privateKey, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(passkey);
        ArgumentNullException.ThrowIfNull(privateKey);
        cancellationToken.ThrowIfCancellationRequested();
        return KeepAsync(Sealer.Seal(passkey, privateKey), cancellationToken);
    }

    /// <inheritdoc/>
    /// <remarks>The key is not looked at: whether it opens, and is the passkey's, is known once a recipient opens it.</remarks>
    public Task KeepSealedAsync(SealedPasskey entry, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(entry);
        cancellationToken.ThrowIfCancellationRequested();
        return entry.Recipients.SequenceEqual(Sealer.Recipients.Select(recipient => recipient.Identity))
            ? KeepAsync(entry, cancellationToken)
            : throw VaultFailure.Of(ErrorCodes.VaultRecipientInvalid, $"The entry of {entry.Passkey.CredentialId} is sealed for others than the vault's own recipients.");
    }

    /// <inheritdoc/>
    public Task ActivateAsync(string credentialId, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(credentialId);
        return store.InsideAsync(
            () =>
            {
                var line = store.Find(credentialId) ?? throw VaultFailure.Failed($"The credential {credentialId} is not kept.");
                if (line.Passkey.State == VaultedPasskeyState.Pending)
                {
                    store.Disk.Rename(store.PathOf(line), store.PathOf(line.Id, VaultedPasskeyState.Active));
                    store.Disk.SyncFolder(store.Folder);
                    store.Index.Append(VaultAction.Activated, line.Passkey with { State = VaultedPasskeyState.Active }, line.EntryHash);
                }

                return true;
            },
            cancellationToken);
    }

    /// <inheritdoc/>
    /// <remarks>Removing an entry whose file is lost gives it up: it is not reported any more.</remarks>
    public async Task<bool> RemoveAsync(string credentialId, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(credentialId);
        return store.Exists && await store.InsideAsync(
            () =>
            {
                if (store.FindLost(credentialId) is { } lost)
                {
                    // There is nothing to delete any more: whoever removes it knows, and it is not looked for again.
                    store.Index.Append(VaultAction.Removed, lost.Passkey, lost.EntryHash);
                    return false;
                }

                if (store.Find(credentialId) is not { } line)
                {
                    return false;
                }

                // First the decision, then the deed: an entry that is gone without a line that tells why would look lost.
                var removed = store.PathOf(line.Id, null);
                store.Disk.Rename(store.PathOf(line), removed);
                store.Disk.SyncFolder(store.Folder);
                store.Index.Append(VaultAction.Removed, line.Passkey, line.EntryHash);
                store.Disk.Delete(removed);
                return true;
            },
            cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    /// <remarks>Reads no entry. An entry whose file is gone is not listed; <see cref="SealedVaultReader.VerifyAsync"/> names it, and so does the log.</remarks>
    public async Task<IReadOnlyList<VaultedPasskey>> ListAsync(CancellationToken cancellationToken) =>
        store.Exists ? await store.InsideAsync(
            () =>
            {
                store.Reconcile();
                return store.Entries().Select(line => line.Passkey).ToList();
            },
            cancellationToken).ConfigureAwait(false) : [];

    /// <inheritdoc/>
    public async Task<IReadOnlyList<VaultedPasskey>> ListOfUserAsync(string userName, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(userName);
        return store.Exists ? await store.InsideAsync(
            () =>
            {
                if (OfUser(userName).Any(line => !store.Agrees(line.Id)))
                {
                    store.Reconcile();
                }

                return OfUser(userName).Where(line => File.Exists(store.PathOf(line))).Select(line => line.Passkey).ToList();
            },
            cancellationToken).ConfigureAwait(false) : [];
    }

    private PasskeySealer Sealer => sealer ?? throw VaultFailure.Of(ErrorCodes.VaultRecipientInvalid, "The vault was opened without any.");

    private Task KeepAsync(SealedPasskey entry, CancellationToken cancellationToken) => store.InsideAsync(
        () =>
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (store.Find(entry.Passkey.CredentialId) is not null)
            {
                throw VaultFailure.Failed($"The credential {entry.Passkey.CredentialId} is kept already.");
            }

            Put(entry);
            return true;
        },
        cancellationToken);

    private IEnumerable<IndexLine> OfUser(string userName) =>
        store.Index.Lines.Values.Where(line => line.IsThere && string.Equals(line.Passkey.UserName, userName, StringComparison.OrdinalIgnoreCase));

    private void Put(SealedPasskey entry)
    {
        var id = EntryName.IdOf(entry.Passkey.CredentialId);
        var temporary = store.Temporary(id);
        store.Disk.Write(temporary, entry.Json.Span);
        store.Disk.Rename(temporary, store.PathOf(id, VaultedPasskeyState.Pending));
        store.Disk.SyncFolder(store.Folder);
        store.Index.Append(VaultAction.Kept, entry.Passkey, Convert.ToHexStringLower(SHA256.HashData(entry.Json.Span)));
    }
}
