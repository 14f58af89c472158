namespace IdMelon.Provisioning.Recognition;

/// <summary>What is wrong with a pack file, and where.</summary>
/// <param name="File">The file's name.</param>
/// <param name="Path">The JSON path, such as <c>$.rules[3].all[0]</c>.</param>
/// <param name="Problem">The problem, without a dot at its end; may quote the file.</param>
/// <param name="IsError">Whether the file is refused because of it; otherwise it is advice.</param>
public sealed record PackFinding(string File, string Path, string Problem, bool IsError)
{
    /// <summary>Writes file, path and problem in one line.</summary>
    public override string ToString() => $"{File}, {Path}: {Problem}";
}
