using System.Globalization;
using System.Text;
using IdMelon.Provisioning.Recognition;

namespace IdMelon.Provisioning.StuckPages;

/// <summary>Words whose shape is left: an x for each letter, a 0 for each digit.</summary>
internal static class MaskedText
{
    private const string ErrorNumber = "AADSTS";
    private const int LongestRatio = 24;
    private const int LongestNumber = 3;

    /// <summary>Masks a text. A ratio at its end such as "(1/10)" stays, and so does the number of an error: rules read both.</summary>
    public static string Of(string text)
    {
        var ratio = RatioStart(text);
        var result = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length;)
        {
            if (string.CompareOrdinal(text, i, ErrorNumber, 0, ErrorNumber.Length) == 0)
            {
                var end = i + ErrorNumber.Length;
                while (end < text.Length && char.IsAsciiDigit(text[end]))
                {
                    end++;
                }

                result.Append(text, i, end - i);
                i = end;
                continue;
            }

            var size = char.IsSurrogatePair(text, i) ? 2 : 1;
            var category = CharUnicodeInfo.GetUnicodeCategory(text, i);
            var isNumber = category is UnicodeCategory.DecimalDigitNumber or UnicodeCategory.LetterNumber or UnicodeCategory.OtherNumber;
            _ = isNumber && i < ratio ? result.Append('0')
                : category <= UnicodeCategory.EnclosingMark || category is UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned ? result.Append('x')
                : result.Append(text, i, size);
            i += size;
        }

        return result.ToString();
    }

    /// <summary>Puts zeros in place of the digits of longer numbers.</summary>
    public static string WithoutNumbers(string text)
    {
        var result = new StringBuilder(text);
        for (int start = 0, i = 0; i <= text.Length; i++)
        {
            if (i < text.Length && char.IsDigit(text[i]))
            {
                continue;
            }

            for (var at = start; at < i && i - start > LongestNumber; at++)
            {
                result[at] = '0';
            }

            start = i + 1;
        }

        return result.ToString();
    }

    private static int RatioStart(string text)
    {
        var start = text.LastIndexOf('(');
        return start >= 0 && text.Length - start <= LongestRatio && text.AsSpan().TrimEnd().EndsWith(")") && text.AsSpan(start).Contains('/')
            && DigitText.Numbers(text[start..]).All(number => number < 1000)
            ? start
            : text.Length;
    }
}
