using IdMelon.Provisioning.Transitions;

namespace IdMelon.Provisioning.AdminPanel.Provisioning;

/// <summary>The states of a run in the operator's words.</summary>
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
}
