using IdMelon.Provisioning.Browsing;
using IdMelon.Provisioning.Planning;
using IdMelon.Provisioning.Recognition;

namespace IdMelon.Provisioning.Running;

/// <summary>What to do on each kind of page. Pure.</summary>
internal static class Playbook
{
    public static IReadOnlyList<PageAction> ActionsFor(PageStep step, ProvisioningPlan plan, SecretText? accessPass) => step.Kind switch
    {
        PageStepKind.Username => [Fill(step, PageTarget.Username, new SecretText(plan.Request.User.ToString()), plan.Cloud.SignInHosts), Click(step, PageTarget.Continue)],
        PageStepKind.AccessPass when accessPass is not null => [Fill(step, PageTarget.AccessPass, accessPass, plan.Cloud.SignInHosts), Click(step, PageTarget.Continue)],
        PageStepKind.AccountTiles or PageStepKind.AccountKind or PageStepKind.Password or PageStepKind.CredentialPicker or PageStepKind.PasskeySignIn => [Click(step, PageTarget.Other)],
        PageStepKind.StaySignedIn or PageStepKind.ProofUp or PageStepKind.SecurityDefaults or PageStepKind.PasskeyPrompt or PageStepKind.RegistrationWizard => [Click(step, PageTarget.Decline)],
        PageStepKind.SecurityInfo or PageStepKind.ExistingPasskey => [Click(step, PageTarget.AddMethod)],
        PageStepKind.MethodPickerClosed => [Click(step, PageTarget.Open)],
        PageStepKind.MethodPicker => [Click(step, PageTarget.Passkey)],
        PageStepKind.KeyType => [Click(step, PageTarget.Usb)],
        PageStepKind.MethodChosen or PageStepKind.PasskeyIntroduction or PageStepKind.Ceremony => [Click(step, PageTarget.Continue)],

        // The dialog may enable its button only once there is a name; the page comes back with it then.
        PageStepKind.PasskeyName when !step.Targets.ContainsKey(PageTarget.Continue) => [Name(step, plan)],
        PageStepKind.PasskeyName => [Name(step, plan), Click(step, PageTarget.Continue)],
        _ => throw new InvalidOperationException($"There is nothing to do on a page of kind {step.Kind}."),
    };

    private static PageAction.Fill Name(PageStep step, ProvisioningPlan plan) => Fill(step, PageTarget.Name, new SecretText(plan.Request.PasskeyName), [plan.StartAddress.Host]);

    private static PageAction.Fill Fill(PageStep step, PageTarget target, SecretText text, IReadOnlyList<string> hosts) => new(step.Targets[target], text) { Hosts = hosts };

    private static PageAction.Click Click(PageStep step, PageTarget target) => new(step.Targets[target]);
}
