using System.Text;

namespace IdMelon.Provisioning.Simulator.Languages;

/// <summary>Makes a language that nobody speaks: every text of English, scrambled beyond recognition. Whatever works on its pages does not need words.</summary>
internal static class PseudoLanguage
{
    public const string Culture = "qps-ploc";

    private const string From = "abcdefghijklmnopqrstuvwxyz";
    private const string To = "ʁɯʞʤɸʑʕʬɤʆʎɷɱʘɥʋʭɾʂʇɵʌʍʗʏʐ";

    public static PageLanguage Of(PageLanguage english) => new(
        Culture,
        [Culture],
        lcid: 0x0501,
        english.Direction,
        english.Texts.Select(pair => KeyValuePair.Create(pair.Key, new PageText(Scramble(pair.Value.Text), "u", "scrambled"))));

    /// <summary>Turns a text round and puts other letters in the place of Latin ones; the places for values stay.</summary>
    private static string Scramble(string text)
    {
        var scrambled = new StringBuilder("⟦");
        foreach (var letter in text.Replace("{0}", "\u0001", StringComparison.Ordinal).Reverse())
        {
            var index = From.IndexOf(char.ToLowerInvariant(letter), StringComparison.Ordinal);
            scrambled.Append(letter == '\u0001' ? "{0}" : index >= 0 ? To[index] : char.IsAsciiDigit(letter) || letter == ' ' ? letter : '·');
        }

        return scrambled.Append('⟧').ToString();
    }
}
