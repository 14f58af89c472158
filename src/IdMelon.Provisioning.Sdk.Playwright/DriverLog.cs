using System.IO.Enumeration;

namespace IdMelon.Provisioning.Playwright;

/// <summary>Knows when the driver's own log would show what is typed.</summary>
internal static class DriverLog
{
    private static readonly string[] Telltales = ["pw:protocol", "pw:channel", "pw:channel:command", "pw:channel:event", "pw:channel:response", "pw:server:channel", "pw:server:metadata"];

    /// <summary>Refuses to go on while the log of the protocol or of the channel is switched on.</summary>
    public static void ThrowIfUnsafe(string? debug)
    {
        if (IsUnsafe(debug))
        {
            throw new ProvisioningException(ProvisioningError.Of(ErrorCodes.DriverLogUnsafe));
        }
    }

    /// <summary>Reads the value of <c>DEBUG</c>: names with <c>*</c>, parted by commas or blanks. Exceptions (<c>-name</c>) are not taken into account.</summary>
    public static bool IsUnsafe(string? debug) =>
        (debug ?? "").Split([',', ' '], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Any(pattern => Telltales.Any(name => FileSystemName.MatchesSimpleExpression(pattern, name)));
}
