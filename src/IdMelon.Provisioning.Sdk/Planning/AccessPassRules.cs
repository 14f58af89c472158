using System.Globalization;

namespace IdMelon.Provisioning.Planning;

/// <summary>Whether the user can be issued the access pass that the automatic mode needs, and the manual mode if it shows one.</summary>
internal static class AccessPassRules
{
    public static IEnumerable<PreflightFinding> Check(PreflightCase subject)
    {
        foreach (var finding in Policy(subject).Concat(Held(subject)))
        {
            yield return finding;
        }
    }

    private static IEnumerable<PreflightFinding> Policy(PreflightCase subject)
    {
        var modes = PreflightFinding.AccessPassModes(subject.Request);
        if (!subject.Tenant.AccessPasses.TryGet(out var policy, out var error))
        {
            yield return PreflightFinding.Unread(ErrorCodes.PolicyUnreadable, modes, "The Temporary Access Pass policy", error);
            yield break;
        }

        if (!policy.IsEnabled)
        {
            yield return PreflightFinding.Blocks(ErrorCodes.AccessPassMethodOff, modes);
        }

        if (subject.User.Account.Error is not { Code: ErrorCodes.UserNotFound })
        {
            switch (subject.Ask(policy.Targets))
            {
                case TargetAnswer.Excluded:
                    yield return PreflightFinding.Blocks(ErrorCodes.AccessPassPolicy, modes, "The Temporary Access Pass policy excludes the user, and an exclusion beats any inclusion.", Place("Enable and target, Exclude: remove the user from the excluded group, or the group from the exclusions."));
                    break;
                case TargetAnswer.NotIncluded:
                    yield return PreflightFinding.Blocks(ErrorCodes.AccessPassPolicy, modes, "The Temporary Access Pass policy does not include the user.", Place("Enable and target, Include: add a group of the user, or the user to an included group."));
                    break;
                case TargetAnswer.Unknown:
                    yield return subject.Untold("Temporary Access Pass", modes);
                    break;
            }
        }

        var wish = subject.Request.AccessPass;
        if (policy.RequiresOneTime == true && !wish.SingleUse)
        {
            yield return PreflightFinding.Blocks(ErrorCodes.AccessPassOneTimeRequired, modes);
        }

        if (wish.Lifetime is { } lifetime && (lifetime < policy.MinimumLifetime || lifetime > policy.MaximumLifetime))
        {
            yield return PreflightFinding.Blocks(
                ErrorCodes.AccessPassLifetime,
                modes,
                $"A lifetime of {Minutes(lifetime)} minutes is asked for; the tenant's policy allows {Minutes(policy.MinimumLifetime)} to {Minutes(policy.MaximumLifetime)}.");
        }
    }

    private static IEnumerable<PreflightFinding> Held(PreflightCase subject)
    {
        var modes = PreflightFinding.AccessPassModes(subject.Request);
        if (subject.User.AccessPasses is not { } passes)
        {
            yield break;
        }

        if (!passes.TryGet(out var held, out var error))
        {
            yield return PreflightFinding.Unread(ErrorCodes.UserUnreadable, modes, "The user's access passes", error) with { Remedy = error.Remedy };
        }
        else if (held.Any(pass => pass.IsPending))
        {
            yield return subject.Request.AccessPass.ReplacesExisting
                ? PreflightFinding.Warns(ErrorCodes.AccessPassExists, modes, "The user already has a usable Temporary Access Pass; it will be replaced and is of no use any more to whoever holds it.", "Tell whoever gave it out, or let it expire first.")
                : PreflightFinding.Blocks(ErrorCodes.AccessPassExists, modes);
        }
    }

    private static string Place(string rest) => $"Entra admin center, Entra ID, Authentication methods, Policies, Temporary Access Pass, {rest}";

    private static string Minutes(TimeSpan? span) => span is { } known ? known.TotalMinutes.ToString("0.##", CultureInfo.InvariantCulture) : "an unknown number";
}
