using System.Globalization;
using System.Security.Cryptography;
using IdMelon.Provisioning.Vaults;

namespace IdMelon.Provisioning.Local.Vaults;

/// <summary>Makes the index agree with the entries after whatever happened, without losing any: finishes what a stopped process began, and tells what cannot be explained by that.</summary>
internal sealed class VaultReconciliation(VaultStore store, TimeProvider time)
{
    private const string AsidePrefix = "index-damaged-";
    private const string AsideExtension = ".jsonl";

    private readonly List<VaultFinding> findings = [];
    private readonly List<(VaultAction Action, VaultedPasskey Passkey, string Hash)> news = [];
    private readonly Dictionary<string, List<VaultedPasskeyState>> files = new(StringComparer.Ordinal);

    public IReadOnlyList<VaultFinding> Run()
    {
        findings.Clear();
        news.Clear();
        files.Clear();

        // Read from its beginning: what was checked once may have been altered since.
        store.Index.Forget();
        var condition = store.Index.Read();
        if (condition == IndexCondition.Damaged)
        {
            SetAside();
        }

        List<string> halfRemoved = [];
        foreach (var name in Directory.EnumerateFileSystemEntries(store.Folder).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal))
        {
            Sort(name, halfRemoved);
        }

        foreach (var id in files.Keys.Union(store.Index.Lines.Keys).ToList())
        {
            Compare(id, files.GetValueOrDefault(id) ?? [], isBeingRemoved: halfRemoved.Contains(id));
        }

        if (files.Count > 1 && !File.Exists(Path.Combine(store.Folder, VaultStore.IndexName)))
        {
            // A process that is stopped before it has written the first line leaves one entry.
            Tell(VaultStore.IndexName, null, "The index is gone. It is made anew from the entries; whether entries are lost with it cannot be told.");
        }

        Write(condition);
        foreach (var id in halfRemoved)
        {
            store.Disk.Delete(store.PathOf(id, null));
        }

        return [.. findings];
    }

    private void Sort(string name, List<string> halfRemoved)
    {
        if (EntryName.Parse(name) is { } entry)
        {
            if (entry.State is { } state)
            {
                (files.TryGetValue(entry.Id, out var states) ? states : files[entry.Id] = []).Add(state);
            }
            else
            {
                halfRemoved.Add(entry.Id);
            }
        }
        else if (name.EndsWith(VaultStore.TemporaryExtension, StringComparison.Ordinal))
        {
            // Under the lock nobody is writing: whoever wrote it was stopped.
            store.Disk.Delete(Path.Combine(store.Folder, name));
        }
        else if (name.StartsWith(AsidePrefix, StringComparison.Ordinal) && name.EndsWith(AsideExtension, StringComparison.Ordinal))
        {
            Tell(name, null, "The index was found damaged and made anew from the entries; this file is what it was. Compare both, then remove it.");
        }
        else if (name != VaultStore.IndexName && !name.StartsWith('.'))
        {
            Tell(name, null, $"{name} is no file of the vault; it is left alone. Remove it if nobody knows it.");
        }
    }

    private void Compare(string id, List<VaultedPasskeyState> states, bool isBeingRemoved)
    {
        var line = store.Index.Lines.GetValueOrDefault(id);
        var known = line is { IsThere: true } ? line : null;
        switch (states)
        {
            case [] when known is null:
                return;

            case [] when isBeingRemoved:
                News(VaultAction.Removed, known.Passkey, known.EntryHash, "Its removal is finished.");
                return;

            case []:
                Tell(new EntryName(id, known.Passkey.State).ToString(), known.Passkey.CredentialId, $"The entry of {known.Passkey.CredentialId} for {known.Passkey.UserName} is gone.");
                return;

            case [_, _, ..]:
                Tell(
                    new EntryName(id, VaultedPasskeyState.Pending).ToString(),
                    known?.Passkey.CredentialId,
                    "The entry is there twice, as pending and as active. Remove the file that does not say what is true of the passkey.");
                return;

            case [var state] when known is null:
                Adopt(id, state);
                return;

            case [VaultedPasskeyState.Pending] when known.Passkey.State == VaultedPasskeyState.Active:
                Tell(new EntryName(id, VaultedPasskeyState.Pending).ToString(), known.Passkey.CredentialId, $"The entry of {known.Passkey.CredentialId} was active and is pending. Rename it back if the directory has the passkey.");
                Resolve(known);
                return;

            case [VaultedPasskeyState.Active] when known.Passkey.State == VaultedPasskeyState.Pending:
                News(VaultAction.Activated, known.Passkey with { State = VaultedPasskeyState.Active }, known.EntryHash, "It became active.");
                return;

            default:
                Resolve(known!);
                return;
        }
    }

    /// <summary>Takes in an entry of which the index does not tell, if it is whole and has its own name.</summary>
    private void Adopt(string id, VaultedPasskeyState state)
    {
        var name = new EntryName(id, state).ToString();
        if (Read(name) is not { } bytes)
        {
            return;
        }

        if (SealedPasskey.TryParse(bytes) is not { } entry)
        {
            Tell(name, null, $"{name} is not a sealed passkey as it was written.");
        }
        else if (EntryName.IdOf(entry.Passkey.CredentialId) != id)
        {
            Tell(name, entry.Passkey.CredentialId, $"{name} holds the entry of another credential, {entry.Passkey.CredentialId}.");
        }
        else
        {
            News(VaultAction.Found, entry.Passkey with { State = state }, HashOf(bytes), "It was there without a line in the index.");
        }
    }

    /// <summary>Finishes a rotation that was stopped: the entry tells how far it came.</summary>
    private void Resolve(IndexLine known)
    {
        if (store.Index.Rotating.TryGetValue(known.Id, out var hash) && Read(Path.GetFileName(store.PathOf(known))) is { } bytes && HashOf(bytes) == hash)
        {
            News(VaultAction.Rotated, known.Passkey, hash, "It had been sealed anew.");
        }
    }

    private void Write(IndexCondition condition)
    {
        if (condition == IndexCondition.Sound)
        {
            foreach (var (action, passkey, hash) in news)
            {
                store.Index.Append(action, passkey, hash);
            }

            return;
        }

        foreach (var (action, passkey, hash) in news)
        {
            store.Index.Assume(action, passkey, hash);
        }

        store.Index.Rewrite(Path.Combine(store.Folder, VaultStore.IndexName + VaultStore.TemporaryExtension));
        if (condition == IndexCondition.Torn)
        {
            findings.Add(new(VaultStore.IndexName, ProvisioningError.Of(ErrorCodes.VaultDamaged, "The last line of the index had no end; the index was made anew from the entries.")) { IsRepaired = true });
        }
    }

    private void SetAside()
    {
        var bytes = File.ReadAllBytes(Path.Combine(store.Folder, VaultStore.IndexName));
        var name = string.Create(CultureInfo.InvariantCulture, $"{AsidePrefix}{time.GetUtcNow().UtcDateTime:yyyyMMdd-HHmmss}-{HashOf(bytes)[..8]}{AsideExtension}");
        if (!File.Exists(Path.Combine(store.Folder, name)))
        {
            var temporary = Path.Combine(store.Folder, name + VaultStore.TemporaryExtension);
            File.Delete(temporary);
            store.Disk.Write(temporary, bytes);
            store.Disk.Rename(temporary, Path.Combine(store.Folder, name));
            store.Disk.SyncFolder(store.Folder);
        }
    }

    private byte[]? Read(string name)
    {
        try
        {
            return EntryFile.Read(Path.Combine(store.Folder, name));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            Tell(name, null, $"{name} cannot be read: {exception.Message}");
            return null;
        }
    }

    private void News(VaultAction action, VaultedPasskey passkey, string hash, string what)
    {
        news.Add((action, passkey, hash));
        findings.Add(new(EntryName.Of(passkey.CredentialId, passkey.State).ToString(), ProvisioningError.Of(ErrorCodes.VaultDamaged, $"The index was behind of the entry of {passkey.CredentialId}. {what}"))
        {
            CredentialId = passkey.CredentialId,
            IsRepaired = true,
        });
    }

    private void Tell(string file, string? credentialId, string what) =>
        findings.Add(new(file, ProvisioningError.Of(ErrorCodes.VaultDamaged, what)) { CredentialId = credentialId });

    private static string HashOf(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}
