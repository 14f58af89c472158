namespace IdMelon.Provisioning.Planning;

/// <summary>What a finding means for provisioning.</summary>
public enum PreflightSeverity
{
    /// <summary>It will probably work, but there is something to know.</summary>
    Warns,

    /// <summary>Whether it works cannot be told, because something could not be read.</summary>
    Unknown,

    /// <summary>It will not work.</summary>
    Blocks,
}
