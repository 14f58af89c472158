using System.Globalization;
using System.Text.RegularExpressions;
using IdMelon.Provisioning.StuckPages;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace IdMelon.Provisioning.Local.StuckPages;

/// <summary>Keeps each page at which a run got stuck in a folder of its own, complete or not at all.</summary>
/// <remarks>Thread-safe, and safe when several processes use the same folder.</remarks>
public sealed partial class StuckPageFolder : IStuckPageStore
{
    private const string Sensitive = "-sensitive";
    private const string Partial = ".partial";
    private const string Picture = ".png";
    private const int LongestRequestId = 64;
    private const int MostOfOneName = 999;
    private const int MostKept = 10_000;

    private readonly string folder;
    private readonly int keepAtMost;
    private readonly ILogger logger;
    private int saved;

    /// <summary>Makes a store; nothing is written before its first page.</summary>
    /// <exception cref="ProvisioningException">The folder is missing in the options or is no path, or the number to keep is out of its range (<see cref="ErrorCodes.ConfigurationInvalid"/>).</exception>
    public StuckPageFolder(StuckPageFolderOptions options, ILoggerFactory? loggers = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (string.IsNullOrWhiteSpace(options.Folder) || options.Folder.Contains('\0', StringComparison.Ordinal) || Path.GetPathRoot(Path.GetFullPath(options.Folder)) == Path.GetFullPath(options.Folder))
        {
            throw Wrong($"{nameof(StuckPageFolderOptions.Folder)} is not the path of a folder.");
        }

        if (options.KeepAtMost is < 1 or > MostKept)
        {
            throw Wrong($"{nameof(StuckPageFolderOptions.KeepAtMost)} is not 1 to {MostKept}.");
        }

        folder = Path.TrimEndingDirectorySeparator(Path.GetFullPath(options.Folder));
        keepAtMost = options.KeepAtMost;
        WantsScreenshots = options.TakesScreenshots;
        logger = (loggers ?? NullLoggerFactory.Instance).CreateLogger<StuckPageFolder>();
    }

    /// <summary>Gets the folder with its full path.</summary>
    public string Folder => folder;

    /// <summary>Gets the folder with the screenshots.</summary>
    public string ScreenshotFolder => folder + Sensitive;

    /// <summary>Gets how many pages this store has saved.</summary>
    public int Saved => Volatile.Read(ref saved);

    /// <inheritdoc/>
    public bool WantsScreenshots { get; }

    /// <inheritdoc/>
    /// <exception cref="IOException">The page could not be written; nothing of it stays.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be written to.</exception>
    public async Task SaveAsync(StuckPage page, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(page);
        cancellationToken.ThrowIfCancellationRequested();
        OwnFiles.CreateFolder(folder);
        var partial = Path.Combine(folder, $".{Guid.NewGuid():N}{Partial}");
        string name;
        try
        {
            OwnFiles.CreateFolder(partial);
            foreach (var (file, text) in StuckPageFiles.Of(page))
            {
                await OwnFiles.WriteAsync(Path.Combine(partial, file), text, cancellationToken).ConfigureAwait(false);
            }

            name = Publish(partial, page);
        }
        catch
        {
            Discard(partial);
            throw;
        }

        Interlocked.Increment(ref saved);
        if (WantsScreenshots && page.Screenshot is { } picture)
        {
            OwnFiles.CreateFolder(ScreenshotFolder);
            await OwnFiles.WriteAsync(Path.Combine(ScreenshotFolder, name + Picture), picture, cancellationToken).ConfigureAwait(false);
            await OwnFiles.WriteOnceAsync(Path.Combine(ScreenshotFolder, "SENSITIVE.txt"), StuckPageFiles.Warning, cancellationToken).ConfigureAwait(false);
        }

        Prune();
    }

    /// <summary>Gives the finished folder its name; one that is there already is left alone.</summary>
    private string Publish(string partial, StuckPage page)
    {
        var stamp = page.At.UtcDateTime.ToString("yyyyMMdd-HHmmss-fff", CultureInfo.InvariantCulture);
        for (var number = 1; ; number++)
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"{stamp}-{Safe(page.RequestId)}{(number == 1 ? "" : $"~{number:D3}")}");
            var path = Path.Combine(folder, name);
            try
            {
                Directory.Move(partial, path);
                return name;
            }
            catch (IOException) when (Path.Exists(path) && number < MostOfOneName)
            {
                // Another page has that name: the next one is tried.
            }
        }
    }

    private void Discard(string partial)
    {
        try
        {
            if (Directory.Exists(partial))
            {
                Directory.Delete(partial, recursive: true);
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            logger.StuckPageNotRemoved(Path.GetFileName(partial), error.GetType().Name);
        }
    }

    /// <summary>Removes the oldest pages and their screenshots. A folder into which somebody has put something of their own stays.</summary>
    private void Prune()
    {
        foreach (var path in Directory.EnumerateDirectories(folder).Where(IsOurs).OrderDescending(StringComparer.Ordinal).Skip(keepAtMost))
        {
            try
            {
                Directory.Delete(path, recursive: true);
                File.Delete(Path.Combine(ScreenshotFolder, Path.GetFileName(path) + Picture));
            }
            catch (DirectoryNotFoundException)
            {
                // Another store has removed it, or there never was a screenshot.
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                logger.StuckPageNotRemoved(Path.GetFileName(path), error.GetType().Name);
            }
        }
    }

    private static bool IsOurs(string path)
    {
        try
        {
            return Name().IsMatch(Path.GetFileName(path))
                && (File.GetAttributes(path) & FileAttributes.ReparsePoint) == 0
                && Directory.EnumerateFileSystemEntries(path).Select(Path.GetFileName).ToHashSet().SetEquals(StuckPageFiles.Names);
        }
        catch (Exception error) when (error is DirectoryNotFoundException or FileNotFoundException)
        {
            // Another store has just removed it.
            return false;
        }
    }

    // A request id may come from anywhere, and look like a path.
    private static string Safe(string requestId)
    {
        var shortened = requestId.Length > LongestRequestId ? requestId[..LongestRequestId] : requestId;
        return string.Concat(shortened.Select(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' ? c : '_'));
    }

    private static ProvisioningException Wrong(string detail) => new(ProvisioningError.Of(ErrorCodes.ConfigurationInvalid, $"{nameof(StuckPageFolderOptions)}.{detail}"));

    [GeneratedRegex(@"^\d{8}-\d{6}-\d{3}-[\w-]{0,64}(?:~\d{3})?$")]
    private static partial Regex Name();
}
