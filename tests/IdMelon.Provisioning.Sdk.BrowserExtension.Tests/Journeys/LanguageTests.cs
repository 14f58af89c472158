namespace IdMelon.Provisioning.BrowserExtension.Tests.Journeys;

[Trait("Duration", "Long")]
public sealed class LanguageTests(PublishedExtension extension)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("de-DE", "en-US", "de")]
    [InlineData("ja-JP", "en-US", "ja")]
    [InlineData("zh-CN", "en-US", "zh")]
    [InlineData(null, "fr-FR", "fr")]
    public async Task Pages_come_in_the_language_that_is_asked_for_or_in_the_browsers_own(string? asked, string browser, string expected)
    {
        await using var world = await ExtensionWorld.StartAsync(extension, new() { Locale = browser });
        var user = world.AddUser();
        var wish = ExtensionWorld.Wish(user) with { PageLanguage = asked is null ? null : LanguageTag.Parse(asked) };

        var record = (await world.Host.ProvisionAsync(wish, Token)).Value;

        record.Error.ShouldBeNull();
        record.IsDone.ShouldBeTrue();
        record.Language.ShouldNotBeNull().Split('-')[0].ShouldBe(expected);
    }
}
