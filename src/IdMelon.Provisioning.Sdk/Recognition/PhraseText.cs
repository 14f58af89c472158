using System.Globalization;
using System.Text;

namespace IdMelon.Provisioning.Recognition;

/// <summary>The form in which texts are compared: no case, no white space, one kind of apostrophe, no plus signs, no dots at the end.</summary>
/// <remarks>Unicode compatibility forms (NFKC) are dissolved in the page, because WebAssembly with invariant globalization cannot; a pack's full-width forms are dissolved here.</remarks>
internal static class PhraseText
{
    /// <summary>What stands in a phrase for a number.</summary>
    public const string Placeholder = "{0}";

    public static string Comparable(string text)
    {
        var result = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            var plain = Fold(c);
            if (!char.IsWhiteSpace(plain) && plain != '+' && plain is not ('\u200B' or '\u200E' or '\u200F' or '\u00AD' or '\uFEFF'))
            {
                result.Append(plain);
            }
        }

        var length = result.Length;
        while (length > 0 && result[length - 1] is '.' or '…' or '。')
        {
            length--;
        }

        return result.ToString(0, length);
    }

    /// <summary>Puts the placeholder in place of each number, in digits of any script.</summary>
    /// <returns>Null if there is no number.</returns>
    public static string? WithoutNumbers(string comparable)
    {
        StringBuilder? result = null;
        var kept = 0;
        for (var i = 0; i < comparable.Length;)
        {
            var end = i;
            while (end < comparable.Length && CharUnicodeInfo.GetUnicodeCategory(comparable, end) == UnicodeCategory.DecimalDigitNumber)
            {
                end += char.IsHighSurrogate(comparable[end]) ? 2 : 1;
            }

            if (end > i)
            {
                result = (result ?? new StringBuilder(comparable.Length)).Append(comparable, kept, i - kept).Append(Placeholder);
                kept = end;
            }

            i = Math.Max(end, i + 1);
        }

        return result?.Append(comparable, kept, comparable.Length - kept).ToString();
    }

    private static char Fold(char c) => c switch
    {
        '\u2019' => '\'',

        // Invariant casing leaves the Turkish letters alone, and so a button in capitals would not be its own word.
        'İ' or 'ı' => 'i',
        >= '\uFF01' and <= '\uFF5E' => char.ToLowerInvariant((char)(c - 0xFEE0)),
        _ => char.ToLowerInvariant(c),
    };
}
