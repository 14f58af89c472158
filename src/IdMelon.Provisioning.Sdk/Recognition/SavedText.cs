using System.Text;

namespace IdMelon.Provisioning.Recognition;

/// <summary>Tidies the text of a saved page as the page script does.</summary>
/// <remarks>Of the compatibility forms that the script dissolves (NFKC) only full-width letters are: more cannot be done inside WebAssembly, and none of the packs' phrases needs it.</remarks>
internal static class SavedText
{
    public static string Tidy(string text)
    {
        if (IsTidy(text))
        {
            return text;
        }

        var result = new StringBuilder(text.Length);
        var isSpace = false;
        foreach (var c in text)
        {
            if (c is '\u00ad' or '\u200b' or '\u200e' or '\u200f' or '\ufeff' or '\0' or (>= '\u202a' and <= '\u202e') or (>= '\u2066' and <= '\u2069') or (>= '\ue000' and <= '\uf8ff'))
            {
                continue;
            }

            if (char.IsWhiteSpace(c))
            {
                if (!isSpace)
                {
                    result.Append(' ');
                }

                isSpace = true;
                continue;
            }

            isSpace = false;
            result.Append(c is >= '\uff01' and <= '\uff5e' ? (char)(c - 0xfee0) : c);
        }

        return result.ToString();
    }

    // Most texts are: letters, figures and single blanks.
    private static bool IsTidy(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] is < ' ' or > '\u00ac' || (text[i] == ' ' && i > 0 && text[i - 1] == ' '))
            {
                return false;
            }
        }

        return true;
    }
}
