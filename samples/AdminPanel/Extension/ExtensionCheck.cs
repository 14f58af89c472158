using IdMelon.Provisioning.AdminPanel.Hosting;
using IdMelon.Provisioning.BrowserExtension.Panel;

namespace IdMelon.Provisioning.AdminPanel.Extension;

/// <summary>One thing that must be so before a run, as the extension tells it now.</summary>
/// <param name="Name">What is looked at.</param>
/// <param name="IsMet">Whether it is so; null if that is not known before another one is met.</param>
/// <param name="Finding">What was found.</param>
/// <param name="Remedy">What to do about it; null if nothing.</param>
public sealed record ExtensionCheck(string Name, bool? IsMet, string Finding, string? Remedy)
{
    private const string InstallRemedy = "Install the extension and switch it on, then load this page again.";

    /// <summary>Looks at everything, in the order in which an operator sees to it.</summary>
    public static IReadOnlyList<ExtensionCheck> All(ConnectionStage stage, ExtensionMessage.State? state, Version minimum)
    {
        ArgumentNullException.ThrowIfNull(minimum);
        return state is null ? [Absent(stage), .. Names.Select(name => new ExtensionCheck(name, null, "Not known yet.", null))] :
        [
            VersionOf(state, minimum),
            state.IsPrivateAllowed ? Met("Private windows", "The extension is allowed in private windows.") : Of("Private windows", ErrorCodes.ExtensionPrivateDenied),
            state.MissingPermissions.Count == 0
                ? Met("Sign-in sites", "The extension may work on the sign-in sites.")
                : Of("Sign-in sites", ErrorCodes.ExtensionPermissionMissing, $"Missing: {string.Join(", ", state.MissingPermissions)}."),
            TrustOf(state.Trust),
            state.IsPrivateWindowOpen ? Of("Other private windows", ErrorCodes.ExtensionPrivateWindowOpen) : Met("Other private windows", "None is open."),
        ];
    }

    private static string[] Names => ["Private windows", "Sign-in sites", "This panel", "Other private windows"];

    private static ExtensionCheck Absent(ConnectionStage stage) => stage switch
    {
        ConnectionStage.Missing => new("Extension", false, "The extension was not found in this browser.", InstallRemedy),
        ConnectionStage.Lost => new("Extension", false, "The extension is gone: it was switched off, removed or loaded again.", "Load this page again."),
        _ => new("Extension", null, "Looking for it …", null),
    };

    private static ExtensionCheck VersionOf(ExtensionMessage.State state, Version minimum) =>
        Version.TryParse(state.ExtensionVersion, out var version) && version >= minimum
            ? Met("Extension", $"Version {state.ExtensionVersion}, in {state.Browser.Name} {state.Browser.Version}.")
            : new("Extension", false, $"Version {state.ExtensionVersion} is too old: {minimum} is needed.", "Update the extension in the browser's settings.");

    private static ExtensionCheck TrustOf(PanelTrust trust) => trust switch
    {
        PanelTrust.Trusted => Met("This panel", "You have confirmed it in the extension."),
        PanelTrust.Refused => new("This panel", false, "You have refused it in the extension.", "Open the extension's popup, have it ask you again about this panel, and confirm the address."),
        _ => Of("This panel", ErrorCodes.ExtensionPanelUntrusted),
    };

    private static ExtensionCheck Met(string name, string finding) => new(name, true, finding, null);

    private static ExtensionCheck Of(string name, string code, string? detail = null)
    {
        var error = ProvisioningError.Of(code, detail);
        return new(name, false, error.Message, error.Remedy);
    }
}
