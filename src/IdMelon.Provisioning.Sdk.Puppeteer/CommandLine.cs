using System.Text;

namespace IdMelon.Provisioning.Puppeteer;

/// <summary>Quotes arguments of the browser: the driver joins them by blanks, and starts the browser by a shell where there is one.</summary>
internal static class CommandLine
{
    public static string Quote(string argument) => OperatingSystem.IsWindows() ? QuoteForWindows(argument) : QuoteForShell(argument);

    /// <summary>Puts single quotes around, which keep everything but themselves; the driver writes the whole between double quotes and puts a backslash before each of its own.</summary>
    public static string QuoteForShell(string argument) => $"'{argument.Replace("'", @"'\''", StringComparison.Ordinal).Replace("\\\"", "\\''\"", StringComparison.Ordinal)}'";

    /// <summary>Quotes by the rules of CommandLineToArgvW: backslashes count twice before a double quote only.</summary>
    public static string QuoteForWindows(string argument)
    {
        var text = new StringBuilder("\"");
        var backslashes = 0;
        foreach (var letter in argument)
        {
            text.Append('\\', letter == '"' ? backslashes + 1 : 0).Append(letter);
            backslashes = letter == '\\' ? backslashes + 1 : 0;
        }

        return text.Append('\\', backslashes).Append('"').ToString();
    }
}
