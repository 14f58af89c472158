using IdMelon.Provisioning.Graph.Errors;
using Microsoft.Extensions.Logging;

namespace IdMelon.Provisioning.Graph;

/// <summary>What this package logs; its event ids are 2000 to 2999. Users are masked, and no answer of a service is logged whole.</summary>
internal static partial class Log
{
    [LoggerMessage(EventId = 2001, EventName = "AccessPassIssued", Level = LogLevel.Debug, Message = "Issued access pass {AccessPassId} for {User}, good for {Lifetime}.")]
    public static partial void AccessPassIssued(this ILogger logger, string user, string accessPassId, TimeSpan lifetime);

    [LoggerMessage(EventId = 2002, EventName = "AccessPassesListed", Level = LogLevel.Debug, Message = "{User} has {Count} access passes.")]
    public static partial void AccessPassesListed(this ILogger logger, string user, int count);

    [LoggerMessage(EventId = 2003, EventName = "AccessPassRevoked", Level = LogLevel.Debug, Message = "Revoked access pass {AccessPassId} of {User}.")]
    public static partial void AccessPassRevoked(this ILogger logger, string user, string accessPassId);

    [LoggerMessage(EventId = 2004, EventName = "AccessPassGone", Level = LogLevel.Debug, Message = "Access pass {AccessPassId} of {User} was gone already.")]
    public static partial void AccessPassGone(this ILogger logger, string user, string accessPassId);

    [LoggerMessage(EventId = 2005, EventName = "PasskeysListed", Level = LogLevel.Debug, Message = "{User} has {Count} passkeys.")]
    public static partial void PasskeysListed(this ILogger logger, string user, int count);

    [LoggerMessage(EventId = 2006, EventName = "CallRefused", Level = LogLevel.Warning, Message = "{Call} for {User} gave {Code} (HTTP {HttpStatus}, {ServiceCode}, request {RequestId}).")]
    public static partial void CallRefused(this ILogger logger, TenantCall call, string user, string code, int? httpStatus, string? serviceCode, string? requestId);

    [LoggerMessage(EventId = 2040, EventName = "RegistrationOffered", Level = LogLevel.Debug, Message = "Creation options for {User} exclude {Count} passkeys.")]
    public static partial void RegistrationOffered(this ILogger logger, string user, int count);

    [LoggerMessage(EventId = 2041, EventName = "PasskeyRegistered", Level = LogLevel.Debug, Message = "Registered passkey {PasskeyId} of {User}.")]
    public static partial void PasskeyRegistered(this ILogger logger, string user, string passkeyId);

    [LoggerMessage(EventId = 2042, EventName = "PasskeyRemoved", Level = LogLevel.Debug, Message = "Removed passkey {PasskeyId} of {User}.")]
    public static partial void PasskeyRemoved(this ILogger logger, string user, string passkeyId);

    [LoggerMessage(EventId = 2101, EventName = "Throttled", Level = LogLevel.Warning, Message = "{Lane} calls stop for {Pause} because the service asked for it (HTTP {HttpStatus}).")]
    public static partial void Throttled(this ILogger logger, string lane, TimeSpan pause, int httpStatus);

    [LoggerMessage(EventId = 2102, EventName = "LimitsTold", Level = LogLevel.Debug, Message = "The service tells of its limits: {Units} resource units, {LimitUsed} used, scope {Scope}, {Information}.")]
    public static partial void LimitsTold(this ILogger logger, string? units, string? limitUsed, string? scope, string? information);

    [LoggerMessage(EventId = 2111, EventName = "TokensStayInMemory", Level = LogLevel.Warning, Message = "Tokens are kept in memory only: this machine cannot keep them encrypted ({Reason}).")]
    public static partial void TokensStayInMemory(this ILogger logger, string reason);
}
