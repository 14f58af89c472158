using IdMelon.Provisioning.Recognition;
using IdMelon.Provisioning.Shared;

namespace IdMelon.Provisioning.Tests.Recognition.Corpus;

/// <summary>What a view of the simulator may be taken for, and what its controls are called, in the words of the reference about the pages.</summary>
internal static class CorpusLabels
{
    // What only some scenes are about, so that the view does not tell it.
    private static readonly Dictionary<PageStepKind, string[]> OnlyIn = new()
    {
        [PageStepKind.AccessPassWrong] = ["a wrong pass"],
        [PageStepKind.AccessPassExpired] = ["an expired pass"],
        [PageStepKind.AccessPassUsed] = ["a used pass"],
        [PageStepKind.AccessPassForbidden] = ["a pass of a forbidden kind"],
        [PageStepKind.UserUnknown] = ["nobody of that name"],
        [PageStepKind.SomebodyElse] = ["somebody else is signed in"],
        [PageStepKind.SessionEnded] = ["a session that is over"],
        [PageStepKind.LimitReached] = ["as many passkeys as there may be"],
        [PageStepKind.MethodMissing] = ["nobody may add a passkey", "nobody may add a key of 2019", "as many passkeys as there may be"],
        [PageStepKind.MethodRefused] =
        [
            "a registration that does not begin", "a registration that is refused", "a ceremony that does not begin",

            // Both end the way, and their pages tell the reason in words only that the simulator made up: a person reads them.
            "a captcha at security info", "a session that is over",
        ],
        [PageStepKind.Captcha] = ["a captcha at security info", "interrupt Captcha"],
        [PageStepKind.RegistrationRequired] = ["interrupt ProofUpMandatory"],
    };

    private static readonly Dictionary<string, PageStepKind[]> ByView = new(StringComparer.Ordinal)
    {
        ["1"] = [PageStepKind.Username, PageStepKind.UserUnknown],
        ["2"] = [PageStepKind.Password, PageStepKind.PasswordOnly],
        ["3"] = [PageStepKind.SecondFactor],
        ["7"] = [PageStepKind.AccountKind],
        ["12"] = [PageStepKind.AccountTiles],
        ["20"] = [PageStepKind.StaySignedIn],
        ["22"] = [PageStepKind.PasswordChange],
        ["23"] = [PageStepKind.PasskeySignIn],
        ["24"] = [PageStepKind.CredentialPicker, PageStepKind.AccessPassMissing],
        ["25"] = [PageStepKind.Consent],
        ["26"] = [PageStepKind.FatalError, PageStepKind.MethodRefused],
        ["32"] = [PageStepKind.ProofUp, PageStepKind.RegistrationRequired],
        ["43"] = [PageStepKind.AppConfirmation],
        ["48"] = [PageStepKind.Captcha],
        ["56"] = [PageStepKind.AccessPass, PageStepKind.AccessPassWrong, PageStepKind.AccessPassExpired, PageStepKind.AccessPassUsed, PageStepKind.AccessPassForbidden],
        ["pass"] = [PageStepKind.AccessPass, PageStepKind.SecondFactor],
        ["71"] = [PageStepKind.SecurityDefaults],
        ["73"] = [PageStepKind.SecurityDefaults],
        ["oauth20_authorize.srf"] = [PageStepKind.PersonalAccount],
        ["prompt"] = [PageStepKind.PasskeyPrompt],
        ["proofs"] = [PageStepKind.SecondFactor],
        ["blocked"] = [PageStepKind.ConditionalAccess],
        ["register"] = [PageStepKind.RegistrationWizard, PageStepKind.RegistrationRequired],
        ["root"] = [PageStepKind.Federated],
        ["get"] = [PageStepKind.PasskeySignIn],
        ["create"] = [PageStepKind.Ceremony],
        ["info.title"] = [PageStepKind.SecurityInfo, PageStepKind.ExistingPasskey, PageStepKind.LimitReached, PageStepKind.SessionEnded, PageStepKind.SomebodyElse, PageStepKind.Captcha, PageStepKind.MethodRefused],
        ["picker.title"] = [PageStepKind.MethodPicker, PageStepKind.MethodPickerClosed, PageStepKind.MethodChosen, PageStepKind.MethodMissing, PageStepKind.MethodRefused],
        ["keytype.title"] = [PageStepKind.KeyType, PageStepKind.PasskeyIntroduction],
        ["front.title"] = [PageStepKind.PasskeyIntroduction],
        ["naming.title"] = [PageStepKind.PasskeyName],
        ["naming.olderTitle"] = [PageStepKind.PasskeyName],
        ["finished.title"] = [PageStepKind.Registered],
        ["finished.olderTitle"] = [PageStepKind.Registered],
        ["failed.title"] = [PageStepKind.MethodRefused],
    };

    private static readonly Dictionary<PageTarget, string[]> Names = new()
    {
        [PageTarget.Username] = ["loginfmt"],
        [PageTarget.AccessPass] = ["accesspass"],
        [PageTarget.Name] = ["naming.label"],
        [PageTarget.Continue] = ["common.next", "common.signin", "picker.add"],
        [PageTarget.Decline] = ["kmsi.no", "proofup.skip", "proofup.later", "prompt.skip", "wizard.skip"],
        [PageTarget.AddMethod] = ["info.add", "info.addOlder"],
        [PageTarget.Open] = ["picker.question"],
        [PageTarget.Passkey] = ["picker.passkey", "picker.securityKey"],
        [PageTarget.Usb] = ["keytype.usb"],
        [PageTarget.Other] = ["tiles.other", "password.accesspass", "password.otherWays", "ways.accesspass", "aadTile"],
    };

    // A page of which nothing shows has no view yet.
    private static readonly Dictionary<string, PageStepKind[]> ByScene = new(StringComparer.Ordinal)
    {
        ["a script that takes an hour"] = [PageStepKind.Building],
        ["a code is posted to an application"] = [PageStepKind.Building],
    };

    /// <summary>Lists what a page may be taken for; nothing else than an unknown page if it is not listed.</summary>
    public static IReadOnlyList<PageStepKind> KindsOf(CorpusPage page) =>
        ByScene.TryGetValue(page.Scene, out var kinds) ? kinds :
        [.. (ByView.GetValueOrDefault(page.View) ?? []).Where(kind => !OnlyIn.TryGetValue(kind, out var scenes) || scenes.Contains(page.Scene))];

    /// <summary>Tells whether a control with these keys of texts may be a target; keys of one text stand side by side.</summary>
    public static bool IsCalled(PageTarget target, string keys) => keys.Split(' ').Any(Names[target].Contains);
}
