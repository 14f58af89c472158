namespace IdMelon.Provisioning.AdminPanel.Extension;

/// <summary>How a panel's page and the extension stand to each other.</summary>
public enum ConnectionStage
{
    /// <summary>The page is looking for it.</summary>
    Connecting,

    /// <summary>The browser has no such extension, or it is switched off.</summary>
    Missing,

    /// <summary>They talk.</summary>
    Connected,

    /// <summary>They have talked, and the extension is gone: it was switched off, removed or loaded again.</summary>
    Lost,
}
