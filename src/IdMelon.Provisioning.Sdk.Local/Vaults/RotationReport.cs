namespace IdMelon.Provisioning.Local.Vaults;

/// <summary>What sealing a vault anew has come to.</summary>
/// <param name="Rotated">The credential ids that were sealed anew.</param>
/// <param name="AlreadySealed">The credential ids that were sealed for exactly these recipients already.</param>
/// <param name="Findings">The entries that stay as they were, and why.</param>
public sealed record RotationReport(IReadOnlyList<string> Rotated, IReadOnlyList<string> AlreadySealed, IReadOnlyList<VaultFinding> Findings);
