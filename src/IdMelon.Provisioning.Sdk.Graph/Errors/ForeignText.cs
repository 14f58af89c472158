using System.Globalization;
using System.Text;

namespace IdMelon.Provisioning.Graph.Errors;

/// <summary>Makes a service's text fit for messages, terminals and logs.</summary>
internal sealed class ForeignText(IReadOnlyList<SecretText> secrets)
{
    private const int Longest = 300;
    private const int LongestName = 100;

    /// <summary>One line of at most 300 characters without control or direction marks, and without the secrets of the sign-in should a service echo them.</summary>
    public string? Sentence(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return null;
        }

        var told = secrets.Aggregate(text, (rest, secret) => rest.Replace(secret.Reveal(), "***", StringComparison.Ordinal));
        var line = new StringBuilder(Math.Min(told.Length, Longest));
        var wasBlank = true;
        foreach (var rune in told.EnumerateRunes())
        {
            if (line.Length + rune.Utf16SequenceLength >= Longest)
            {
                line.Append('…');
                break;
            }

            var isBlank = Rune.IsWhiteSpace(rune) || Rune.IsControl(rune);
            if (isBlank ? wasBlank : Rune.GetUnicodeCategory(rune) is UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse)
            {
                continue;
            }

            line.Append(isBlank ? " " : rune.ToString());
            wasBlank = isBlank;
        }

        var sentence = line.ToString().TrimEnd();
        return sentence.Length == 0 ? null : sentence;
    }

    /// <summary>A code or an id: letters, digits and a few signs; null if nothing is left.</summary>
    public string? Name(string? text)
    {
        var name = string.Concat((Sentence(text) ?? "").Where(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' or '/' or ':').Take(LongestName));
        return name.Length == 0 ? null : name;
    }
}
