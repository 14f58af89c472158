using System.Globalization;

namespace IdMelon.Provisioning.Local;

/// <summary>The journal's folder: which files are in it, what they are called, who may read them.</summary>
internal sealed class JournalFolder
{
    private const string Prefix = "provisioning-";
    private const string Extension = ".jsonl";
    private const int LongestBatchId = 64;
    private const int MostFilesOfOneName = 999;

    private JournalFolder(string fullPath) => FullPath = fullPath;

    public string FullPath { get; }

    public static JournalFolder At(string? path)
    {
        if (string.IsNullOrWhiteSpace(path) || path.Contains('\0', StringComparison.Ordinal))
        {
            throw new ProvisioningException(ProvisioningError.Of(
                ErrorCodes.ConfigurationInvalid,
                $"{nameof(JsonLinesJournalOptions)}.{nameof(JsonLinesJournalOptions.Folder)} is not the path of a folder."));
        }

        return new(Path.GetFullPath(path));
    }

    /// <summary>The file's name in a form that can be shown.</summary>
    public static string NameOf(string path) => string.Concat(Path.GetFileName(path).Select(c => char.IsControl(c) ? '_' : c));

    /// <summary>Makes the file of a batch. It never opens an existing one, whatever the batch is called.</summary>
    public FileStream Create(string batchId, DateTimeOffset at, out string path)
    {
        CreateFolder();
        var stamp = at.UtcDateTime.ToString("yyyyMMdd-HHmmss", CultureInfo.InvariantCulture);
        for (var number = 1; ; number++)
        {
            // '~' sorts behind the extension's dot, so the files of one batch are listed in the order of their making.
            var again = number == 1 ? "" : string.Create(CultureInfo.InvariantCulture, $"~{number:D3}");
            path = Path.Combine(FullPath, $"{Prefix}{stamp}-{Safe(batchId)}{again}{Extension}");
            try
            {
                return CreateFile(path);
            }
            catch (IOException) when (File.Exists(path) && number < MostFilesOfOneName)
            {
                // Another journal has made it: the next name is tried.
            }
        }
    }

    public static FileStream OpenForAppending(string path)
    {
        var file = new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.Read, bufferSize: 0, FileOptions.Asynchronous);
        file.Seek(0, SeekOrigin.End);
        return file;
    }

    public IReadOnlyList<string> List()
    {
        try
        {
            return Directory.Exists(FullPath) ? [.. Directory.EnumerateFiles(FullPath, $"{Prefix}*{Extension}").Order(StringComparer.Ordinal)] : [];
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw JournalFailure.Of($"Listing {FullPath} failed: {error.Message}", error);
        }
    }

    public static FileStream OpenForReading(string path)
    {
        try
        {
            return new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0, FileOptions.Asynchronous | FileOptions.SequentialScan);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw JournalFailure.Of($"Opening {NameOf(path)} failed: {error.Message}", error);
        }
    }

    // A batch id may come from anywhere. What is written inside of the file is the id itself.
    private static string Safe(string batchId)
    {
        var shortened = batchId.Length > LongestBatchId ? batchId[..LongestBatchId] : batchId;
        return string.Concat(shortened.Select(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' ? c : '_'));
    }

    private static FileStream CreateFile(string path)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.Read, Options = FileOptions.Asynchronous, BufferSize = 0 };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return new(path, options);
    }

    private void CreateFolder()
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(FullPath);
        }
        else
        {
            Directory.CreateDirectory(FullPath, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }
}
