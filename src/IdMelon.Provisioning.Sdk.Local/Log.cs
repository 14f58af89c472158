using Microsoft.Extensions.Logging;

namespace IdMelon.Provisioning.Local;

/// <summary>What this package logs; its event ids are 3000 to 3999.</summary>
internal static partial class Log
{
    [LoggerMessage(EventId = 3001, EventName = "TornLineSkipped", Level = LogLevel.Warning, Message = "Line {Line} of {File} is torn: its writer was stopped in the middle. It is skipped.")]
    public static partial void TornLineSkipped(this ILogger logger, string file, int line);

    [LoggerMessage(EventId = 3002, EventName = "UnknownKindSkipped", Level = LogLevel.Debug, Message = "Line {Line} of {File} is of a kind that this version does not know. It is skipped.")]
    public static partial void UnknownKindSkipped(this ILogger logger, string file, int line);

    [LoggerMessage(EventId = 3003, EventName = "StuckPageNotRemoved", Level = LogLevel.Warning, Message = "The page in {Folder} could not be removed, {ExceptionType}.")]
    public static partial void StuckPageNotRemoved(this ILogger logger, string folder, string exceptionType);
}
