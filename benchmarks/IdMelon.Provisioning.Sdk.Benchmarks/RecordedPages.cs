using IdMelon.Provisioning.Browsing;

namespace IdMelon.Provisioning.Benchmarks;

/// <summary>The replies of the page script that were recorded on whole runs.</summary>
internal static class RecordedPages
{
    /// <summary>Gets all replies, the shortest page first.</summary>
    public static IReadOnlyList<string> BySize { get; } =
    [
        .. typeof(RecordedPages).Assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith("Pages/", StringComparison.Ordinal))
            .Select(Read)
            .OrderBy(reply => StepProtocol.Read(reply).Snapshot.Html.Length),
    ];

    private static string Read(string name)
    {
        using var reader = new StreamReader(typeof(RecordedPages).Assembly.GetManifestResourceStream(name)!);
        return reader.ReadToEnd();
    }
}
