namespace IdMelon.Provisioning.AdminPanel.Components.Dialogs;

/// <summary>The steps of adding a passkey.</summary>
internal enum AddPasskeyStep
{
    /// <summary>Nothing is shown before the browser has said whether the hints are wanted.</summary>
    Opening,

    /// <summary>Hints and checks.</summary>
    Install,

    /// <summary>Everything by itself.</summary>
    Automatic,

    /// <summary>A person at the window.</summary>
    Manual,

    /// <summary>Which other site.</summary>
    Site,

    /// <summary>At work, or done.</summary>
    Run,
}
