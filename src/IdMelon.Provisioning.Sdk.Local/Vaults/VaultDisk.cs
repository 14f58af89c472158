using System.Runtime.InteropServices;

namespace IdMelon.Provisioning.Local.Vaults;

/// <summary>The disk as it is. What it makes is for its owner only.</summary>
internal sealed class VaultDisk : IVaultDisk
{
    private const int ReadOnly = 0;
    private const int InvalidArgument = 22;

    public void Write(string path, ReadOnlySpan<byte> bytes) => Put(path, FileMode.CreateNew, bytes);

    public void Append(string path, ReadOnlySpan<byte> bytes) => Put(path, FileMode.Append, bytes);

    // Without the wish to overwrite, .NET makes a link and removes the old name: two steps, between which a process may end.
    public void Rename(string from, string to) => File.Move(from, to, overwrite: true);

    public void Delete(string path) => File.Delete(path);

    public void SyncFolder(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            // NTFS writes names by its own journal.
            return;
        }

        var handle = Open(folder, ReadOnly);
        if (handle < 0)
        {
            throw new IOException($"{folder} cannot be opened to be synchronized (errno {Marshal.GetLastPInvokeError()}).");
        }

        var failed = Sync(handle) != 0 && Marshal.GetLastPInvokeError() is var error && error != InvalidArgument;
        _ = Close(handle);
        if (failed)
        {
            throw new IOException($"{folder} cannot be synchronized.");
        }
    }

    private static void Put(string path, FileMode mode, ReadOnlySpan<byte> bytes)
    {
        var options = new FileStreamOptions { Mode = mode, Access = FileAccess.Write, Share = FileShare.Read, BufferSize = 0 };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using var file = new FileStream(path, options);
        file.Write(bytes);
        file.Flush(flushToDisk: true);
    }

    [DllImport("libc", EntryPoint = "open", SetLastError = true, CharSet = CharSet.Ansi)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Open([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags);

    [DllImport("libc", EntryPoint = "fsync", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Sync(int handle);

    [DllImport("libc", EntryPoint = "close")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Close(int handle);
}
