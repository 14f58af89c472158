using Microsoft.Extensions.Logging;

namespace IdMelon.Provisioning.ConsoleRunner.Hosting;

/// <summary>Logging to standard error, if asked for.</summary>
internal static class Loggers
{
    public static ILoggerFactory Create(bool verbose) => LoggerFactory.Create(builder =>
    {
        if (verbose)
        {
            builder.SetMinimumLevel(LogLevel.Debug);
            builder.AddSimpleConsole(options =>
            {
                options.SingleLine = true;
                options.TimestampFormat = "HH:mm:ss.fff ";
            });
            builder.AddConsole(options => options.LogToStandardErrorThreshold = LogLevel.Trace);
        }
    });
}
