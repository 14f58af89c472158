namespace IdMelon.Provisioning.Local.Vaults;

/// <summary>What a line of the index tells.</summary>
internal enum VaultAction
{
    /// <summary>An entry was kept as pending.</summary>
    Kept,

    /// <summary>An entry became active.</summary>
    Activated,

    /// <summary>An entry was removed.</summary>
    Removed,

    /// <summary>An entry is about to be sealed anew, with this hash.</summary>
    Rotating,

    /// <summary>An entry was sealed anew.</summary>
    Rotated,

    /// <summary>An entry was there without a line that tells of it, or stood elsewhere than its line tells.</summary>
    Found,
}
