using IdMelon.Provisioning.Browsers;
using IdMelon.Provisioning.ConsoleRunner.Reporting;
using IdMelon.Provisioning.Recognition;
using IdMelon.Provisioning.Requests;

namespace IdMelon.Provisioning.ConsoleRunner.Hosting;

/// <summary>What the options common to <c>demo</c> and <c>provision</c> say.</summary>
internal sealed record RunSettings(OutputFormat Format, string Folder, bool Headful, string? Browser, int Windows, bool Verbose)
{
    /// <summary>Gets what drives the browser.</summary>
    public string Driver { get; init; } = "playwright";

    /// <summary>Gets the browsers of another machine that are used; null for this machine's.</summary>
    public RemoteBrowser? Remote { get; init; }

    /// <summary>Gets the packs to recognize pages by; null for the built-in ones.</summary>
    public PackSet? Packs { get; init; }

    /// <summary>Gets the folder for the pages at which runs get stuck; null keeps none.</summary>
    public string? StuckPages { get; init; }

    /// <summary>Gets whether such pages are kept with a screenshot.</summary>
    public bool StuckScreenshots { get; init; }

    /// <summary>Gets where the keys go, and for whom.</summary>
    public VaultSettings Vault { get; init; } = VaultSettings.None;

    /// <summary>Gets how access passes are issued.</summary>
    public AccessPassWish AccessPass { get; init; } = new();

    /// <summary>Gets where evidence goes, and who signs it.</summary>
    public EvidenceSettings Evidence { get; init; } = new(null, null, null);

    /// <summary>Gets the mode that is insisted on; null lets the planner choose.</summary>
    public ProvisioningMode? Mode { get; init; }

    /// <summary>Gets who makes the passkeys.</summary>
    public AuthenticatorKind Authenticator { get; init; }

    /// <summary>Gets how long a person at the window is waited for; null asks nobody.</summary>
    public TimeSpan? HandOver { get; init; }
}
