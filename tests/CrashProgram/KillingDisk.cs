using System.Diagnostics;
using IdMelon.Provisioning.Local.Vaults;

namespace IdMelon.Provisioning.CrashProgram;

/// <summary>A disk that kills its process before the operation of that number.</summary>
internal sealed class KillingDisk(int operation) : IVaultDisk
{
    private readonly VaultDisk disk = new();
    private int begun;

    public void Write(string path, ReadOnlySpan<byte> bytes)
    {
        Count();
        disk.Write(path, bytes);
    }

    public void Append(string path, ReadOnlySpan<byte> bytes)
    {
        Count();
        disk.Append(path, bytes);
    }

    public void Rename(string from, string to)
    {
        Count();
        disk.Rename(from, to);
    }

    public void Delete(string path)
    {
        Count();
        disk.Delete(path);
    }

    public void SyncFolder(string folder)
    {
        Count();
        disk.SyncFolder(folder);
    }

    private void Count()
    {
        if (++begun == operation)
        {
            Process.GetCurrentProcess().Kill();
        }
    }
}
