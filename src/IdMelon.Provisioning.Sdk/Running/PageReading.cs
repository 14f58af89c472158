using IdMelon.Provisioning.Browsing;
using IdMelon.Provisioning.Journaling;
using IdMelon.Provisioning.Recognition;
using IdMelon.Provisioning.Transitions;

namespace IdMelon.Provisioning.Running;

/// <summary>Turns a recognized page into a trigger. Pure.</summary>
internal static class PageReading
{
    /// <summary>Reads a page.</summary>
    /// <param name="step">What the recognizer says.</param>
    /// <param name="snapshot">The page.</param>
    /// <param name="changed">Whether the page is new; otherwise patience ended on it.</param>
    /// <param name="ceremony">How far the ceremony is.</param>
    public static Happening Read(PageStep step, PageSnapshot snapshot, bool changed, CeremonyProgress ceremony)
    {
        var trigger = TriggerFor(step, snapshot, changed, ceremony);
        return new Happening(trigger, ErrorFor(trigger, step)) { Page = Journaled(step, snapshot) };
    }

    private static ProvisioningTrigger TriggerFor(PageStep step, PageSnapshot snapshot, bool changed, CeremonyProgress ceremony)
    {
        if (step.Kind == PageStepKind.SomebodyElse || (snapshot.Account == AccountOnPage.Other && step.Kind is not (PageStepKind.Building or PageStepKind.Unknown)))
        {
            return ProvisioningTrigger.OtherUserSeen;
        }

        if (step.Kind.IsBlock())
        {
            return ProvisioningTrigger.PageRefused;
        }

        // A field for a name, or a word of success, before there is a passkey is about something else.
        if (step.Kind is PageStepKind.PasskeyName or PageStepKind.Registered && ceremony != CeremonyProgress.Answered)
        {
            return ProvisioningTrigger.PageUnexpected;
        }

        if (!changed)
        {
            return step.Kind switch
            {
                // The page waits for the authenticator, and so does the run.
                _ when ceremony == CeremonyProgress.UnderWay => ProvisioningTrigger.PageUnderWay,
                PageStepKind.Unknown => ProvisioningTrigger.PageUnknown,
                PageStepKind.Ceremony when ceremony == CeremonyProgress.None && step.Targets.ContainsKey(PageTarget.Continue) => ProvisioningTrigger.CeremonyWaiting,
                _ => ProvisioningTrigger.PageStalled,
            };
        }

        return step.Kind switch
        {
            // An unknown page may still become a known one: it is watched until patience ends.
            PageStepKind.Unknown or PageStepKind.Building or PageStepKind.Relay or PageStepKind.FreshSignIn => ProvisioningTrigger.PageUnderWay,
            PageStepKind.PasskeySignIn when !step.Targets.ContainsKey(PageTarget.Other) => ProvisioningTrigger.PageUnderWay,
            PageStepKind.Username => ProvisioningTrigger.UsernameAsked,
            PageStepKind.AccountTiles or PageStepKind.AccountKind => ProvisioningTrigger.AccountAsked,
            PageStepKind.Password or PageStepKind.CredentialPicker or PageStepKind.PasskeySignIn => ProvisioningTrigger.OtherWayOffered,
            PageStepKind.AccessPass => ProvisioningTrigger.AccessPassAsked,
            PageStepKind.StaySignedIn => ProvisioningTrigger.StaySignedInAsked,
            PageStepKind.ProofUp or PageStepKind.SecurityDefaults or PageStepKind.PasskeyPrompt or PageStepKind.RegistrationWizard => ProvisioningTrigger.PostponementOffered,
            PageStepKind.SecurityInfo or PageStepKind.ExistingPasskey => ProvisioningTrigger.SecurityInfoShown,
            PageStepKind.MethodPickerClosed or PageStepKind.MethodPicker or PageStepKind.MethodChosen or PageStepKind.KeyType => ProvisioningTrigger.MethodsShown,
            PageStepKind.PasskeyIntroduction => ProvisioningTrigger.PasskeyIntroduced,
            PageStepKind.Ceremony => ProvisioningTrigger.CeremonyShown,
            PageStepKind.PasskeyName => ProvisioningTrigger.NameAsked,
            PageStepKind.Registered => ProvisioningTrigger.RegistrationShown,
            _ => throw new InvalidOperationException($"The page kind {step.Kind} has no trigger."),
        };
    }

    private static ProvisioningError? ErrorFor(ProvisioningTrigger trigger, PageStep step) => trigger switch
    {
        ProvisioningTrigger.OtherUserSeen => ProvisioningError.Of(ErrorCodes.UserOther),
        ProvisioningTrigger.PageUnknown => ProvisioningError.Of(ErrorCodes.PageUnknown, Closest(step)),
        ProvisioningTrigger.PageUnexpected => ProvisioningError.Of(ErrorCodes.PageUnexpected, $"It was the page '{step.Kind}' before there was a passkey."),
        ProvisioningTrigger.PageStalled => ProvisioningError.Of(ErrorCodes.PageStalled, $"It was the page '{step.Kind}'."),
        ProvisioningTrigger.PageRefused => ProvisioningError.Of(step.RefusalCode ?? ErrorCodes.PageBlocked, step.RefusalNumber is { Length: > 0 } number ? $"The page's own number is {number}." : null)
            with { ServiceCode = step.RefusalNumber },
        _ => null,
    };

    private static string? Closest(PageStep step) =>
        step.NearMisses is [var miss, ..] ? $"It is nearly '{miss.Kind}' (rule {miss.Rule}); missing: {miss.Missing}." : null;

    private static JournaledPage Journaled(PageStep step, PageSnapshot snapshot) =>
        new(step.Kind.ToString(), snapshot.SecureHost, step.Evidence.Matched) { Rule = step.Evidence.Rule, Pack = step.Evidence.Pack, Language = step.Evidence.Language };
}
