using IdMelon.Provisioning.Recognition;

namespace IdMelon.Provisioning.Tests.Recognition.Packs;

public sealed class BuiltInPhrasesTests
{
    public static TheoryData<string, string, string, string> Known => new()
    {
        { "de", "stay-signed-in.title", "Angemeldet bleiben?", "Human" },
        { "fr", "method.passkey", "Clé d’accès", "Human" },
        { "es", "security-info.add-method", "Agregar método de inicio de sesión", "Confirmed" },
        { "it", "common.done", "Fine", "Machine" },
        { "pt-BR", "common.next", "Próximo", "Human" },
        { "pt-BR", "common.next", "Avançar", "Machine" },
        { "pt-PT", "common.next", "Seguinte", "Machine" },
        { "ja", "stay-signed-in.no", "いいえ", "Confirmed" },
        { "ko", "stay-signed-in.title", "로그인 상태를 유지하시겠습니까?", "Confirmed" },
        { "zh-Hans", "common.next", "下一步", "Human" },
        { "zh-Hans", "common.next", "下一页", "Human" },
        { "zh-Hant", "security-info.add-method", "新增登入方法", "Confirmed" },
        { "nl", "security-info.add-method", "Aanmeldingsmethode toevoegen", "Confirmed" },
        { "pl", "method.security-key", "Klucz zabezpieczeń", "Human" },
        { "pl", "common.next", "Dalej", "Machine" },
        { "cs", "method.security-key", "Klíč zabezpečení", "Machine" },
        { "hu", "common.next", "Tovább", "Machine" },
        { "ru", "key-type.usb", "USB-устройство", "Machine" },
        { "sv", "security-info.add-method", "Lägg till inloggningsmetod", "Human" },
        { "tr", "common.next", "İLERİ", "Machine" },
        { "da", "method.security-key", "Sikkerhedsnøgle", "Human" },
        { "nb", "security-info.add-method", "Legg til påloggingsmetode", "Confirmed" },
    };

    [Fact]
    public void Every_language_with_evidence_has_a_pack() =>
        SelectorPackCatalog.Phrases.Select(pack => pack.Language.ToString()).ShouldBe(
            ["cs", "da", "de", "en", "es", "fr", "hu", "it", "ja", "ko", "nb", "nl", "pl", "pt-BR", "pt-PT", "ru", "sv", "tr", "zh-Hans", "zh-Hant"],
            ignoreOrder: true);

    [Theory]
    [MemberData(nameof(Known))]
    public void A_phrase_is_known_with_its_evidence(string language, string key, string text, string evidence) =>
        new PhraseBook(SelectorPackCatalog.Phrases).Find([key], [PhraseText.Comparable(text)], language)
            .ShouldBe(new PhraseMatch(LanguageTag.Parse(language), key, Enum.Parse<PhraseEvidence>(evidence)));

    [Theory]
    [InlineData("da", "common.next", "Næste")]
    [InlineData("nb", "common.done", "Ferdig")]
    [InlineData("de", "stay-signed-in.no", "Nein")]
    [InlineData("zh-Hans", "security-info.add-method", "添加登录方法")]
    [InlineData("ko", "method.passkey", "패스키")]
    [InlineData("fi", "common.next", "Seuraava")]
    public void Wording_that_nobody_has_seen_is_in_no_pack(string language, string key, string text) =>
        new PhraseBook(SelectorPackCatalog.Phrases).Find([key], [PhraseText.Comparable(text)], language).ShouldBeNull();

    [Fact]
    public void No_text_means_two_things_in_any_two_languages()
    {
        var meanings = SelectorPackCatalog.Phrases
            .SelectMany(pack => pack.Phrases.SelectMany(phrases => phrases.Value.Select(phrase => (phrase.Text, phrases.Key))))
            .GroupBy(phrase => phrase.Text, phrase => phrase.Key);

        meanings.ShouldAllBe(text => text.Distinct().Count() == 1);
    }

    [Fact]
    public void Every_key_of_another_language_is_one_of_the_english_ones()
    {
        var english = SelectorPackCatalog.Phrases.Single(pack => pack.Language.ToString() == "en");

        SelectorPackCatalog.Phrases.SelectMany(pack => pack.Phrases.Keys).Distinct().ShouldAllBe(key => english.Phrases.ContainsKey(key));
    }
}
