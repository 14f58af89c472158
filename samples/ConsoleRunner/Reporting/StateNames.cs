using IdMelon.Provisioning.Transitions;

namespace IdMelon.Provisioning.ConsoleRunner.Reporting;

/// <summary>The states of a run in the reader's words.</summary>
internal static class StateNames
{
    public static string Of(ProvisioningState state) => state switch
    {
        ProvisioningState.Ready => "starting",
        ProvisioningState.IssuingAccessPass => "issuing the access pass",
        ProvisioningState.SigningIn => "signing in",
        ProvisioningState.OpeningSecurityInfo => "opening security info",
        ProvisioningState.ChoosingMethod => "choosing the method",
        ProvisioningState.RegisteringPasskey => "registering the passkey",
        ProvisioningState.NamingPasskey => "naming the passkey",
        ProvisioningState.Verifying => "asking the directory",
        ProvisioningState.CleaningUp => "cleaning up",
        ProvisioningState.Finished => "finished",
        _ => state.ToString(),
    };

    /// <summary>The number of states that a run passes through.</summary>
    public const int Count = (int)ProvisioningState.Finished;
}
