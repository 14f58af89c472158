using IdMelon.Provisioning.Operators;
using IdMelon.Provisioning.Requests;

namespace IdMelon.Provisioning.Tests.Operators;

public sealed class CreationQuestionTests
{
    [Theory]
    [InlineData("Shop", "Shop")]
    [InlineData("Shop\u001b[31m\r\n!", "Shop[31m!")]
    [InlineData("\u202egnp.exe\u2066", "gnp.exe")]
    [InlineData("  ", "")]
    public void A_pages_words_are_shown_without_what_could_break_out(string said, string shown) => Question(said).RelyingPartyName.ShouldBe(shown);

    [Fact]
    public void A_pages_words_are_cut_to_a_length_that_can_be_shown() => Question(new string('x', 5000)).RelyingPartyName.Length.ShouldBe(64);

    private static CreationQuestion Question(string name) => new("r", UserPrincipalName.Parse("ada@contoso.com"), "shop.example", "https://shop.example", "https://shop.example") { RelyingPartyName = name };
}
