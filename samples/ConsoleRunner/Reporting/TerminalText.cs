using System.Globalization;
using System.Text;

namespace IdMelon.Provisioning.ConsoleRunner.Reporting;

/// <summary>Makes text from outside harmless for a terminal.</summary>
internal static class TerminalText
{
    /// <summary>Spells out whatever would move the cursor, change colours, reorder or hide text.</summary>
    public static string Clean(string text)
    {
        var clean = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            // Lone surrogates arrive here as U+FFFD already.
            if (Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
                or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned)
            {
                clean.Append(CultureInfo.InvariantCulture, $"\\u{{{rune.Value:x}}}");
            }
            else
            {
                clean.Append(rune);
            }
        }

        return clean.ToString();
    }

    /// <summary>Cuts a long id down to what tells it from others.</summary>
    public static string Shorten(string id) => id.Length <= 16 ? Clean(id) : Clean(id[..15]) + "…";
}
