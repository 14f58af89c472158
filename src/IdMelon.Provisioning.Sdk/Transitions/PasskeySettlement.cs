namespace IdMelon.Provisioning.Transitions;

/// <summary>What has become of a key that an earlier run left, or of one in the capture mode, where the page that takes the passkey stands for the directory.</summary>
public enum PasskeySettlement
{
    /// <summary>The directory has the passkey, and the vault has the key as active.</summary>
    Active,

    /// <summary>The directory does not have the passkey and cannot come to have it any more; the key is removed.</summary>
    Removed,

    /// <summary>The directory gives no answer, or may still come to have the passkey; the key stays as it is.</summary>
    Pending,
}
