using IdMelon.Provisioning.Tenants;

namespace IdMelon.Provisioning.Planning;

/// <summary>Whether the passkey method is open to the user at all.</summary>
internal static class PasskeyMethodRules
{
    // Documented as a known limitation: beyond it registrations fail for some users if passkeys are targeted at groups.
    private const int MostGroups = 20;

    public static IEnumerable<PreflightFinding> Check(PreflightCase subject)
    {
        var modes = PreflightFinding.TenantModes;
        if (!subject.Tenant.Passkeys.TryGet(out var policy, out var error))
        {
            yield return PreflightFinding.Unread(ErrorCodes.PolicyUnreadable, modes, "The passkey policy", error);
            yield break;
        }

        if (!policy.IsEnabled)
        {
            yield return PreflightFinding.Blocks(ErrorCodes.PasskeyMethodOff, modes);
        }

        if (policy.AllowsSelfServiceRegistration == false)
        {
            yield return PreflightFinding.Blocks(ErrorCodes.PasskeySelfServiceOff, modes);
        }
        else if (policy.AllowsSelfServiceRegistration is null)
        {
            yield return PreflightFinding.Unknown(ErrorCodes.PolicyUnreadable, modes, "The passkey policy does not tell whether self-service set-up is allowed.", ErrorCatalog.Find(ErrorCodes.PasskeySelfServiceOff)!.Remedy);
        }

        if (subject.User.Account.Error is not { Code: ErrorCodes.UserNotFound })
        {
            switch (subject.Ask(policy.Targets))
            {
                case TargetAnswer.Excluded:
                    yield return PreflightFinding.Blocks(ErrorCodes.PasskeyUserExcluded, modes);
                    break;
                case TargetAnswer.NotIncluded:
                    yield return PreflightFinding.Blocks(ErrorCodes.PasskeyUserNotIncluded, modes);
                    break;
                case TargetAnswer.Unknown:
                    yield return subject.Untold("passkey", modes);
                    break;
            }
        }

        if (policy.Targets.Groups.Any() && subject.Tenant.ReferencedGroups is { IsKnown: true, Value: > MostGroups and var count })
        {
            yield return PreflightFinding.Warns(
                ErrorCodes.PolicyManyGroups,
                modes,
                $"The authentication methods policy references {count} groups, more than {MostGroups}, while passkeys are targeted at groups: registrations are known to fail for some users.");
        }
    }
}
