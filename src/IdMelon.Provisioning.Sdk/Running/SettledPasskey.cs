using IdMelon.Provisioning.Transitions;
using IdMelon.Provisioning.Vaults;

namespace IdMelon.Provisioning.Running;

/// <summary>A key that an earlier run had left, and what has become of it.</summary>
/// <param name="Passkey">The passkey as it was before.</param>
/// <param name="Settlement">What has become of it.</param>
public sealed record SettledPasskey(VaultedPasskey Passkey, PasskeySettlement Settlement)
{
    /// <summary>Gets the directory's id of the passkey, if it has it.</summary>
    public string? PasskeyId { get; init; }

    /// <summary>Gets why it could not be settled, if so.</summary>
    public ProvisioningError? Error { get; init; }
}
