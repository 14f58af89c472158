using IdMelon.Provisioning.Tenants;

namespace IdMelon.Provisioning.Planning;

/// <summary>What a set of rules has against the passkeys of an authenticator.</summary>
internal static class PasskeyAcceptance
{
    /// <param name="Code">The code of the objection.</param>
    /// <param name="Why">The objection, as a part of a sentence.</param>
    /// <param name="IsSure">Whether it surely holds; otherwise something is not known.</param>
    public sealed record Objection(string Code, string Why, bool IsSure);

    public static string NameOf(PasskeyProfileRule rule) => rule.Id is null ? "The passkey policy" : $"The passkey profile '{rule.Name}'";

    public static IEnumerable<Objection> Objections(PasskeyProfileRule rule, AuthenticatorTraits traits)
    {
        if (Attestation(rule, traits) is { } attestation)
        {
            yield return attestation;
        }

        if (Model(rule, traits) is { } model)
        {
            yield return model;
        }

        if (Type(rule, traits) is { } type)
        {
            yield return type;
        }
    }

    private static Objection? Attestation(PasskeyProfileRule rule, AuthenticatorTraits traits) => (rule.EnforcesAttestation, traits.Attestation) switch
    {
        (false, _) or (_, AttestationOffer.Certified) => null,
        (null, _) => new(ErrorCodes.PasskeyAttestationRequired, "it does not tell whether attestation is enforced", false),
        (true, null) => new(ErrorCodes.PasskeyAttestationRequired, "attestation is enforced, and what the authenticator gives is not known", false),
        (true, AttestationOffer.None) => new(ErrorCodes.PasskeyAttestationRequired, "attestation is enforced, and the authenticator gives none", true),
        (true, _) => new(ErrorCodes.PasskeyAttestationRequired, "attestation is enforced, and the authenticator's has no certificates", true),
    };

    private static Objection? Model(PasskeyProfileRule rule, AuthenticatorTraits traits)
    {
        if (rule.Models is not { } models)
        {
            return new(ErrorCodes.PasskeyModelRestricted, "it does not tell which models are taken", false);
        }

        if (!models.IsEnforced)
        {
            return null;
        }

        if (models.Kind == ModelRestrictionKind.Unknown)
        {
            return new(ErrorCodes.PasskeyModelRestricted, "its key restrictions are of a kind that is not known here", false);
        }

        if (traits.Aaguid is not { } aaguid)
        {
            return new(ErrorCodes.PasskeyModelRestricted, "key restrictions are enforced, and the authenticator's model is not known", false);
        }

        var isListed = models.Aaguids.Contains(aaguid);
        return isListed == (models.Kind == ModelRestrictionKind.Allow) ? null
            : new(ErrorCodes.PasskeyModelRestricted, isListed ? $"the model {aaguid} is blocked" : $"the model {aaguid} is not among the allowed ones", true);
    }

    private static Objection? Type(PasskeyProfileRule rule, AuthenticatorTraits traits) => traits.IsSynced switch
    {
        true => Of(rule.AllowsSynced, "synced passkeys are not allowed"),
        false => Of(rule.AllowsDeviceBound, "passkeys bound to a device are not allowed"),
        null when rule is { AllowsSynced: true, AllowsDeviceBound: true } => null,
        null => new(ErrorCodes.PasskeyTypeRestricted, "one type of passkey is not allowed, and the authenticator's is not known", false),
    };

    private static Objection? Of(bool? isAllowed, string why) => isAllowed switch
    {
        true => null,
        false => new(ErrorCodes.PasskeyTypeRestricted, why, true),
        null => new(ErrorCodes.PasskeyTypeRestricted, "it does not tell which types of passkeys are allowed", false),
    };
}
