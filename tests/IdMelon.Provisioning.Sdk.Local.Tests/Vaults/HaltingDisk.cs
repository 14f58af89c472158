using IdMelon.Provisioning.Local.Vaults;

namespace IdMelon.Provisioning.Local.Tests.Vaults;

/// <summary>A disk that does a number of operations and then none any more, as if the process had been killed; the one that is cut may be half done.</summary>
internal sealed class HaltingDisk(int operations, bool halfDone = false) : IVaultDisk
{
    private readonly VaultDisk disk = new();
    private int done;

    public bool HasHalted { get; private set; }

    public void Write(string path, ReadOnlySpan<byte> bytes)
    {
        if (Goes())
        {
            disk.Write(path, bytes);
        }
        else
        {
            Halt(path, bytes, File.WriteAllBytes);
        }
    }

    public void Append(string path, ReadOnlySpan<byte> bytes)
    {
        if (Goes())
        {
            disk.Append(path, bytes);
        }
        else
        {
            Halt(path, bytes, File.AppendAllBytes);
        }
    }

    public void Rename(string from, string to) => Do(() => disk.Rename(from, to));

    public void Delete(string path) => Do(() => disk.Delete(path));

    public void SyncFolder(string folder) => Do(() => disk.SyncFolder(folder));

    private void Do(Action operation)
    {
        if (!Goes())
        {
            HasHalted = true;
            throw new HaltedException();
        }

        operation();
    }

    private bool Goes() => ++done <= operations;

    private void Halt(string path, ReadOnlySpan<byte> bytes, Action<string, byte[]> write)
    {
        if (halfDone && !HasHalted)
        {
            write(path, bytes[..(bytes.Length / 2)].ToArray());
        }

        HasHalted = true;
        throw new HaltedException();
    }
}

/// <summary>Says that nothing happens any more.</summary>
internal sealed class HaltedException : Exception;
