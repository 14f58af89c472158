using System.Security.Cryptography;
using System.Text;
using IdMelon.Provisioning.Local.Vaults;
using IdMelon.Provisioning.Vaults;

namespace IdMelon.Provisioning.VendorVault;

/// <summary>Where the backend keeps entries. A vendor has a database in its place; what must hold is the same.</summary>
public sealed class EntryFolder
{
    private const string Pending = ".pending";
    private const string Active = ".active";
    private const string Removed = ".removed";
    private readonly Lock gate = new();
    private readonly string folder;

    /// <summary>Opens or makes the folder.</summary>
    public EntryFolder(string folder) => this.folder = Directory.CreateDirectory(folder).FullName;

    /// <summary>Keeps an entry.</summary>
    /// <returns>201 if it is new, 200 if exactly it is kept already, 409 if another one is.</returns>
    public int Keep(SealedPasskey entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        lock (gate)
        {
            var id = entry.Passkey.CredentialId;
            if (Find(id) is { } kept)
            {
                return File.ReadAllBytes(kept).AsSpan().SequenceEqual(entry.Json.Span) ? StatusCodes.Status200OK : StatusCodes.Status409Conflict;
            }

            Write(PathOf(id, Pending), entry.Json.Span);
            return StatusCodes.Status201Created;
        }
    }

    /// <summary>Lists what is kept.</summary>
    public IReadOnlyList<KeptEntry> List()
    {
        lock (gate)
        {
            return
            [
                .. Directory.GetFiles(folder, "*" + Pending).Select(file => new KeptEntry(VaultedPasskeyState.Pending, File.ReadAllBytes(file))),
                .. Directory.GetFiles(folder, "*" + Active).Select(file => new KeptEntry(VaultedPasskeyState.Active, File.ReadAllBytes(file))),
            ];
        }
    }

    /// <summary>Marks an entry as active.</summary>
    /// <returns>Whether it is kept.</returns>
    public bool Activate(string id)
    {
        lock (gate)
        {
            if (Find(id) is not { } kept)
            {
                return false;
            }

            File.Move(kept, PathOf(id, Active), overwrite: true);
            return true;
        }
    }

    /// <summary>Removes an entry; what stays is which call has done it.</summary>
    /// <returns>Whether it was kept, the same to the same call sent again.</returns>
    public bool Remove(string id, string call)
    {
        lock (gate)
        {
            var removed = PathOf(id, Removed);
            if (Find(id) is not { } kept)
            {
                return call.Length > 0 && File.Exists(removed) && File.ReadAllText(removed) == call;
            }

            Write(removed, Encoding.UTF8.GetBytes(call));
            File.Delete(kept);
            return true;
        }
    }

    private string? Find(string id) => new[] { PathOf(id, Active), PathOf(id, Pending) }.FirstOrDefault(File.Exists);

    private string PathOf(string id, string state) => Path.Combine(folder, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(id))) + state);

    // Whole or not at all, also if the machine stops.
    private static void Write(string path, ReadOnlySpan<byte> bytes)
    {
        var temporary = path + ".tmp";
        using (var file = new FileStream(temporary, FileMode.Create, FileAccess.Write, FileShare.None))
        {
            file.Write(bytes);
            file.Flush(flushToDisk: true);
        }

        File.Move(temporary, path, overwrite: true);
    }
}
