using OpenQA.Selenium.Internal.Logging;

namespace IdMelon.Provisioning.Selenium;

/// <summary>Knows when the driver's own log would show what is typed, and keeps it quiet while it works for us.</summary>
internal static class DriverLog
{
    private static readonly ILogContext Silent = MakeSilent();

    /// <summary>Refuses to go on while such a log is switched on.</summary>
    public static void ThrowIfUnsafe() => ThrowIfUnsafe(Environment.GetEnvironmentVariable("SE_DEBUG"), Log.GetLogger(typeof(DriverLog)));

    /// <summary>Reads the variable <c>SE_DEBUG</c>, with which chromedriver logs all it is told, and the level of Selenium's log.</summary>
    public static void ThrowIfUnsafe(string? debug, ILogger log)
    {
        if (debug is not null || log.IsEnabled(LogEventLevel.Debug))
        {
            throw new ProvisioningException(ProvisioningError.Of(ErrorCodes.DriverLogUnsafe, "Selenium: remove SE_DEBUG, and set its log to Info or above."));
        }
    }

    /// <summary>Lets Selenium log nothing for the rest of the calling method and whatever it calls or starts: even its warnings hold whole messages, page and all.</summary>
    public static void Silence() => Log.CurrentContext = Silent;

    private static ILogContext MakeSilent()
    {
        var before = Log.CurrentContext;
        try
        {
            var silent = Log.CreateContext(LogEventLevel.None);
            silent.Handlers.Clear();
            return silent;
        }
        finally
        {
            Log.CurrentContext = before;
        }
    }
}
