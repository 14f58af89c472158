namespace IdMelon.Provisioning.Browsers;

/// <summary>What an exception of a driver means.</summary>
public enum DriverProblem
{
    /// <summary>It is no exception of the driver: it goes on its way.</summary>
    None,

    /// <summary>The document went away under the call; another one is coming.</summary>
    DocumentReplaced,

    /// <summary>The page or its window went away.</summary>
    WindowGone,

    /// <summary>Anything else that the driver complains of.</summary>
    Other,
}
