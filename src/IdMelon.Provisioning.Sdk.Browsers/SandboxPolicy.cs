namespace IdMelon.Provisioning.Browsers;

/// <summary>When the browser may run without its sandbox.</summary>
public enum SandboxPolicy
{
    /// <summary>Only where it cannot work: as root. A warning is logged.</summary>
    OffAsRoot,

    /// <summary>Never: as root the browser is not started.</summary>
    AlwaysOn,
}
