using IdMelon.Provisioning.BrowserExtension.Panel;
using IdMelon.Provisioning.Operators;
using IdMelon.Provisioning.Transitions;

namespace IdMelon.Provisioning.AdminPanel.Provisioning;

/// <summary>The states of a run, and what a person at its window is to do, in the operator's words.</summary>
internal static class StateTexts
{
    public static string Of(ProvisioningState state) => state switch
    {
        ProvisioningState.Ready => "Preparing",
        ProvisioningState.IssuingAccessPass => "Getting a Temporary Access Pass",
        ProvisioningState.SigningIn => "Signing in",
        ProvisioningState.OpeningSecurityInfo => "Opening security info",
        ProvisioningState.ChoosingMethod => "Choosing the method",
        ProvisioningState.RegisteringPasskey => "Registering the passkey",
        ProvisioningState.NamingPasskey => "Naming the passkey",
        ProvisioningState.Verifying => "Asking the directory",
        ProvisioningState.CleaningUp => "Cleaning up",
        ProvisioningState.Finished => "Finished",
        _ => state.ToString(),
    };

    public static string Of(ExtensionMessage.Hint hint) => hint.Kind switch
    {
        OperatorHintKind.Register => "Sign in in the private window and register the passkey.",
        OperatorHintKind.NamePasskey => $"Give the passkey its name, such as “{hint.PasskeyName}”.",
        OperatorHintKind.AddPasskeys => "Add passkeys at the site in the private window, then click Done here.",
        _ => "The private window is yours.",
    } + $" It stays until {hint.Until.UtcDateTime.ToString("HH:mm", System.Globalization.CultureInfo.InvariantCulture)} UTC.";
}
