using System.Text;
using IdMelon.Provisioning.Recognition;

namespace IdMelon.Provisioning.Tests.Recognition.Packs;

public sealed class PhraseBookTests
{
    private static readonly PhraseBook BuiltIn = new(SelectorPackCatalog.Phrases);

    [Theory]
    [InlineData("pt", "pt-BR")]
    [InlineData("pt-BR", "pt-BR")]
    [InlineData("PT-br", "pt-BR")]
    [InlineData("pt-PT", "pt-PT")]
    [InlineData("pt-AO", "pt-BR")]
    public void A_page_that_names_its_language_otherwise_is_asked_in_that_language(string page, string language) =>
        BuiltIn.Find(["security-info.add-method"], Texts("Adicionar método"), page)!.Language.ToString().ShouldBe(language);

    [Theory]
    [InlineData("zh", "zh-Hans")]
    [InlineData("zh-CN", "zh-Hans")]
    [InlineData("zh-Hans", "zh-Hans")]
    [InlineData("zh-Hans-CN", "zh-Hans")]
    [InlineData("zh-TW", "zh-Hant")]
    [InlineData("zh-Hant-HK", "zh-Hant")]
    public void Chinese_is_known_by_script_and_by_region(string page, string language) =>
        BuiltIn.Find(["common.done"], Texts("完成"), page)!.Language.ToString().ShouldBe(language);

    [Theory]
    [InlineData("no")]
    [InlineData("nb-NO")]
    [InlineData("no-NO")]
    public void Norwegian_is_known_by_both_its_names(string page) =>
        BuiltIn.Find(["security-info.add-method"], Texts("+ legg til påloggingsmetode"), page)!.ToString().ShouldBe("nb:security-info.add-method");

    [Fact]
    public void A_match_tells_language_key_and_evidence()
    {
        BuiltIn.Find(["common.next"], Texts("WEITER"), "de-AT").ShouldBe(new PhraseMatch(LanguageTag.Parse("de"), "common.next", PhraseEvidence.Human));
        BuiltIn.Find(["common.next"], Texts("volgende"), "nl").ShouldBe(new PhraseMatch(LanguageTag.Parse("nl"), "common.next", PhraseEvidence.Machine));
        BuiltIn.Find(["common.next"], Texts("Next"), "nl").ShouldBe(new PhraseMatch(LanguageTag.Parse("en"), "common.next", PhraseEvidence.Confirmed));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("xx")]
    [InlineData("-")]
    public void A_page_without_a_known_language_is_asked_in_all(string? page) =>
        BuiltIn.Find(["common.next"], Texts("次へ"), page)!.Language.ToString().ShouldBe("ja");

    [Theory]
    [InlineData("en", "Skip for now (14 days until this is required)")]
    [InlineData("en", "Skip for now (1 days until this is required)")]
    [InlineData("en", "Skip for now (٣ days until this is required)")]
    [InlineData("ja", "今はスキップ (14 日残っています)")]
    [InlineData("de", "今はスキップ(14日残っています)")]
    public void A_placeholder_stands_for_any_number(string language, string text) =>
        BuiltIn.Find(["proof-up.skip"], Texts(text), language)!.Key.ShouldBe("proof-up.skip");

    [Theory]
    [InlineData("Skip for now ( days until this is required)")]
    [InlineData("Skip for now (fourteen days until this is required)")]
    [InlineData("Skip for now (-14 days until this is required)")]
    [InlineData("Skip for now (14 days until this is required) and never again")]
    [InlineData("Skip")]
    public void A_placeholder_stands_for_nothing_else(string text) =>
        BuiltIn.Find(["proof-up.skip"], Texts(text), "en").ShouldBeNull();

    [Fact]
    public void A_key_that_was_not_asked_for_is_not_found() =>
        BuiltIn.Find(["common.done"], Texts("Next", "Weiter"), "de").ShouldBeNull();

    [Fact]
    public void The_order_of_the_keys_decides_between_two_texts_of_one_language() =>
        BuiltIn.Find(["method.passkey", "method.security-key"], Texts("Security key", "Passkey"), "en")!.Key.ShouldBe("method.passkey");

    [Fact]
    public void The_pages_language_decides_between_two_meanings()
    {
        var book = new PhraseBook([Pack("aa", "one", "Same"), Pack("bb", "two", "Same")]);

        book.Find(["one", "two"], Texts("same"), "aa")!.Key.ShouldBe("one");
        book.Find(["one", "two"], Texts("same"), "bb")!.Key.ShouldBe("two");
        book.Find(["two", "one"], Texts("same"), "cc")!.Key.ShouldBe("one");
    }

    [Fact]
    public void Without_packs_nothing_is_found() =>
        new PhraseBook([]).Find(["common.next"], Texts("Next"), "en").ShouldBeNull();

    private static string[] Texts(params string[] texts) => [.. texts.Select(PhraseText.Comparable)];

    private static PhrasePack Pack(string language, string key, string text) => PhrasePack.Read(language + ".json", Encoding.UTF8.GetBytes($$"""
        { "language": "{{language}}", "version": "1", "schemaVersion": 1, "phrases": { "{{key}}": [{ "text": "{{text}}", "evidence": "human", "source": "test" }] } }
        """));
}
