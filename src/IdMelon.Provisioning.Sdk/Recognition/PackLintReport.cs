namespace IdMelon.Provisioning.Recognition;

/// <summary>What was found in pack files.</summary>
/// <param name="Findings">Errors and advice, in the order of the files.</param>
/// <param name="Set">The set that the files make; null if there are errors.</param>
public sealed record PackLintReport(IReadOnlyList<PackFinding> Findings, PackSet? Set);
