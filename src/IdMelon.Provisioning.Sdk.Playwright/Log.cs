using Microsoft.Extensions.Logging;

namespace IdMelon.Provisioning.Playwright;

/// <summary>What this package logs; its event ids are 4000 to 4999.</summary>
internal static partial class Log
{
    [LoggerMessage(EventId = 4000, EventName = "BrowserStarted", Level = LogLevel.Information, Message = "Browser {Version} started from {Path}.")]
    public static partial void BrowserStarted(this ILogger logger, string version, string path);

    [LoggerMessage(EventId = 4001, EventName = "SandboxOff", Level = LogLevel.Warning, Message = "The browser runs without its sandbox because this process runs as root. Run as another user.")]
    public static partial void SandboxOff(this ILogger logger);

    [LoggerMessage(EventId = 4002, EventName = "BrowserLost", Level = LogLevel.Warning, Message = "The browser was lost; another one is started.")]
    public static partial void BrowserLost(this ILogger logger);

    [LoggerMessage(EventId = 4003, EventName = "WindowNotClosed", Level = LogLevel.Debug, Message = "The window could not be closed; it is gone already or goes with its browser.")]
    public static partial void WindowNotClosed(this ILogger logger);

    [LoggerMessage(EventId = 4004, EventName = "BrowserNotClosed", Level = LogLevel.Debug, Message = "The browser could not be closed in order; it is gone already or ends with its driver.")]
    public static partial void BrowserNotClosed(this ILogger logger);
}
