using System.Net.WebSockets;
using IdMelon.Provisioning.Browsers;
using PuppeteerSharp;

namespace IdMelon.Provisioning.Puppeteer;

/// <summary>Reads what the driver's exceptions mean. Their text stays here: it may quote what was typed.</summary>
internal static class DriverFailure
{
    private static readonly string[] Replaced =
        ["Execution context was destroyed", "Cannot find context with specified id", "uniqueContextId not found", "Inspected target navigated or closed", "Promise was collected"];

    public static bool IsOfDriver(Exception exception) =>
        exception is PuppeteerException or ProcessException or TimeoutException or WebSocketException or HttpRequestException or IOException or ObjectDisposedException;

    public static DriverProblem Read(Exception exception) =>
        !IsOfDriver(exception) ? DriverProblem.None
        : exception is TargetClosedException ? DriverProblem.WindowGone
        : Replaced.Any(text => exception.Message.Contains(text, StringComparison.Ordinal)) ? DriverProblem.DocumentReplaced
        : DriverProblem.Other;

    public static Exception DocumentReplaced() => new MessageException(Replaced[0]);

    public static Exception TargetGone() => new TargetClosedException("The page is gone.");

    /// <summary>Sends what nobody waits for, such as to a page that may be gone already.</summary>
    public static void Forget(this Task call) => _ = call.AbandonableAsync(CancellationToken.None);
}
