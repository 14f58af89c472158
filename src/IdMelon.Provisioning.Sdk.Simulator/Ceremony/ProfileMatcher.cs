using IdMelon.Provisioning.Simulator.Directory;
using IdMelon.Provisioning.Simulator.Policies;
using IdMelon.Provisioning.Simulator.SecurityInfo;

namespace IdMelon.Provisioning.Simulator.Ceremony;

/// <summary>Looks for a profile that a new passkey satisfies as a whole.</summary>
internal static class ProfileMatcher
{
    /// <summary>Judges a passkey by all profiles.</summary>
    /// <param name="profiles">The profiles of which one is enough.</param>
    /// <param name="passkey">The passkey.</param>
    /// <param name="attestation">What became of its attestation statement.</param>
    /// <returns>The refusal of the profile that the passkey came furthest with, or null if it satisfies one.</returns>
    /// <remarks>
    /// Inferred: that a passkey of the wrong kind gets the number of a disallowed key, and one of another format than packed, where attestation is enforced, that of a wrong format.
    /// </remarks>
    public static RegistrationResult? Refusal(IReadOnlyList<PasskeyProfile> profiles, SimulatedPasskey passkey, AttestationVerdict attestation)
    {
        var judgements = profiles.Select(profile => Judge(profile, passkey, attestation)).ToList();
        return judgements.Count == 0 ? RegistrationResult.Refused(SecurityInfoError.DisallowedByPolicy, "No passkey profile is open to the user.")
            : judgements.Exists(judgement => judgement.Refusal is null) ? null
            : judgements.MaxBy(judgement => judgement.RulesKept).Refusal;
    }

    private static (int RulesKept, RegistrationResult? Refusal) Judge(PasskeyProfile profile, SimulatedPasskey passkey, AttestationVerdict attestation) =>
        !profile.KeyRestrictions.Allows(passkey.Aaguid) ? (0, RegistrationResult.Refused(SecurityInfoError.DisallowedModel, "The authenticator model is not allowed."))
        : passkey.IsSynced && !profile.AllowsSynced ? (1, RegistrationResult.Refused(SecurityInfoError.DisallowedModel, "Synced passkeys are not allowed."))
        : !passkey.IsSynced && !profile.AllowsDeviceBound ? (1, RegistrationResult.Refused(SecurityInfoError.DisallowedModel, "Passkeys bound to a device are not allowed."))
        : !profile.EnforcesAttestation || attestation.EndsInRoot ? (4, null)
        : passkey.AttestationFormat != "packed" ? (2, RegistrationResult.Refused(SecurityInfoError.InvalidAttestationFormat, "Attestation is enforced, and the format is not packed."))
        : (3, RegistrationResult.Refused(SecurityInfoError.AttestationRefused, "Attestation is enforced, and the certificates do not end in a trusted root."));
}
