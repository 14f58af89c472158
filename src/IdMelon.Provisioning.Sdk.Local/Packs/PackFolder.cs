using System.IO.Enumeration;
using IdMelon.Provisioning.Recognition;

namespace IdMelon.Provisioning.Local.Packs;

/// <summary>A folder with pack files.</summary>
public static class PackFolder
{
    private const string Extension = ".json";
    private const string SchemaExtension = ".schema.json";
    private const int MostFiles = 1000;

    /// <summary>Reads every <c>*.json</c> file of a folder and of the folders in it, ordered by path; schemas (<c>*.schema.json</c>), linked folders and folders whose name begins with a dot are left out.</summary>
    /// <param name="path">The folder.</param>
    /// <returns>The files, named by their path inside of the folder. They are not looked into: that is done by <see cref="PackSet.With"/>.</returns>
    /// <exception cref="ProvisioningException">There is no such folder, it holds no pack file or more than a thousand, or one cannot be read (<see cref="ErrorCodes.ConfigurationInvalid"/>).</exception>
    public static IReadOnlyList<PackFile> Read(string path)
    {
        if (string.IsNullOrWhiteSpace(path) || path.Contains('\0', StringComparison.Ordinal) || !Directory.Exists(path))
        {
            throw Failure($"There is no folder with packs at '{path}'.");
        }

        try
        {
            var folder = Path.GetFullPath(path);
            var names = Names(folder).Take(MostFiles + 1).Order(StringComparer.Ordinal).ToList();
            return names.Count switch
            {
                0 => throw Failure($"The folder '{path}' holds no pack file (*{Extension})."),
                > MostFiles => throw Failure($"The folder '{path}' holds more than {MostFiles} files: it is hardly a folder with packs."),
                _ => [.. names.Select(name => new PackFile(name, Bytes(Path.Combine(folder, name))))],
            };
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new ProvisioningException(ProvisioningError.Of(ErrorCodes.ConfigurationInvalid, $"Reading the packs in '{path}' failed: {error.Message}"), error);
        }
    }

    private static FileSystemEnumerable<string> Names(string folder) => new(
        folder,
        (ref entry) => Path.GetRelativePath(folder, entry.ToFullPath()).Replace(Path.DirectorySeparatorChar, '/'),
        new EnumerationOptions { RecurseSubdirectories = true, IgnoreInaccessible = false, AttributesToSkip = FileAttributes.None })
    {
        ShouldIncludePredicate = (ref entry) => !entry.IsDirectory
            && entry.FileName.EndsWith(Extension, StringComparison.OrdinalIgnoreCase)
            && !entry.FileName.EndsWith(SchemaExtension, StringComparison.OrdinalIgnoreCase),

        // Mounted configuration keeps its versions in folders with a dot and links them: each file counts once.
        ShouldRecursePredicate = (ref entry) => entry.FileName[0] != '.' && (entry.Attributes & FileAttributes.ReparsePoint) == 0,
    };

    // What is too long is refused by whoever reads it; more than it takes to see that is not read.
    private static byte[] Bytes(string path)
    {
        using var file = File.OpenRead(path);
        var bytes = new byte[(int)Math.Min(file.Length, PackFile.MostBytes + 1)];
        var read = file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        return bytes[..read];
    }

    private static ProvisioningException Failure(string cause) => new(ProvisioningError.Of(ErrorCodes.ConfigurationInvalid, cause));
}
