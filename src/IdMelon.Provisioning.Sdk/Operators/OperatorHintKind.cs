namespace IdMelon.Provisioning.Operators;

/// <summary>What a person is to do next.</summary>
public enum OperatorHintKind
{
    /// <summary>The window is open: sign in as the user and register the passkey.</summary>
    Register,

    /// <summary>The page has its passkey: give it its name, which completes the registration.</summary>
    NamePasskey,

    /// <summary>The window is open: go to the site, and add a passkey there. The window is closed when all are added.</summary>
    AddPasskeys,
}
