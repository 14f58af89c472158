using System.Text;
using IdMelon.Provisioning.Recognition;

namespace IdMelon.Provisioning.Tests.Recognition;

public sealed class BrokenPackTests
{
    [Theory]
    [InlineData("{", "line 1")]
    [InlineData("[]", "$: it is not an object")]
    [InlineData("""{"id":"x","version":"1","schemaVersion":2,"rules":[]}""", "only schemaVersion 1")]
    [InlineData("""{"id":"x","schemaVersion":1,"rules":[]}""", "'version' is missing")]
    [InlineData("""{"id":"x","version":"1","schemaVersion":1}""", "'rules' is missing")]
    [InlineData("""{"id":"x","version":"1","schemaVersion":1,"rules":[{"id":"a","host":"SignIn","all":[]}]}""", "$.rules[0]: the member 'step' is missing")]
    [InlineData("""{"id":"x","version":"1","schemaVersion":1,"rules":[{"id":"a","step":"Nonsense","host":"SignIn","all":[]}]}""", "'Nonsense' of 'step' is not one of")]
    [InlineData("""{"id":"x","version":"1","schemaVersion":1,"rules":[{"id":"a","step":"Username","host":"SignIn","all":[{}]}]}""", "$.rules[0].all[0]: a condition has one of")]
    [InlineData("""{"id":"x","version":"1","schemaVersion":1,"rules":[{"id":"a","step":"Username","host":"SignIn","all":[{"css":"#a[["}]}]}""", "is not a CSS selector")]
    [InlineData("""{"id":"x","version":"1","schemaVersion":1,"rules":[{"id":"a","step":"FatalError","host":"SignIn","all":[]}]}""", "has a refusal exactly if")]
    [InlineData("""{"id":"x","version":"1","schemaVersion":1,"rules":[{"id":"a","step":"FatalError","host":"SignIn","all":[],"refusal":{"code":"no.such"}}]}""", "'no.such' is no error code")]
    [InlineData("""{"id":"x","version":"1","schemaVersion":1,"rules":[{"id":"a","step":"Username","host":"SignIn","all":[{"fact":"pgid"}],"targets":{"Username":[{"phrases":["x"]}]}}]}""", "$.rules[0].targets.Username[0]: the member 'css' is missing")]
    [InlineData("""{"id":"x","version":"1","schemaVersion":1,"rules":[{"id":"a","step":"Relay","host":"SignIn","all":[{"fact":"pgid"}]},{"id":"a","step":"Relay","host":"SignIn","all":[{"fact":"pgid"}]}]}""", "stands twice")]
    [InlineData("""{"id":"x","version":"1","schemaVersion":1,"rules":[{"id":"a","step":"Relay","host":"SignIn","all":[]}]}""", "without conditions")]
    [InlineData("""{"id":"x","version":"1","schemaVersion":1,"rules":[{"id":"a","step":"Unknown","host":"SignIn","all":[{"fact":"pgid"}]}]}""", "no rule claims a page as Unknown")]
    [InlineData("""{"id":"x","version":"1","schemaVersion":1,"rules":[{"id":"a","step":"Username","host":"Elsewhere","all":[{"fact":"pgid"}],"targets":{"Username":[{"css":"input"}]}}]}""", "nothing is touched on a block")]
    [InlineData("""{"id":"x","version":"1","schemaVersion":1,"rules":[{"id":"a","step":"Captcha","host":"SignIn","all":[{"fact":"pgid"}],"refusal":{"code":"page.captcha"},"targets":{"Continue":[{"css":"input"}]}}]}""", "nothing is touched on a block")]
    [InlineData("""{"id":"x","version":"1","schemaVersion":1,"rules":[{"id":"a","step":"Relay","host":"SignIn","confidence":2,"all":[{"fact":"pgid"}]}]}""", "is not a number from 0 to 1")]
    [InlineData("""{"id":"x","version":"1","schemaVersion":1,"rules":[],"shells":[{"id":"a","step":"Username","host":"SignIn","all":[{"fact":"pgid"}],"targets":{"Username":[{"css":"input"}]}}]}""", "$.shells[0]: there is nothing to touch")]
    public void A_broken_structure_pack_is_refused_with_file_and_path(string json, string cause)
    {
        var exception = Should.Throw<ProvisioningException>(() => SelectorPack.Read("mine.json", Encoding.UTF8.GetBytes(json)));

        exception.Error.Code.ShouldBe(ErrorCodes.PackBroken);
        exception.Error.Message.ShouldContain("mine.json");
        exception.Error.Message.ShouldContain(cause);
    }

    [Theory]
    [InlineData("""{"language":"??","version":"1","schemaVersion":1,"phrases":{}}""", "not a language tag")]
    [InlineData("""{"language":"de","version":"1","schemaVersion":1,"phrases":{"a":[{"text":"x","source":"s","evidence":"u"}]}}""", "$.phrases.a[0]: 'evidence' is one of")]
    [InlineData("""{"language":"de","version":"1","schemaVersion":1,"phrases":{"a":[{"text":"x","evidence":"human"}]}}""", "$.phrases.a[0]: the member 'source' is missing")]
    [InlineData("""{"language":"de","version":"1","schemaVersion":1,"phrases":{"a":[{"text":" ","source":"s","evidence":"human"}]}}""", "'text' is empty")]
    [InlineData("""{"language":"de","version":"1","schemaVersion":1,"phrases":{"a":"x"}}""", "it is not a list")]
    [InlineData("""{"language":"de","version":"1","schemaVersion":1,"phrases":{"a":[{"text":"{0}","source":"s","evidence":"human"}]}}""", "'text' is empty")]
    [InlineData("""{"language":"de","version":"1","schemaVersion":1,"phrases":{"a":[{"text":"2 of {0}","source":"s","evidence":"human"}]}}""", "both a placeholder and a digit")]
    [InlineData("""{"language":"de","also":["de-AT","?"],"version":"1","schemaVersion":1,"phrases":{}}""", "$.also[1]: it is not a language tag")]
    public void A_broken_phrase_pack_is_refused_with_file_and_path(string json, string cause)
    {
        var exception = Should.Throw<ProvisioningException>(() => PhrasePack.Read("de.json", Encoding.UTF8.GetBytes(json)));

        exception.Error.Message.ShouldContain("de.json");
        exception.Error.Message.ShouldContain(cause);
    }

    [Fact]
    public void Unknown_members_are_skipped() =>
        SelectorPack.Read("mine.json", """{"id":"x","version":"1","schemaVersion":1,"rules":[],"later":{"a":1}}"""u8.ToArray()).Id.ShouldBe("x");

    [Fact]
    public void The_built_in_structure_pack_loads() => SelectorPackCatalog.Entra.Id.ShouldBe("entra");

    [Fact]
    public void Every_phrase_that_the_rules_ask_for_exists_in_english()
    {
        var english = SelectorPackCatalog.Phrases.Single(pack => pack.Language.ToString() == "en");

        SelectorPackCatalog.Entra.AskedPhrases.ShouldAllBe(key => english.Phrases.ContainsKey(key));
    }
}
