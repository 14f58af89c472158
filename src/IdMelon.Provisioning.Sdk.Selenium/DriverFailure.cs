using System.Net.WebSockets;
using System.Text.Json;
using IdMelon.Provisioning.Browsers;
using OpenQA.Selenium;
using OpenQA.Selenium.BiDi;

namespace IdMelon.Provisioning.Selenium;

/// <summary>Reads what the driver's exceptions mean. Their text stays here: it may quote what was typed.</summary>
internal static class DriverFailure
{
    private static readonly string[] Replaced = ["Inspected target navigated or closed", "Execution context was destroyed", "Cannot find context with specified id", "Promise was collected"];

    /// <summary>Makes the exception for a page that is gone, which the driver does not tell calls under way.</summary>
    public static BiDiException PageGone() => new("no such frame");

    public static DriverProblem Read(Exception exception) => exception switch
    {
        BiDiException when Says(exception, "no such frame") => DriverProblem.WindowGone,
        BiDiException when Says(exception, Replaced) => DriverProblem.DocumentReplaced,
        BiDiException or WebSocketException or WebDriverException or JsonException or IOException or ObjectDisposedException or TimeoutException => DriverProblem.Other,
        _ => DriverProblem.None,
    };

    public static bool IsTimeout(Exception exception) => exception is WebDriverException { InnerException: OperationCanceledException };

    /// <summary>Tells whether a navigation ended because something else took its place: a download, or another navigation.</summary>
    public static bool IsNavigationSuperseded(Exception exception) => Says(exception, "net::ERR_ABORTED", "navigation canceled", "navigation aborted");

    private static bool Says(Exception exception, params string[] texts) => texts.Any(text => exception.Message.Contains(text, StringComparison.Ordinal));
}
