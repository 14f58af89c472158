namespace IdMelon.Provisioning.BrowserExtension.Panel;

/// <summary>Where the operator stands to a panel.</summary>
public enum PanelTrust
{
    /// <summary>Not asked yet, or not answered: the extension's popup asks.</summary>
    Unconfirmed,

    /// <summary>It may start runs.</summary>
    Trusted,

    /// <summary>It may not.</summary>
    Refused,
}
