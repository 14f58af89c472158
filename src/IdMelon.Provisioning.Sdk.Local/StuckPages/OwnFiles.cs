using System.Text;

namespace IdMelon.Provisioning.Local.StuckPages;

/// <summary>Makes folders and files that only their owner may read.</summary>
internal static class OwnFiles
{
    public static void CreateFolder(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
        }
        else
        {
            Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    public static Task WriteAsync(string path, string text, CancellationToken cancellationToken) => WriteAsync(path, Encoding.UTF8.GetBytes(text), cancellationToken);

    public static async Task WriteAsync(string path, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None, Options = FileOptions.Asynchronous, BufferSize = 0 };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using var file = new FileStream(path, options);
        await file.WriteAsync(bytes, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Writes a file unless it is there.</summary>
    public static async Task WriteOnceAsync(string path, string text, CancellationToken cancellationToken)
    {
        try
        {
            await WriteAsync(path, text, cancellationToken).ConfigureAwait(false);
        }
        catch (IOException) when (File.Exists(path))
        {
            // Its words are always the same.
            return;
        }
    }
}
