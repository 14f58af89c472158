using IdMelon.Provisioning.Tenants;

namespace IdMelon.Provisioning.Planning;

/// <summary>What the account itself must be.</summary>
internal static class AccountRules
{
    // Often quoted as a limit, without a source.
    private const int QuotedLimit = 10;

    // Microsoft's documentation recommends no more.
    private const int RecommendedLimit = 20;

    public static IEnumerable<PreflightFinding> Check(PreflightCase subject)
    {
        if (!subject.User.Account.TryGet(out var account, out var error))
        {
            yield return error.Code == ErrorCodes.UserNotFound
                ? PreflightFinding.Blocks(ErrorCodes.UserNotFound, PreflightFinding.TenantModes)
                : PreflightFinding.Unread(ErrorCodes.UserUnreadable, PreflightFinding.TenantModes, "The user's account", error);
            yield break;
        }

        if (account.IsGuest == true)
        {
            yield return PreflightFinding.Blocks(ErrorCodes.UserGuest, PreflightFinding.TenantModes);
        }
        else if (subject.Request.User.ToString().Contains("#EXT#", StringComparison.OrdinalIgnoreCase))
        {
            yield return PreflightFinding.Warns(ErrorCodes.UserGuest, PreflightFinding.TenantModes, "The user comes from another organization. External guests cannot have passkeys here; for external members nothing is documented.");
        }
        else if (account.IsGuest is null)
        {
            yield return PreflightFinding.Unknown(ErrorCodes.UserUnreadable, PreflightFinding.TenantModes, "The directory does not tell whether the user is a guest.");
        }

        if (account.IsEnabled == false)
        {
            yield return PreflightFinding.Blocks(ErrorCodes.UserDisabled, PreflightFinding.WindowModes, "The user's account is disabled, so nobody can sign in as the user to register.");
            yield return PreflightFinding.Warns(ErrorCodes.UserDisabled, PreflightFinding.DirectOnly, "The user's account is disabled: a passkey is of no use until it is enabled.");
        }
        else if (account.IsEnabled is null)
        {
            yield return PreflightFinding.Unknown(ErrorCodes.UserUnreadable, PreflightFinding.WindowModes, "The directory does not tell whether the account is enabled.");
        }

        if (subject.Tenant.Caller is { IsKnown: true, Value: { Kind: CallerKind.User, ObjectId: { } oneself } } && oneself == account.ObjectId)
        {
            yield return PreflightFinding.Blocks(ErrorCodes.UserOneself, PreflightFinding.AccessPassModes(subject.Request));
            yield return PreflightFinding.Warns(ErrorCodes.UserOneself, PreflightFinding.DirectOnly, "The user is the signed-in administrator; registering a passkey for oneself has been refused by Microsoft Graph.");
        }

        foreach (var finding in Held(subject))
        {
            yield return finding;
        }
    }

    private static IEnumerable<PreflightFinding> Held(PreflightCase subject)
    {
        if (subject.User.Passkeys is not { } passkeys)
        {
            yield break;
        }

        if (!passkeys.TryGet(out var held, out var error))
        {
            yield return PreflightFinding.Unread(ErrorCodes.UserUnreadable, PreflightFinding.TenantModes, "The user's passkeys", error) with { Remedy = error.Remedy };
        }
        else if (held.Count >= RecommendedLimit)
        {
            yield return PreflightFinding.Warns(ErrorCodes.PasskeyLimit, PreflightFinding.TenantModes, $"The user has {held.Count} passkeys; Microsoft recommends at most {RecommendedLimit}.", Remedy);
        }
        else if (held.Count >= QuotedLimit)
        {
            yield return PreflightFinding.Warns(ErrorCodes.PasskeyLimit, PreflightFinding.TenantModes, $"The user has {held.Count} passkeys; {QuotedLimit} is often quoted as the most that one may have.", Remedy);
        }
    }

    private static string Remedy => "If the registration is refused, remove a passkey that is not needed any more: Entra admin center, Entra ID, Users, the user, Authentication methods.";
}
