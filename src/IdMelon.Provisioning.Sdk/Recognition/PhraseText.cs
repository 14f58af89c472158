using System.Text;

namespace IdMelon.Provisioning.Recognition;

/// <summary>The form in which texts are compared: no case, no white space, one kind of apostrophe, no plus signs, no dots at the end.</summary>
/// <remarks>Unicode compatibility forms (NFKC) are dissolved in the page, because WebAssembly with invariant globalization cannot.</remarks>
internal static class PhraseText
{
    public static string Comparable(string text)
    {
        var result = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            if (!char.IsWhiteSpace(c) && c != '+' && c is not ('\u200B' or '\u200E' or '\u200F' or '\u00AD' or '\uFEFF'))
            {
                result.Append(c == '\u2019' ? '\'' : char.ToLowerInvariant(c));
            }
        }

        var length = result.Length;
        while (length > 0 && result[length - 1] is '.' or '…' or '。')
        {
            length--;
        }

        return result.ToString(0, length);
    }
}
