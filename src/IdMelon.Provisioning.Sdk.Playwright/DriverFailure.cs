using IdMelon.Provisioning.Browsers;
using Microsoft.Playwright;

namespace IdMelon.Provisioning.Playwright;

/// <summary>Reads what the driver's exceptions mean. Their text stays here: it may quote what was typed.</summary>
internal static class DriverFailure
{
    private static readonly string[] Replaced =
        ["Execution context was destroyed", "Cannot find context with specified id", "Frame was detached", "Inspected target navigated or closed", "Execution context is not available"];

    private static readonly string[] Superseded = ["net::ERR_ABORTED", "Download is starting", "interrupted by another"];

    public static bool IsOfDriver(Exception exception) => exception is PlaywrightException or TimeoutException;

    public static DriverProblem Read(Exception exception) =>
        !IsOfDriver(exception) ? DriverProblem.None
        : Says(exception, "has been closed", "crashed") ? DriverProblem.WindowGone
        : Says(exception, Replaced) ? DriverProblem.DocumentReplaced
        : DriverProblem.Other;

    /// <summary>Tells whether a navigation ended because something else took its place.</summary>
    public static bool IsNavigationSuperseded(Exception exception) => Says(exception, Superseded);

    private static bool Says(Exception exception, params string[] texts) => texts.Any(text => exception.Message.Contains(text, StringComparison.Ordinal));
}
