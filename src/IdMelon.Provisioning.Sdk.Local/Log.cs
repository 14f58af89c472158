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

    [LoggerMessage(EventId = 3004, EventName = "VaultRepaired", Level = LogLevel.Warning, Message = "In the vault, {File} was put right. {Finding}")]
    public static partial void VaultRepaired(this ILogger logger, string file, string finding);

    [LoggerMessage(EventId = 3005, EventName = "VaultDamaged", Level = LogLevel.Error, Message = "In the vault, {File} is damaged. {Finding} {Remedy}")]
    public static partial void VaultDamaged(this ILogger logger, string file, string finding, string remedy);

    [LoggerMessage(EventId = 3006, EventName = "RecipientExpired", Level = LogLevel.Warning, Message = "The certificate of the vault's recipient {Subject} (key {KeyId}) has expired at {Expired}. It is sealed for all the same.")]
    public static partial void RecipientExpired(this ILogger logger, string subject, string keyId, DateTimeOffset expired);
}
