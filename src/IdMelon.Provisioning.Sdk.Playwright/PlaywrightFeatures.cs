using IdMelon.Provisioning.Browsers;

namespace IdMelon.Provisioning.Playwright;

/// <summary>What Playwright disables of Chromium. It does so by an argument that ours would replace: Chromium heeds the last one only.</summary>
internal static class PlaywrightFeatures
{
    // The driver's list (chromiumSwitches) at 1.64. A test compares it with what the driver starts.
    private static readonly string[] Disabled =
    [
        "AvoidUnnecessaryBeforeUnloadCheckSync", "DestroyProfileOnBrowserClose", "DialMediaRouteProvider", "GlobalMediaControls", "HttpsUpgrades", "LensOverlay", "MediaRouter", "PaintHolding",
        "ThirdPartyStoragePartitioning", "BlockOriginHeaderModificationOnRedirect", "AvoidCorsURLLoaderRestartOnRedirect", "Translate", "AutoDeElevate", "OptimizationHints",
        "NetworkTimeServiceQuerying", "AimEnabled", "msForceBrowserSignIn", "msEdgeUpdateLaunchServicesPreferredVersion",
    ];

    /// <summary>Plans the same start with what Playwright needs.</summary>
    public static BrowserLaunch Kept(BrowserLaunch launch) => launch.WithoutFeatures(Disabled);
}
