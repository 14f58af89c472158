using Microsoft.Extensions.Logging;

namespace IdMelon.Provisioning.BrowserExtension;

internal static partial class Log
{
    [LoggerMessage(EventId = 7001, EventName = "MessageRefused", Level = LogLevel.Warning, Message = "A message was dropped: {Code}.")]
    public static partial void MessageRefused(this ILogger logger, string code);

    [LoggerMessage(EventId = 7002, EventName = "AccessPassLeft", Level = LogLevel.Warning, Message = "The access pass of request {RequestId} could not be revoked: revoke it by hand, or let it run out.")]
    public static partial void AccessPassLeft(this ILogger logger, string requestId);

    [LoggerMessage(EventId = 7003, EventName = "PanelPartThrew", Level = LogLevel.Error, Message = "The panel's part for {Question} threw {Exception}.")]
    public static partial void PartThrew(this ILogger logger, string question, string? exception);
}
