using IdMelon.Provisioning.ConsoleRunner.Reporting;

namespace IdMelon.Provisioning.ConsoleRunner.Hosting;

/// <summary>What the options common to <c>demo</c> and <c>provision</c> say.</summary>
internal sealed record RunSettings(OutputFormat Format, string Folder, bool Headful, string? Browser, int Windows, bool Verbose);
