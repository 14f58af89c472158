using CsCheck;
using IdMelon.Provisioning.Recognition;

namespace IdMelon.Provisioning.Tests.Recognition.Packs;

public sealed class PhraseTextTests
{
    [Theory]
    [InlineData("Add sign-in method", "+ ADD SIGN-IN METHOD…")]
    [InlineData("Rester connecté ?", "Rester connecté\u00A0?")]
    [InlineData("Rester connecté ?", "rester connecté\u202F?")]
    [InlineData("Clé d'accès", "Clé d\u2019accès")]
    [InlineData("セキュリティ キー", "セキュリティキー")]
    [InlineData("安全性金鑰", "安全性 金鑰。")]
    [InlineData("保持登入？", "保持登入?")]
    [InlineData("Setting up your passkey…", "Setting up your passkey...")]
    [InlineData("İleri", "ileri")]
    [InlineData("İleri", "İLERİ")]
    [InlineData("Passkey", "\u200EPass\u00ADkey\uFEFF")]
    public void Case_spaces_apostrophes_plus_signs_and_final_dots_make_no_difference(string pack, string page) =>
        PhraseText.Comparable(page).ShouldBe(PhraseText.Comparable(pack));

    [Theory]
    [InlineData("Next", "Nexte")]
    [InlineData("Add method", "Add a method")]
    [InlineData("Passkey", "Passkey (Synced)")]
    [InlineData("Não", "Nao")]
    public void Other_words_stay_other_words(string one, string other) =>
        PhraseText.Comparable(one).ShouldNotBe(PhraseText.Comparable(other));

    [Theory]
    [InlineData("skip(14days)", "skip({0}days)")]
    [InlineData("14", "{0}")]
    [InlineData("٣days", "{0}days")]
    [InlineData("left:९९", "left:{0}")]
    [InlineData("\U0001E951\U0001E952left", "{0}left")]
    [InlineData("1of2", "{0}of{0}")]
    public void A_number_in_any_script_is_told_from_the_words_around_it(string text, string expected) =>
        PhraseText.WithoutNumbers(text).ShouldBe(expected);

    [Theory]
    [InlineData("")]
    [InlineData("skip for now")]
    [InlineData("½Ⅳ²")]
    [InlineData("\uD83A")]
    public void Where_there_is_no_number_nothing_is_replaced(string text) =>
        PhraseText.WithoutNumbers(text).ShouldBeNull();

    [Fact]
    public void The_comparable_form_of_any_text_is_stable() =>
        Gen.String.Sample(text => PhraseText.Comparable(PhraseText.Comparable(text)) == PhraseText.Comparable(text));

    [Fact]
    public void Any_number_between_two_words_is_found() =>
        Gen.Select(Gen.String[Gen.Char['a', 'z'], 0, 8], Gen.UInt, Gen.String[Gen.Char['a', 'z'], 0, 8])
            .Sample((before, number, after) => PhraseText.WithoutNumbers($"{before}{number}{after}") == $"{before}{{0}}{after}");
}
