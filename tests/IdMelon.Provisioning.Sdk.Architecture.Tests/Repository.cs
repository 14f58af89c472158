using System.Reflection;

namespace IdMelon.Provisioning.Architecture;

/// <summary>The files of the repository that these tests ask about.</summary>
internal static class Repository
{
    public static string Root { get; } =
        typeof(Repository).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == "RepositoryRoot").Value!;

    public static string Source { get; } = Path.Combine(Root, "src");

    /// <summary>Gets the names of the shipped projects, which are those of their packages and assemblies; without those whose library this machine's registry does not have.</summary>
    public static IReadOnlyList<string> Projects { get; } =
        [.. Directory.GetDirectories(Source).Where(HasProject).Select(folder => Path.GetFileName(folder)).Except(LeftOut()).Order(StringComparer.Ordinal)];

    /// <summary>Lists the C# files of the shipped projects, relative to <c>src</c>, with forward slashes.</summary>
    public static IReadOnlyList<string> SourceFiles { get; } =
    [
        .. Projects
            .SelectMany(project => Directory.EnumerateFiles(Path.Combine(Source, project), "*.cs", SearchOption.AllDirectories))
            .Select(file => Path.GetRelativePath(Source, file).Replace('\\', '/'))
            .Where(file => file.Split('/')[1] is not ("bin" or "obj"))
            .Order(StringComparer.Ordinal),
    ];

    public static string ProjectFile(string project) => Path.Combine(Source, project, $"{project}.csproj");

    public static string ReadSource(string file) => File.ReadAllText(Path.Combine(Source, file));

    private static IEnumerable<string> LeftOut() =>
        typeof(Repository).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Where(data => data.Key == "LeftOut").Select(data => data.Value!);

    private static bool HasProject(string folder) => File.Exists(Path.Combine(folder, $"{Path.GetFileName(folder)}.csproj"));
}
