namespace IdMelon.Provisioning.Tests.Recognition.Hostile;

/// <summary>Sign-in and settings pages of other systems, written from knowledge of how such pages are built, and forms made up by chance.</summary>
internal static class LookAlikes
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Recognition", "Hostile", "Pages");

    public static IReadOnlyList<string> Names { get; } = [.. Directory.GetFiles(Folder, "*.html").Select(file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal)];

    public static string Read(string name) => File.ReadAllText(Path.Combine(Folder, name + ".html"));
}
