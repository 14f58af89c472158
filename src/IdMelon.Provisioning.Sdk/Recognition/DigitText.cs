using System.Globalization;

namespace IdMelon.Provisioning.Recognition;

/// <summary>Numbers in texts of any script.</summary>
internal static class DigitText
{
    private const int Largest = 1_000_000;

    /// <summary>Reads the whole numbers below a million that stand in a text.</summary>
    public static IReadOnlyList<int> Numbers(string text)
    {
        var numbers = new List<int>();
        int? number = null;
        foreach (var c in text)
        {
            if (CharUnicodeInfo.GetDecimalDigitValue(c) is >= 0 and var digit)
            {
                number = Math.Min(Largest, ((number ?? 0) * 10) + digit);
            }
            else if (number is not null)
            {
                numbers.Add(number.Value);
                number = null;
            }
        }

        if (number is not null)
        {
            numbers.Add(number.Value);
        }

        return numbers;
    }
}
