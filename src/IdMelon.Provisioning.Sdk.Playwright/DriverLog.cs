using System.IO.Enumeration;

namespace IdMelon.Provisioning.Playwright;

/// <summary>Knows when the driver's own log would show what is typed, or the codes in addresses.</summary>
internal static class DriverLog
{
    private static readonly string[] Telltales =
    [
        "pw:protocol", "pw:channel", "pw:channel:command", "pw:channel:event", "pw:channel:response", "pw:server:channel", "pw:server:metadata",

        // It prints the addresses that the window visits, and those carry authorization codes.
        "pw:api",
    ];

    /// <summary>Refuses to go on while such a log is switched on.</summary>
    public static void ThrowIfUnsafe(string? debug)
    {
        if (IsUnsafe(debug))
        {
            throw new ProvisioningException(ProvisioningError.Of(ErrorCodes.DriverLogUnsafe));
        }
    }

    /// <summary>Reads the value of <c>DEBUG</c>: names with <c>*</c>, parted by commas or blanks. Exceptions (<c>-name</c>) are not taken into account.</summary>
    public static bool IsUnsafe(string? debug) =>
        (debug ?? "").Split([',', ' ', '\t', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Any(pattern => Telltales.Any(name => FileSystemName.MatchesSimpleExpression(pattern, name)));
}
