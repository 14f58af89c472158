namespace IdMelon.Provisioning.Local.Vaults;

/// <summary>Lets one process at a time into a vault's folder. The operating system takes the lock back from a process that ends.</summary>
internal sealed class VaultLock(string folder, TimeSpan patience, TimeProvider time)
{
    public const string FileName = ".lock";

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);
    private readonly string path = Path.Combine(folder, FileName);
    private bool proven;

    /// <exception cref="ProvisioningException">Another process holds it for too long (<see cref="ErrorCodes.VaultLocked"/>).</exception>
    public async Task<IDisposable> EnterAsync(CancellationToken cancellationToken)
    {
        var began = time.GetTimestamp();
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (TryOpen() is { } held)
            {
                return Proven(held);
            }

            if (time.GetElapsedTime(began) >= patience)
            {
                throw VaultFailure.Of(ErrorCodes.VaultLocked, $"{path} was held for longer than {patience.TotalSeconds:0.#} seconds.");
            }

            await Task.Delay(Pause, time, cancellationToken).ConfigureAwait(false);
        }
    }

    // Some network file systems, and an environment variable of .NET, make locks do nothing.
    private FileStream Proven(FileStream held)
    {
        if (!proven)
        {
            using var second = TryOpen();
            if (second is not null)
            {
                held.Dispose();
                throw VaultFailure.Of(ErrorCodes.VaultLocked, $"Locks have no effect at {path}: a vault has to be in a file system of this machine, and DOTNET_SYSTEM_IO_DISABLEFILELOCKING must not be set.");
            }

            proven = true;
        }

        return held;
    }

    private FileStream? TryOpen()
    {
        var options = new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = FileShare.None, BufferSize = 0 };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        try
        {
            return new FileStream(path, options);
        }
        catch (IOException exception) when (exception is not (DirectoryNotFoundException or FileNotFoundException or PathTooLongException) && File.Exists(path))
        {
            return null;
        }
    }
}
