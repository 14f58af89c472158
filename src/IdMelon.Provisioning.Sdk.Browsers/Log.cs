using Microsoft.Extensions.Logging;

namespace IdMelon.Provisioning.Browsers;

/// <summary>What this package logs; its event ids are 4000 to 4099, those of the adapters follow.</summary>
internal static partial class Log
{
    [LoggerMessage(EventId = 4000, EventName = "BrowserStarted", Level = LogLevel.Information, Message = "A browser is ready: {Host}.")]
    public static partial void BrowserStarted(this ILogger logger, string host);

    [LoggerMessage(EventId = 4001, EventName = "SandboxOff", Level = LogLevel.Warning, Message = "The browser runs without its sandbox because this process runs as root. Run as another user.")]
    public static partial void SandboxOff(this ILogger logger);

    [LoggerMessage(EventId = 4002, EventName = "BrowserLost", Level = LogLevel.Warning, Message = "A browser was lost: {Host}. The next window gets another one.")]
    public static partial void BrowserLost(this ILogger logger, string host);

    [LoggerMessage(EventId = 4005, EventName = "BrowserRetired", Level = LogLevel.Information, Message = "A browser is replaced after {Windows} windows: {Host}.")]
    public static partial void BrowserRetired(this ILogger logger, int windows, string host);

    [LoggerMessage(EventId = 4006, EventName = "HostUnavailable", Level = LogLevel.Warning, Message = "No browser to be had: {Host}. {Code}.")]
    public static partial void HostUnavailable(this ILogger logger, string host, string code);
}
