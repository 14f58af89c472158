using System.Text;
using IdMelon.Provisioning.Vaults;

namespace IdMelon.Provisioning.Local.Vaults;

/// <summary>The index as it was read last: the newest line of each entry, and how far it was read.</summary>
/// <remarks>Not thread-safe: its owner holds the vault's lock.</remarks>
internal sealed class VaultIndex(string path, IVaultDisk disk, TimeProvider time)
{
    private readonly Dictionary<string, IndexLine> lines = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> rotating = new(StringComparer.Ordinal);
    private long length;

    /// <summary>Gets the newest line of each entry that ever had one, by the entry's id.</summary>
    public IReadOnlyDictionary<string, IndexLine> Lines => lines;

    /// <summary>Gets the hashes that entries will have whose rotation was begun and not finished.</summary>
    public IReadOnlyDictionary<string, string> Rotating => rotating;

    /// <summary>Gets the hash of the last line, which commits to all before it.</summary>
    public string Head { get; private set; } = IndexLine.Beginning;

    /// <summary>Gets the number of lines.</summary>
    public int Count { get; private set; }

    /// <summary>Reads what is new. An index that does not continue what was read before is read from its beginning.</summary>
    public IndexCondition Read()
    {
        if (!File.Exists(path))
        {
            // Gone since it was read last: the entries are asked.
            var wasThere = Count > 0;
            Forget();
            return wasThere ? IndexCondition.Damaged : IndexCondition.Sound;
        }

        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        if (!Continues(file))
        {
            Forget();
        }

        file.Seek(length, SeekOrigin.Begin);
        var bytes = new byte[file.Length - length];
        file.ReadExactly(bytes);
        return Take(bytes);
    }

    public void Append(VaultAction action, VaultedPasskey passkey, string entryHash)
    {
        var isFirst = !File.Exists(path);
        var (line, bytes) = IndexLine.Write(action, passkey, entryHash, time.GetUtcNow(), Head);
        disk.Append(path, bytes);
        if (isFirst)
        {
            disk.SyncFolder(Path.GetDirectoryName(path)!);
        }

        length += bytes.Length;
        Keep(line);
    }

    /// <summary>Writes the index anew: a line for each entry that is there, one behind the other.</summary>
    public void Rewrite(string temporary)
    {
        var entries = lines.Values.Where(line => line.IsThere).ToList();
        Forget();
        using var buffer = new MemoryStream();
        foreach (var entry in entries)
        {
            var (line, bytes) = IndexLine.Write(VaultAction.Found, entry.Passkey, entry.EntryHash, time.GetUtcNow(), Head);
            buffer.Write(bytes);
            Keep(line);
        }

        disk.Write(temporary, buffer.GetBuffer().AsSpan(0, (int)buffer.Length));
        disk.Rename(temporary, path);
        disk.SyncFolder(Path.GetDirectoryName(path)!);
        length = buffer.Length;
    }

    /// <summary>Takes note of what a line would say, for an index that is about to be written anew.</summary>
    public void Assume(VaultAction action, VaultedPasskey passkey, string entryHash) =>
        Keep(IndexLine.Write(action, passkey, entryHash, time.GetUtcNow(), Head).Line);

    /// <summary>Forgets everything that was read.</summary>
    public void Forget()
    {
        lines.Clear();
        rotating.Clear();
        Head = IndexLine.Beginning;
        Count = 0;
        length = 0;
    }

    // The hash at the end commits to everything before it.
    private bool Continues(FileStream file)
    {
        var tail = Encoding.ASCII.GetBytes($"{Head}\"}}\n");
        if (Count == 0 || length < tail.Length || file.Length < length)
        {
            return false;
        }

        var there = new byte[tail.Length];
        file.Seek(length - tail.Length, SeekOrigin.Begin);
        file.ReadExactly(there);
        return there.AsSpan().SequenceEqual(tail);
    }

    private IndexCondition Take(ReadOnlySpan<byte> bytes)
    {
        var condition = IndexCondition.Sound;
        while (!bytes.IsEmpty)
        {
            var end = bytes.IndexOf((byte)'\n');
            var line = IndexLine.Read(end < 0 ? bytes : bytes[..end]);
            if (end < 0)
            {
                condition = condition == IndexCondition.Sound ? IndexCondition.Torn : condition;
            }
            else if (line is null || line.Previous != Head)
            {
                condition = IndexCondition.Damaged;
            }

            if (line is not null)
            {
                // Each line proves itself: what others of a damaged index say of their entries still counts.
                Keep(line);
            }

            length += end < 0 ? bytes.Length : end + 1;
            bytes = end < 0 ? [] : bytes[(end + 1)..];
        }

        return condition;
    }

    private void Keep(IndexLine line)
    {
        Head = line.Hash;
        Count++;
        if (line.Action == VaultAction.Rotating)
        {
            rotating[line.Id] = line.EntryHash;
            return;
        }

        rotating.Remove(line.Id);
        lines[line.Id] = line;
    }
}
