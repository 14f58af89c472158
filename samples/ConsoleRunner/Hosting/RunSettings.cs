using IdMelon.Provisioning.ConsoleRunner.Reporting;
using IdMelon.Provisioning.Recognition;

namespace IdMelon.Provisioning.ConsoleRunner.Hosting;

/// <summary>What the options common to <c>demo</c> and <c>provision</c> say.</summary>
internal sealed record RunSettings(OutputFormat Format, string Folder, bool Headful, string? Browser, int Windows, bool Verbose)
{
    /// <summary>Gets the packs to recognize pages by; null for the built-in ones.</summary>
    public PackSet? Packs { get; init; }
}
