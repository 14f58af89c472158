namespace IdMelon.Provisioning.Planning;

/// <summary>What is to be expected of a mode for a user.</summary>
public enum PreflightOutcome
{
    /// <summary>It will work; there may be warnings.</summary>
    Works,

    /// <summary>It cannot be told.</summary>
    Unknown,

    /// <summary>It will not work.</summary>
    Blocked,
}
