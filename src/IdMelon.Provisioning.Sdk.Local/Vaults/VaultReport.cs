using IdMelon.Provisioning.Vaults;

namespace IdMelon.Provisioning.Local.Vaults;

/// <summary>What checking a vault has shown.</summary>
public sealed record VaultReport
{
    /// <summary>Gets the entries that are whole.</summary>
    public required IReadOnlyList<VaultedPasskey> Sound { get; init; }

    /// <summary>Gets how many of them were opened with the key; 0 without one.</summary>
    public int Opened { get; init; }

    /// <summary>Gets what is not as it was left.</summary>
    public required IReadOnlyList<VaultFinding> Findings { get; init; }

    /// <summary>Gets the hash of the index's last line. It commits to all lines before it: kept elsewhere, it shows later whether somebody has put another index in the place of this one.</summary>
    public required string IndexHead { get; init; }

    /// <summary>Gets the number of lines of the index.</summary>
    public required int IndexLines { get; init; }

    /// <summary>Gets whether nothing needs a person.</summary>
    public bool IsSound => Findings.All(finding => finding.IsRepaired);
}
