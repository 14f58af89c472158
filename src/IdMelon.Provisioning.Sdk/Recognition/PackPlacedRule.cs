namespace IdMelon.Provisioning.Recognition;

/// <summary>A rule with its place in its file, and the rule before which it wants to stand.</summary>
internal sealed record PackPlacedRule(PackRule Rule, string? Before, string File, string Path)
{
    public string Id => Rule.Id;

    public static PackPlacedRule Read(PackReader reader) => new(PackRule.Read(reader), reader.Optional("before"), reader.File, reader.Path);

    public static PackPlacedRule ReadShell(PackReader reader)
    {
        var shell = Read(reader);
        return shell.Rule.Targets.Count > 0 ? throw reader.Broken("there is nothing to touch on a page that was never built: a shell has no targets") : shell;
    }

    /// <summary>What is wrong with it.</summary>
    public PackFinding Broken(string problem) => new(File, Path, problem, IsError: true);
}
