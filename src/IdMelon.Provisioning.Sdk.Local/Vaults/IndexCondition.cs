namespace IdMelon.Provisioning.Local.Vaults;

/// <summary>How an index was found.</summary>
internal enum IndexCondition
{
    /// <summary>Every line is as it was written and continues the one before.</summary>
    Sound,

    /// <summary>Its last line has no end: its writer was stopped in the middle.</summary>
    Torn,

    /// <summary>A line was altered, left out or put elsewhere, or the index is gone.</summary>
    Damaged,
}
