namespace IdMelon.Provisioning.BrowserExtension.Panel;

/// <summary>What a panel asks the extension to do.</summary>
public enum PanelMode
{
    /// <summary>Everything happens by itself.</summary>
    Automatic,

    /// <summary>A person signs in and registers; the extension watches, answers the passkey call, proves and logs.</summary>
    Manual,

    /// <summary>A person registers a passkey at any site; the extension captures it for the user.</summary>
    Capture,
}
