using IdMelon.Provisioning.Simulator.Pages;
using Shouldly;
using Xunit;

namespace IdMelon.Provisioning.Simulator.Languages;

public sealed class LanguageChoiceTests : PagesFixture
{
    private static readonly PageLanguages Languages = PageLanguages.Embedded;

    [Fact]
    public async Task Every_language_can_be_asked_for_in_three_ways_and_is_told_back()
    {
        foreach (var language in Languages.All)
        {
            foreach (var (query, header) in ((string, string)[])[("mkt", language.Culture), ("lc", language.Lcid.ToString(System.Globalization.CultureInfo.InvariantCulture)), ("none", "")])
            {
                using var window = NewWindow(query == "none" ? language.Culture : "xx-XX");

                await window.AuthorizeAsync((query, header));

                window.Meta("LocLC").ShouldBe(language.Culture, query);
                window.Meta("ReqLC").ShouldBe(language.Lcid.ToString(System.Globalization.CultureInfo.InvariantCulture), query);
                window.Html.ShouldContain($"<html dir=\"{language.Direction}\" lang=\"{language.Tag}\">");
                ((string?)window.Config["locale"]!["mkt"]).ShouldBe(language.Culture);
            }
        }
    }

    [Theory]
    [InlineData("mkt", "ja-JP", "de-DE", "ja-JP")]
    [InlineData("mkt", "de-AT", "fr-FR", "de-DE")]
    [InlineData("mkt", "zz-ZZ", "fr-FR", "fr-FR")]
    [InlineData("lc", "3084", "de-DE", "fr-CA")]
    [InlineData("lc", "2057", "de-DE", "en-US")]
    [InlineData("lc", "99999999999", "de-DE", "de-DE")]
    [InlineData("ui_locales", "ja", "de-DE", "de-DE")]
    [InlineData("locale", "ja", "de-DE", "de-DE")]
    [InlineData("x", "x", "zz, it;q=0.3, pt-BR;q=0.9", "pt-BR")]
    [InlineData("x", "x", "zh-HK", "zh-TW")]
    [InlineData("x", "x", "zh", "zh-CN")]
    [InlineData("x", "x", "no", "nb-NO")]
    [InlineData("x", "x", "zz", "en-US")]
    public async Task A_market_beats_a_locale_id_and_that_beats_the_browser(string parameter, string value, string header, string culture)
    {
        using var window = NewWindow(header);

        await window.AuthorizeAsync((parameter, value));

        window.Meta("LocLC").ShouldBe(culture);
    }

    [Theory]
    [InlineData("https://mysignins.microsoft.com/security-info")]
    [InlineData("https://login.microsoft.com/common/fido/get")]
    [InlineData("https://login.microsoft.com/device")]
    [InlineData("https://adfs.contoso.example/adfs/ls/")]
    [InlineData("https://login.live.com/oauth20_authorize.srf")]
    public async Task Where_no_parameter_is_known_the_browser_alone_chooses(string address)
    {
        using var window = NewWindow("de-DE");

        await window.GetAsync(address + "?mkt=fr-FR&lc=1036");

        window.Html.ShouldContain("<html dir=\"ltr\" lang=\"de\">");
    }

    [Theory]
    [InlineData("tlh")]
    [InlineData("")]
    [InlineData("zz-ZZ")]
    public void A_language_that_no_page_is_written_in_is_refused_by_name(string tag)
    {
        var refused = Should.Throw<ArgumentException>(() => Simulator.Pages.Language = tag);
        var midway = Should.Throw<ArgumentException>(() => Simulator.Pages.LanguageMidway = tag);

        refused.Message.ShouldContain($"\"{tag}\"");
        midway.Message.ShouldContain($"\"{tag}\"");
        Simulator.Pages.Language.ShouldBeNull();
        Simulator.Pages.LanguageMidway.ShouldBeNull();
    }

    [Fact]
    public async Task A_switch_makes_the_pages_ignore_what_is_asked_for()
    {
        Simulator.Pages.Language = "th";

        await Window.AuthorizeAsync(("mkt", "en-US"));

        Window.Meta("LocLC").ShouldBe("th-TH");
        Window.Meta("ReqLC").ShouldBe("1033");
        ((int)Window.Config["locale"]!["lcid"]!).ShouldBe(1054);
    }

    [Theory]
    [InlineData("mkt", "en-GB", "de-DE", "2057", "en-US")]
    [InlineData("mkt", "de-AT", "en-US", "3079", "de-DE")]
    [InlineData("lc", "2057", "de-DE", "2057", "en-US")]
    [InlineData("x", "x", "en-GB,en;q=0.5", "2057", "en-US")]
    [InlineData("mkt", "en-x-none", "de-DE", "1033", "en-US")]
    public async Task The_language_asked_for_is_told_apart_from_the_one_shown(string parameter, string value, string header, string asked, string shown)
    {
        using var window = NewWindow(header);

        await window.AuthorizeAsync((parameter, value), ("login_hint", Ada.UserPrincipalName));
        await window.EnterPassAsync(Code);

        window.Meta("ReqLC").ShouldBe(asked);
        window.Meta("LocLC").ShouldBe(shown);
    }

    [Fact]
    public async Task The_pseudo_language_can_be_switched_on()
    {
        Simulator.Pages.Language = "qps-ploc";

        await Window.AuthorizeAsync();

        Window.Meta("LocLC").ShouldBe("qps-ploc");
        Window.Html.ShouldNotContain("Sign in");
    }
}
