namespace IdMelon.Provisioning.Transitions;

/// <summary>How a run ended.</summary>
public enum ProvisioningVerdict
{
    /// <summary>The directory holds the passkey. In the capture mode, where there is no directory: at least one page took a passkey, whose key is active in the vault.</summary>
    Succeeded,

    /// <summary>The directory does not hold the passkey. In the capture mode: no page took one.</summary>
    Failed,

    /// <summary>The caller cancelled.</summary>
    Cancelled,

    /// <summary>The passkey may have been registered, but the directory could not be asked. Its key is kept as pending.</summary>
    Unconfirmed,
}
