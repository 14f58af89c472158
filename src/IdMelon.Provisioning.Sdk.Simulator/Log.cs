using Microsoft.Extensions.Logging;

namespace IdMelon.Provisioning.Simulator;

internal static partial class Log
{
    [LoggerMessage(EventId = 5001, EventName = "SimulatorEvent", Level = LogLevel.Information, Message = "{Kind}: {Text}")]
    public static partial void Happened(this ILogger logger, string kind, string text);
}
