namespace IdMelon.Provisioning.BrowserExtension.Bridging;

/// <summary>What may stand against a call of the browser.</summary>
public enum BridgeProblem
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>The tab or its window is closed.</summary>
    WindowGone,

    /// <summary>The document went away under the call.</summary>
    DocumentReplaced,

    /// <summary>The browser shows its own page about an error.</summary>
    ErrorPage,

    /// <summary>The page is of a host for which the extension has no permission.</summary>
    ForeignHost,

    /// <summary>The service worker died under the call; whether it was done is not known.</summary>
    WorkerLost,

    /// <summary>Another extension has the browser's passkey proxy.</summary>
    ProxyTaken,

    /// <summary>Anything else.</summary>
    Other,
}
