namespace IdMelon.Provisioning.ConsoleRunner.Reporting;

/// <summary>What goes to standard output; everything else goes to standard error.</summary>
internal enum OutputFormat
{
    /// <summary>A table for people.</summary>
    Text,

    /// <summary>The report as one object on one line.</summary>
    Json,

    /// <summary>The journal's entries as they happen, one per line.</summary>
    JsonLines,
}
