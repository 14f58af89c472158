namespace IdMelon.Provisioning.Vaults;

/// <summary>Where a kept passkey stands.</summary>
public enum VaultedPasskeyState
{
    /// <summary>Made, and perhaps registered; the directory has not confirmed it.</summary>
    Pending,

    /// <summary>The directory has confirmed it; or, for a passkey of another relying party, its page took it.</summary>
    Active,
}
