namespace IdMelon.Provisioning.Simulator.SignIn;

/// <summary>What a page may do to itself while somebody is about to act on it.</summary>
public enum PageChange
{
    /// <summary>The main button is replaced by another element that looks the same.</summary>
    ReplaceSubmit,

    /// <summary>The main button moves to another place of the page.</summary>
    MoveSubmit,

    /// <summary>The same step is shown again in a new document.</summary>
    SwapDocument,

    /// <summary>The window goes to a page of another host.</summary>
    LeaveOrigin,
}
