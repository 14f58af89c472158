using IdMelon.Provisioning.Tenants;

namespace IdMelon.Provisioning.Planning;

/// <summary>Whether the policy takes the passkeys of the authenticator: it must satisfy one profile of the user as a whole.</summary>
internal static class PasskeyProfileRules
{
    public static IEnumerable<PreflightFinding> Check(PreflightCase subject)
    {
        var modes = PreflightFinding.TenantModes;
        if (!subject.Tenant.Passkeys.TryGet(out var policy, out _))
        {
            yield break;
        }

        if (policy.Profiles.Count == 0)
        {
            foreach (var finding in Judge([policy.TenantRule], isSure: true, subject))
            {
                yield return finding;
            }

            yield break;
        }

        if (!policy.IsEnabled || subject.Ask(policy.Targets) != TargetAnswer.Included)
        {
            // The user has no profile then, and the other rules say why.
            yield break;
        }

        var (profiles, isSure) = PasskeyProfiles.Of(policy, target => MethodTargeting.Means(target, subject.User.Account.IsKnown ? subject.User.Account.Value.ObjectId : null, subject.User.Groups.IsKnown ? subject.User.Groups.Value : null));
        if (profiles.Count == 0)
        {
            yield return isSure
                ? PreflightFinding.Blocks(ErrorCodes.PasskeyNoProfile, modes)
                : PreflightFinding.Unknown(ErrorCodes.PasskeyNoProfile, modes, "Which passkey profiles the user may use cannot be told: a target names none, and there is no default profile.");
            yield break;
        }

        foreach (var finding in Judge(profiles, isSure, subject))
        {
            yield return finding;
        }
    }

    private static IEnumerable<PreflightFinding> Judge(IReadOnlyList<PasskeyProfileRule> rules, bool isSure, PreflightCase subject)
    {
        var modes = PreflightFinding.TenantModes;
        var traits = subject.Authenticator;
        if (traits.Attestation == AttestationOffer.SelfSigned)
        {
            yield return PreflightFinding.Warns(
                ErrorCodes.PasskeyRefused, modes, "The authenticator attests with the new key itself, which Entra ID is reported to refuse.", "Let the authenticator give no attestation, or that of a vendor's certificate.");
        }

        var verdicts = rules.Select(rule => (Rule: rule, Objections: PasskeyAcceptance.Objections(rule, traits).ToList())).ToList();
        if (verdicts.FirstOrDefault(verdict => verdict.Objections.Count == 0) is { Rule: not null } taken)
        {
            // Only a passkey without any attestation would pass elsewhere, so say what the chain must end in.
            if (verdicts.Where(verdict => verdict.Objections.Count == 0).All(verdict => verdict.Rule.EnforcesAttestation == true))
            {
                yield return PreflightFinding.Warns(
                    ErrorCodes.PasskeyAttestationRequired,
                    modes,
                    $"{PasskeyAcceptance.NameOf(taken.Rule)} enforces attestation: the certificates must end in a root of the FIDO metadata, which Microsoft takes over about once a month.",
                    "Check that the model is in the FIDO metadata and certified; a model that was just listed may be refused for up to four weeks.");
            }

            yield break;
        }

        // The nearest rule tells the code; the sentence tells of all.
        var nearest = verdicts.OrderBy(verdict => verdict.Objections.Count(objection => objection.IsSure)).ThenBy(verdict => verdict.Objections.Count).First();
        var first = nearest.Objections.OrderByDescending(objection => objection.IsSure).First();
        var cause = string.Join(" ", verdicts.Select(verdict => $"{PasskeyAcceptance.NameOf(verdict.Rule)} does not take the passkey: {string.Join("; ", verdict.Objections.Select(objection => objection.Why))}."));
        var blocks = isSure && verdicts.TrueForAll(verdict => verdict.Objections.Exists(objection => objection.IsSure));
        yield return blocks
            ? PreflightFinding.Blocks(first.Code, modes, cause)
            : PreflightFinding.Unknown(first.Code, modes, $"Whether the passkey is taken cannot be told. {cause.Replace("does not take", "may not take", StringComparison.Ordinal)}");
    }
}
