using Spectre.Console;

namespace IdMelon.Provisioning.ConsoleRunner.Reporting;

/// <summary>The two streams as Spectre knows them.</summary>
internal static class Consoles
{
    // A redirected stream has no width; a report must not be broken at 80 columns in a file.
    private const int RedirectedWidth = 160;

    public static IAnsiConsole Output() => Create(Console.Out, Console.IsOutputRedirected);

    public static IAnsiConsole Error() => Create(Console.Error, Console.IsErrorRedirected);

    /// <summary>Gets whether lines that change in place may be drawn on standard error.</summary>
    public static bool CanDrawLive => !Console.IsErrorRedirected && Error().Profile.Capabilities is { Ansi: true, Interactive: true };

    private static IAnsiConsole Create(TextWriter writer, bool isRedirected)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(writer), Ansi = isRedirected ? AnsiSupport.No : AnsiSupport.Detect });
        if (isRedirected)
        {
            console.Profile.Width = RedirectedWidth;
            console.Profile.Capabilities.ColorSystem = ColorSystem.NoColors;
        }

        return console;
    }
}
