using IdMelon.Provisioning.Browsing;
using IdMelon.Provisioning.Transitions;
using Microsoft.Extensions.Logging;

namespace IdMelon.Provisioning.Diagnostics;

/// <summary>The core's log messages, event ids 1000 to 1999. Page content is never logged.</summary>
internal static partial class Log
{
    [LoggerMessage(EventId = 1000, EventName = "RunStarted", Level = LogLevel.Information, Message = "Run {RequestId} started for {User}.")]
    public static partial void RunStarted(this ILogger logger, string requestId, string user);

    [LoggerMessage(EventId = 1001, EventName = "Transitioned", Level = LogLevel.Debug, Message = "Run {RequestId}: {From} on {Trigger} to {To} (page {Page}, rule {Rule}).")]
    public static partial void Transitioned(this ILogger logger, string requestId, ProvisioningState from, ProvisioningTrigger trigger, ProvisioningState to, string? page, string? rule);

    [LoggerMessage(EventId = 1002, EventName = "RunFinished", Level = LogLevel.Information, Message = "Run {RequestId} finished: {Verdict} after {Duration}, error {Error}.")]
    public static partial void RunFinished(this ILogger logger, string requestId, ProvisioningVerdict? verdict, TimeSpan duration, string? error);

    [LoggerMessage(EventId = 1003, EventName = "PartThrew", Level = LogLevel.Error, Message = "Run {RequestId}: {Part} threw {ExceptionType}.")]
    public static partial void PartThrew(this ILogger logger, string requestId, string part, string? exceptionType);

    [LoggerMessage(EventId = 1005, EventName = "CeremonyDoesNotEnd", Level = LogLevel.Warning, Message = "Run {RequestId}: the authenticator does not listen to cancellation; what it still brings is dropped.")]
    public static partial void CeremonyDoesNotEnd(this ILogger logger, string requestId);

    [LoggerMessage(EventId = 1004, EventName = "WindowFactSeen", Level = LogLevel.Debug, Message = "Run {RequestId}: {Fact}.")]
    public static partial void WindowFactSeen(this ILogger logger, string requestId, BrowserFact fact);

    [LoggerMessage(EventId = 1006, EventName = "StuckPageNotKept", Level = LogLevel.Warning, Message = "Run {RequestId}: the page at which it got stuck was not kept, {ExceptionType}.")]
    public static partial void StuckPageNotKept(this ILogger logger, string requestId, string? exceptionType);

    [LoggerMessage(EventId = 1007, EventName = "ScreenshotNotTaken", Level = LogLevel.Warning, Message = "Run {RequestId}: no screenshot of the page at which it got stuck, {Reason}.")]
    public static partial void ScreenshotNotTaken(this ILogger logger, string requestId, string? reason);

    [LoggerMessage(EventId = 1008, EventName = "EarlierSettled", Level = LogLevel.Information, Message = "Run {RequestId}: the key {CredentialId} that an earlier run left is settled: {Settlement}.")]
    public static partial void EarlierSettled(this ILogger logger, string requestId, string credentialId, PasskeySettlement settlement);

    [LoggerMessage(EventId = 1010, EventName = "PlanWarns", Level = LogLevel.Information, Message = "Run {RequestId}: {Severity}: {Code}.")]
    public static partial void PlanWarns(this ILogger logger, string requestId, string code, string severity);

    [LoggerMessage(EventId = 1011, EventName = "OperatorThrew", Level = LogLevel.Warning, Message = "Run {RequestId}: the operator's {Call} threw {ExceptionType}; the run goes on.")]
    public static partial void OperatorThrew(this ILogger logger, string requestId, string call, string? exceptionType);

    [LoggerMessage(EventId = 1009, EventName = "ExcludedIdsUnreadable", Level = LogLevel.Warning, Message = "Run {RequestId}: {Count} of the passkeys that the directory excludes have an id that cannot be read; the directory checks them itself.")]
    public static partial void ExcludedIdsUnreadable(this ILogger logger, string requestId, int count);
}
