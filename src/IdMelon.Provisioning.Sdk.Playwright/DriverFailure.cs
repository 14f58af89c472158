using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace IdMelon.Provisioning.Playwright;

/// <summary>Reads what the driver's exceptions mean. Their text stays here: it may quote what was typed.</summary>
internal static partial class DriverFailure
{
    private static readonly string[] Replaced =
        ["Execution context was destroyed", "Cannot find context with specified id", "Frame was detached", "Inspected target navigated or closed", "Execution context is not available"];

    public static bool IsOfDriver(Exception exception) => exception is PlaywrightException or TimeoutException;

    /// <summary>Tells whether the document went away under the call.</summary>
    public static bool IsDocumentReplaced(Exception exception) => Replaced.Any(text => exception.Message.Contains(text, StringComparison.Ordinal));

    /// <summary>Tells whether the page or the whole window went away under the call.</summary>
    public static bool IsTargetGone(Exception exception) =>
        exception.Message.Contains("has been closed", StringComparison.Ordinal) || exception.Message.Contains("crashed", StringComparison.Ordinal);

    /// <summary>Tells whether a navigation ended because something else took its place.</summary>
    public static bool IsNavigationSuperseded(Exception exception) =>
        exception.Message.Contains("net::ERR_ABORTED", StringComparison.Ordinal)
        || exception.Message.Contains("Download is starting", StringComparison.Ordinal)
        || exception.Message.Contains("interrupted by another", StringComparison.Ordinal);

    /// <summary>Finds the network error's name, such as <c>net::ERR_NAME_NOT_RESOLVED</c>.</summary>
    public static string? NetworkError(string? text) => text is not null && NetworkErrorName().Match(text) is { Success: true } match ? match.Value : null;

    /// <summary>Makes the error for a host that the browser could not reach.</summary>
    public static ProvisioningException Unreachable(string host, string reason) =>
        new(ProvisioningError.Of(ErrorCodes.PageUnreachable, $"{host}: {reason}."));

    [GeneratedRegex("net::ERR_[A-Z0-9_]{1,60}", RegexOptions.CultureInvariant)]
    private static partial Regex NetworkErrorName();
}
