namespace IdMelon.Provisioning.Simulator.SecurityInfo;

/// <summary>The calls that the page of security info makes.</summary>
public enum SecurityInfoCall
{
    /// <summary>Opens the session.</summary>
    Authorize,

    /// <summary>Lists what is registered and what may be.</summary>
    AvailableMethods,

    /// <summary>Begins a registration.</summary>
    New,

    /// <summary>Names what was created, which registers it.</summary>
    Verify,

    /// <summary>Deletes a method.</summary>
    Delete,

    /// <summary>Makes a method the default one.</summary>
    SetDefault,
}
