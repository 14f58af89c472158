using System.Globalization;
using System.Text.RegularExpressions;

namespace IdMelon.Provisioning.Simulator.Hosting;

/// <summary>Reads moments as ISO 8601 writes them: date, time and offset, nothing left to the machine.</summary>
/// <remarks>The range keeps sums with durations inside of what a date can be.</remarks>
internal static partial class Moments
{
    public static bool TryParse(string? text, out DateTimeOffset moment)
    {
        moment = default;
        return text is not null && Form().IsMatch(text)
            && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal, out moment)
            && moment.Year is >= 2000 and < 3000;
    }

    [GeneratedRegex(@"^[0-9]{4}-[0-9][0-9]-[0-9][0-9]T[0-9][0-9]:[0-9][0-9]:[0-9][0-9](?:\.[0-9]{1,7})?(?:Z|[+-][0-9][0-9]:[0-9][0-9])\z", RegexOptions.CultureInvariant)]
    private static partial Regex Form();
}
