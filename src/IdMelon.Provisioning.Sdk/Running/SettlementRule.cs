using IdMelon.Provisioning.Tenants;
using IdMelon.Provisioning.Transitions;
using IdMelon.Provisioning.Vaults;

namespace IdMelon.Provisioning.Running;

/// <summary>Decides what becomes of a key that an earlier run left. Pure.</summary>
internal static class SettlementRule
{
    // Clocks of this machine and the directory may differ by so much.
    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(5);

    /// <summary>Decides about one key.</summary>
    /// <param name="key">The key.</param>
    /// <param name="others">The user's other keys in the vault.</param>
    /// <param name="listed">What the directory has for the user.</param>
    /// <param name="name">The name that the passkey got if it was registered; null if that is not known any more.</param>
    /// <param name="age">How old the key is.</param>
    /// <param name="grace">How old it must be to be removed.</param>
    public static SettledPasskey Decide(VaultedPasskey key, IReadOnlyList<VaultedPasskey> others, IReadOnlyList<DirectoryPasskey> listed, string? name, TimeSpan age, TimeSpan grace)
    {
        if (listed.FirstOrDefault(passkey => CredentialIdText.IsSame(passkey.Id, key.CredentialId)) is { } same)
        {
            return Active(key, same.Id);
        }

        DirectoryPasskey[] candidates = [.. listed.Where(passkey => MayBe(passkey, key))];
        if (candidates is [var only]
            && name is not null
            && only.DisplayName == name
            && only is { Aaguid: not null, Created: not null }
            && !others.Any(other => MayBe(only, other) || CredentialIdText.IsSame(only.Id, other.CredentialId)))
        {
            return Active(key, only.Id);
        }

        if (candidates.Length > 0)
        {
            return Pending(key, $"The directory has {(candidates.Length == 1 ? "a passkey" : $"{candidates.Length} passkeys")} of this model since, and it cannot be told whether it is this one.");
        }

        if (key.State == VaultedPasskeyState.Active)
        {
            return Pending(key, "The directory had confirmed it, and does not show it any more.");
        }

        return age >= grace
            ? new(key, PasskeySettlement.Removed)
            : Pending(key, $"The directory does not show it, and may still come to: it is removed when it is {grace:c} old.");
    }

    /// <summary>Leaves a key as it is, and says why.</summary>
    public static SettledPasskey Pending(VaultedPasskey key, string why) => new(key, PasskeySettlement.Pending)
    {
        Error = ProvisioningError.Of(ErrorCodes.PasskeyUnconfirmed, $"It is about the key {key.CredentialId}, made for the request {key.RequestId}. {why}"),
    };

    private static SettledPasskey Active(VaultedPasskey key, string id) => new(key, PasskeySettlement.Active) { PasskeyId = id };

    private static bool MayBe(DirectoryPasskey passkey, VaultedPasskey key) =>
        (passkey.Created is not { } created || created >= key.Created - Skew)
        && (passkey.Aaguid is not { } aaguid || aaguid == key.Aaguid)
        && !CredentialIdText.IsOfLength(passkey.Id, key.CredentialId.Length);
}
