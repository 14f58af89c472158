using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Shouldly;
using Xunit;

namespace IdMelon.Provisioning.Simulator.Languages;

public sealed partial class LanguageFileTests
{
    private static readonly PageLanguages Languages = PageLanguages.Embedded;

    private static readonly (string Name, char First, char Last)[] Scripts =
    [
        ("Greek", '\u0370', '\u03ff'), ("Cyrillic", '\u0400', '\u04ff'), ("Hebrew", '\u0590', '\u05ff'), ("Arabic", '\u0600', '\u06ff'), ("Devanagari", '\u0900', '\u097f'),
        ("Thai", '\u0e00', '\u0e7f'), ("Hiragana", '\u3040', '\u309f'), ("Hangul Syllables", '\uac00', '\ud7af'), ("CJK Unified Ideographs", '\u4e00', '\u9fff'), ("Latin", 'A', 'z'),
    ];

    // The file of the language says why.
    private static readonly (string Tag, string Key)[] MayBeLikely = [("de", "picker.passkey")];

    // By language: what the sources have, each with the mark of its evidence, "u" where it is a translation that nobody vouches for, and empty where the mark stands for several texts at once.
    private static readonly Lazy<JsonObject> Likely = new(() =>
        JsonNode.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Languages", "likely-strings.json")))!.AsObject());

    public static TheoryData<string> Tags => [.. Languages.All.Where(language => language.Tag != PseudoLanguage.Culture).Select(language => language.Tag)];

    [Fact]
    public void There_are_at_least_forty_languages_of_many_scripts_and_both_directions()
    {
        string[] wanted =
        [
            "en", "de", "fr", "fr-CA", "es", "it", "pt-BR", "pt-PT", "nl", "sv", "da", "nb", "fi", "pl", "cs", "sk", "hu", "ro", "bg", "el", "tr", "ru", "uk", "ar", "he", "hi",
            "th", "vi", "id", "ms", "ja", "ko", "zh-Hans", "zh-Hant", "ca", "hr", "sl", "sr-Latn", "et", "lv", "lt",
        ];

        wanted.Except(Tags.Select(row => row.Data)).ShouldBeEmpty();
        ScriptsOf("en", "el", "ru", "ar", "he", "hi", "th", "ja", "ko", "zh-Hans").ShouldBe(
            ["Latin", "Greek", "Cyrillic", "Arabic", "Hebrew", "Devanagari", "Thai", "Hiragana", "Hangul Syllables", "CJK Unified Ideographs"]);
        Languages.All.Select(language => language.Direction).Distinct().Order().ShouldBe(["ltr", "rtl"]);
        Languages.All.Select(language => language.Lcid).ShouldBeUnique();
    }

    [Theory]
    [MemberData(nameof(Tags))]
    public void A_language_has_every_text(string tag)
    {
        var english = Languages.English.Texts.Keys.Where(key => !BlockTitle().IsMatch(key)).Order(StringComparer.Ordinal);

        Of(tag).Texts.Keys.Where(key => !BlockTitle().IsMatch(key)).Order(StringComparer.Ordinal).ShouldBe(english);
    }

    [Theory]
    [MemberData(nameof(Tags))]
    public void A_text_tells_its_evidence_and_source_and_keeps_the_places_for_values(string tag)
    {
        foreach (var (key, text) in Of(tag).Texts)
        {
            text.Text.ShouldNotBeNullOrWhiteSpace(key);
            text.Evidence.ShouldBeOneOf("✔", "h", "m", "u");
            text.Source.ShouldNotBeNullOrWhiteSpace(key);
            text.Text.Contains("{0}", StringComparison.Ordinal).ShouldBe(Languages.English[key].Contains("{0}", StringComparison.Ordinal), $"{tag}: {key}");
        }
    }

    [Theory]
    [MemberData(nameof(Tags))]
    public void Wording_of_our_own_is_nothing_that_anybody_would_put_into_a_pack(string tag)
    {
        var likely = Sources(tag).Concat(Sources("en")).Select(source => Plain(source.Text)).ToHashSet();

        Of(tag).Texts
            .Where(pair => pair.Value.Evidence == "u" && !MayBeLikely.Contains((tag, pair.Key)) && likely.Contains(Plain(pair.Value.Text)))
            .Select(pair => $"{pair.Key}: {pair.Value.Text}")
            .ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Tags))]
    public void A_text_with_evidence_is_one_that_the_sources_have(string tag)
    {
        // A number that a source shows is a place for a value here.
        var known = Sources(tag).Select(source => Number().Replace(Plain(source.Text), "{0}")).ToHashSet();

        Of(tag).Texts
            .Where(pair => pair.Value.Evidence != "u" && !(tag == "en" && Cited().IsMatch(pair.Key)) && !known.Contains(Plain(pair.Value.Text)))
            .Select(pair => $"{pair.Key}: {pair.Value.Text}")
            .ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Tags))]
    public void A_text_claims_no_other_evidence_than_the_sources_give_it(string tag)
    {
        var marks = Sources(tag).Where(source => source.Mark.Length > 0).ToLookup(source => Plain(source.Text), source => source.Mark);

        Of(tag).Texts
            .Where(pair => pair.Value.Evidence != "u" && marks.Contains(Plain(pair.Value.Text)) && !marks[Plain(pair.Value.Text)].Contains(pair.Value.Evidence))
            .Select(pair => $"{pair.Key}: {pair.Value.Text} {pair.Value.Evidence}")
            .ShouldBeEmpty();
    }

    [Fact]
    public void Nearly_every_source_tells_its_mark() =>
        Likely.Value.SelectMany(pair => Sources(pair.Key)).Count(source => source.Mark is "✔" or "h" or "m" or "u").ShouldBeGreaterThan(500);

    [Fact]
    public void Nothing_of_the_pseudo_language_can_be_read()
    {
        var pseudo = Of(PseudoLanguage.Culture);

        pseudo.Texts.Count.ShouldBe(Languages.English.Texts.Count);
        pseudo.Texts.Values.Where(text => Word().IsMatch(text.Text.Replace("{0}", "", StringComparison.Ordinal))).ShouldBeEmpty();
        pseudo.Texts.Values.Select(text => text.Text).Intersect(Languages.All.Where(language => language != pseudo).SelectMany(language => language.Texts.Values).Select(text => text.Text)).ShouldBeEmpty();
    }

    /// <summary>The script in which a language's page asks for a name, by the blocks of Unicode; Japanese writes its endings in Hiragana.</summary>
    private static IEnumerable<string> ScriptsOf(params string[] tags) => tags.Select(tag =>
        Scripts.First(script => Languages.Find(tag)!["username.missing"].Any(sign => sign >= script.First && sign <= script.Last)).Name);

    private static IEnumerable<(string Text, string Mark)> Sources(string tag) => (Likely.Value[tag]?.AsObject() ?? []).Select(pair => (pair.Key, (string)pair.Value!));

    private static PageLanguage Of(string tag) => Languages.Find(tag)!;

    /// <summary>As a careful reader compares: without case, kinds of space, "+" and dots at the end.</summary>
    private static string Plain(string text) =>
        Spaces().Replace(text.Normalize(NormalizationForm.FormKC), " ").Trim().TrimEnd('.', '…').Trim('+', ' ').ToUpperInvariant();

    [GeneratedRegex(@"^block\.(\d+|title)$")]
    private static partial Regex BlockTitle();

    /// <summary>English texts that the sources give with a page or as a part, not in the lists by language.</summary>
    [GeneratedRegex(@"^(block\.\d+|consent\.accept|info\.passkeys|proofup\.skip|shell\.title)$")]
    private static partial Regex Cited();

    [GeneratedRegex(@"[A-Za-z]{2,}")]
    private static partial Regex Word();

    [GeneratedRegex(@"\d+")]
    private static partial Regex Number();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
