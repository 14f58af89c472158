using System.Text;
using IdMelon.Provisioning.Recognition;

namespace IdMelon.Provisioning.Tests.Recognition.Packs;

public sealed class PackSetTests
{
    private const string Whole = """{ "id": "mine", "version": "3.0.0", "schemaVersion": 1, "rules": [{ "id": "a", "step": "Relay", "host": "SignIn", "all": [{ "css": "#a" }] }] }""";

    private static readonly IReadOnlyList<string> BuiltInIds = Ids(PackSet.BuiltIn);

    [Fact]
    public void Without_files_the_set_stays_what_it_was()
    {
        var set = PackSet.BuiltIn.With([]);

        Ids(set).ShouldBe(BuiltInIds);
        set.Phrases.ShouldBe(PackSet.BuiltIn.Phrases);
        set.Structure.Version.ShouldBe(SelectorPackCatalog.Entra.Version);
    }

    [Fact]
    public void A_phrase_file_overrides_a_language_key_by_key()
    {
        var set = With(("de.json", Phrases("de", "1.1.0", ("common.next", "Vorwärts"))));

        set.Phrases.Count.ShouldBe(PackSet.BuiltIn.Phrases.Count);
        set.Phrases.Single(pack => pack.Language.ToString() == "de").Version.ShouldBe("1.0.0 + 1.1.0");
        Says(set, "de", "common.next", "Vorwärts").ShouldBe("de:common.next");
        Says(set, "de", "common.next", "Weiter").ShouldBeNull();
        Says(set, "de", "common.done", "Fertig").ShouldBe("de:common.done");
        Says(PackSet.BuiltIn, "de", "common.next", "Weiter").ShouldBe("de:common.next");
    }

    [Fact]
    public void A_phrase_file_adds_a_language_with_the_other_tags_it_is_known_by()
    {
        var set = With(("nn.json", """{ "language": "nn", "also": ["no"], "version": "1", "schemaVersion": 1, "phrases": { "common.done": [{ "text": "Klart", "evidence": "human", "source": "us" }] } }"""));

        Says(set, "no", "common.done", "Klart").ShouldBe("nn:common.done");
        set.Phrases.Single(pack => pack.Language.ToString() == "nb").Also.ShouldBeEmpty();
        set.Phrases.Single(pack => pack.Language.ToString() == "nn").Also.ShouldBe([LanguageTag.Parse("no")]);
    }

    [Fact]
    public void An_empty_list_silences_a_key()
    {
        var set = With(("de.json", """{ "language": "en", "version": "1", "schemaVersion": 1, "phrases": { "common.next": [] } }"""));

        Says(set, "en", "common.next", "Next").ShouldBeNull();
        new PhraseBook(set.Phrases).Knows("common.next", "en").ShouldBeFalse();
        new PhraseBook(set.Phrases).Knows("common.done", "en").ShouldBeTrue();
    }

    [Fact]
    public void Only_a_phrase_from_two_sources_is_known_for_certain()
    {
        var book = new PhraseBook(PackSet.BuiltIn.Phrases);

        book.Knows("security-info.add-method", "de").ShouldBeTrue();
        book.Knows("common.next", "de").ShouldBeFalse();
    }

    [Fact]
    public void A_structure_file_takes_the_place_of_the_built_in_rules()
    {
        var set = With(("mine.json", Whole));

        Ids(set).ShouldBe(["a"]);
        set.Structure.Id.ShouldBe("mine");
        set.Structure.Version.ShouldBe("3.0.0");
    }

    [Fact]
    public void An_extension_replaces_in_place_puts_new_rules_in_front_and_takes_rules_away()
    {
        var set = With(("contoso.json", Extension("""
            { "id": "contoso/first", "step": "Relay", "host": "SignIn", "all": [{ "css": "#a" }] },
            { "id": "sign-in/username", "step": "Relay", "host": "SignIn", "all": [{ "css": "#b" }] },
            { "id": "contoso/second", "step": "Relay", "host": "SignIn", "all": [{ "css": "#c" }] },
            { "id": "contoso/third", "before": "security-info/list", "step": "Relay", "host": "SecurityInfo", "all": [{ "css": "#d" }] }
            """, "sign-in/credential-picker")));

        var expected = BuiltInIds.Where(id => id != "sign-in/credential-picker").ToList();
        expected.Insert(expected.IndexOf("security-info/list"), "contoso/third");
        Ids(set).ShouldBe(["contoso/first", "contoso/second", .. expected]);
        set.Structure.Rules.Single(rule => rule.Id == "sign-in/username").Step.ShouldBe(PageStepKind.Relay);
        $"{set.Structure.Id} {set.Structure.Version}".ShouldBe($"entra {SelectorPackCatalog.Entra.Version} + contoso 1.2.0");
        Ids(PackSet.BuiltIn).ShouldBe(BuiltInIds);
    }

    [Fact]
    public void An_extension_does_the_same_to_the_shells()
    {
        var set = With(("contoso.json", """
            {
              "id": "contoso", "version": "1.2.0", "schemaVersion": 1, "extends": "entra", "without": ["shell/broker"], "rules": [],
              "shells": [{ "id": "contoso/shell", "step": "Relay", "host": "SignIn", "all": [{ "fact": "pgid", "equals": ["Contoso"] }] }]
            }
            """));

        Ids(set).ShouldBe(BuiltInIds);
        set.Structure.Shells.Select(shell => shell.Id).ShouldBe(["contoso/shell", .. PackSet.BuiltIn.Structure.Shells.Select(shell => shell.Id).Where(id => id != "shell/broker")]);
    }

    [Fact]
    public void A_rule_before_the_first_one_stands_behind_those_in_front_of_all()
    {
        var set = With(("contoso.json", Extension($$"""
            { "id": "x", "step": "Relay", "host": "SignIn", "all": [{ "css": "#a" }] },
            { "id": "y", "before": "x", "step": "Relay", "host": "SignIn", "all": [{ "css": "#a" }] },
            { "id": "v", "before": "{{BuiltInIds[0]}}", "step": "Relay", "host": "SignIn", "all": [{ "css": "#a" }] },
            { "id": "z", "step": "Relay", "host": "SignIn", "all": [{ "css": "#a" }] }
            """)));

        Ids(set).Take(5).ShouldBe(["y", "x", "z", "v", BuiltInIds[0]]);
    }

    [Fact]
    public void Extensions_are_put_on_top_of_each_other_in_their_order_and_on_top_of_a_whole_pack()
    {
        const string Rule = """{ "id": "$", "step": "Relay", "host": "SignIn", "all": [{ "css": "#a" }] }""";
        var set = With(
            ("1.json", Extension(Rule.Replace("$", "one", StringComparison.Ordinal)).Replace("entra", "mine", StringComparison.Ordinal)),
            ("2.json", Extension(Rule.Replace("$", "two", StringComparison.Ordinal)).Replace("entra", "mine", StringComparison.Ordinal).Replace("contoso", "fabrikam", StringComparison.Ordinal)),
            ("3.json", Whole));

        Ids(set).ShouldBe(["two", "one", "a"]);
        $"{set.Structure.Id} {set.Structure.Version}".ShouldBe("mine 3.0.0 + contoso 1.2.0 + fabrikam 1.2.0");
    }

    [Fact]
    public void A_set_can_be_overridden_again()
    {
        var set = With(("a.json", Extension("""{ "id": "x", "step": "Relay", "host": "SignIn", "all": [{ "css": "#a" }] }""")))
            .With([File("b.json", Extension("", "x")), File("c.json", Phrases("fi", "1", ("common.next", "Seuraava")))]);

        Ids(set).ShouldBe(BuiltInIds);
        Says(set, "fi", "common.next", "seuraava").ShouldBe("fi:common.next");
    }

    [Fact]
    public void A_rule_may_ask_for_a_phrase_that_comes_with_it()
    {
        var set = With(
            ("a.json", Extension("""{ "id": "x", "step": "Relay", "host": "SignIn", "all": [{ "css": "h1", "phrases": ["contoso.welcome"] }] }""")),
            ("b.json", Phrases("en", "1", ("contoso.welcome", "Welcome to Contoso"))));

        Ids(set)[0].ShouldBe("x");
    }

    [Fact]
    public void The_mark_that_windows_editors_put_in_front_makes_no_difference()
    {
        var set = PackSet.BuiltIn.With([new PackFile("mine.json", (byte[])[0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(Whole)])]);

        Ids(set).ShouldBe(["a"]);
    }

    [Theory]
    [InlineData("{}", "$: a pack file has either 'language' or 'rules'")]
    [InlineData("""{ "language": "de", "rules": [] }""", "$: a pack file has either 'language' or 'rules'")]
    [InlineData("null", "$: a pack file has either 'language' or 'rules'")]
    [InlineData("", "line 1: it is not JSON")]
    [InlineData("""{ "language": "\ud800" }""", "$.language: it is not a text in Unicode")]
    [InlineData("""{ "\ud800": 1 }""", "$: it is not a text in Unicode")]
    [InlineData("""{ "a'b": { "c": [{ "d.e": 1, "d.e": 2 }] } }""", @"$['a\'b'].c[0]['d.e']: it stands twice")]
    public void A_file_of_no_kind_is_refused(string json, string cause) => RefusalOf(("bad.json", json)).ShouldContain($"bad.json, {cause}");

    [Fact]
    public void A_text_that_is_not_utf8_is_refused() =>
        Should.Throw<ProvisioningException>(() => PackSet.BuiltIn.With([new PackFile("bad.json", (byte[])[.. """{ "language": "d"""u8, 0xC0, 0xAF, .. "\" }"u8])]))
            .Error.Message.ShouldContain("bad.json");

    [Fact]
    public void A_file_of_more_than_a_megabyte_is_refused() =>
        RefusalOf(("long.json", Whole + new string(' ', PackFile.MostBytes))).ShouldContain("long.json, $: it is longer than 1048576 bytes");

    [Fact]
    public void Two_whole_packs_are_refused() =>
        RefusalOf(("a.json", Whole), ("b.json", Whole)).ShouldContain("b.json, $: another file takes the place of the structure pack already");

    [Fact]
    public void Two_files_that_word_one_key_of_one_language_are_refused() =>
        RefusalOf(("a.json", Phrases("de", "1", ("common.next", "Eins"))), ("b.json", Phrases("de", "1", ("common.next", "Zwei"))))
            .ShouldContain("b.json, $.phrases['common.next']: the key 'common.next' of this language stands in a.json already");

    [Fact]
    public void Two_files_that_speak_for_one_tag_are_refused() =>
        RefusalOf(
            ("a.json", """{ "language": "sr-Latn", "also": ["sr"], "version": "1", "schemaVersion": 1, "phrases": {} }"""),
            ("b.json", """{ "language": "sr-Cyrl", "also": ["sr"], "version": "1", "schemaVersion": 1, "phrases": {} }"""))
            .ShouldContain("b.json, $.also: 'sr' stands in a.json already");

    [Theory]
    [InlineData("""{ "id": "x", "before": "no/such", "step": "Relay", "host": "SignIn", "all": [{ "css": "#a" }] }""", "$.rules[0]: 'before' names the rule 'no/such', which does not exist here")]
    [InlineData("""{ "id": "shell/username", "step": "Relay", "host": "SignIn", "all": [{ "css": "#a" }] }""", "$.rules[0]: 'shell/username' cannot go from the rules to the shells or back")]
    [InlineData("""{ "id": "sign-in/username", "before": "sign-in/access-pass", "step": "Relay", "host": "SignIn", "all": [{ "css": "#a" }] }""", "$.rules[0]: a rule that takes the place of another stays there")]
    [InlineData("""{ "id": "x", "step": "Relay", "host": "SignIn", "all": [{ "css": "#a", "phrases": ["no.such"] }] }""", "$.rules[0]: the phrase key 'no.such' is in no phrase pack")]
    public void An_extension_with_a_rule_that_fits_nowhere_is_refused(string rule, string cause) =>
        RefusalOf(("contoso.json", Extension(rule))).ShouldContain($"contoso.json, {cause}");

    [Fact]
    public void An_extension_that_takes_away_what_is_not_there_is_refused() =>
        RefusalOf(("contoso.json", Extension("", "no/such"))).ShouldContain("contoso.json, $.without[0]: there is no rule 'no/such' to take away");

    [Fact]
    public void An_extension_of_another_pack_is_refused() =>
        RefusalOf(("contoso.json", Extension("").Replace("entra", "other", StringComparison.Ordinal))).ShouldContain("contoso.json, $.extends: the structure pack is 'entra', not 'other'");

    [Fact]
    public void An_extension_by_itself_is_refused() =>
        Should.Throw<ProvisioningException>(() => SelectorPack.Read("contoso.json", Encoding.UTF8.GetBytes(Extension("")))).Error.Message.ShouldContain("an extension is nothing by itself");

    private static string RefusalOf(params (string Name, string Json)[] files)
    {
        var exception = Should.Throw<ProvisioningException>(() => With(files));

        exception.Error.Code.ShouldBe(ErrorCodes.PackBroken);
        return exception.Error.Message;
    }

    private static PackSet With(params (string Name, string Json)[] files) => PackSet.BuiltIn.With(files.Select(file => File(file.Name, file.Json)));

    private static PackFile File(string name, string json) => new(name, Encoding.UTF8.GetBytes(json));

    private static IReadOnlyList<string> Ids(PackSet set) => [.. set.Structure.Rules.Select(rule => rule.Id)];

    private static string? Says(PackSet set, string language, string key, string text) => new PhraseBook(set.Phrases).Find([key], [PhraseText.Comparable(text)], language)?.ToString();

    private static string Extension(string rules, params string[] without) => $$"""
        { "id": "contoso", "version": "1.2.0", "schemaVersion": 1, "extends": "entra", "without": [{{string.Join(',', without.Select(id => $"\"{id}\""))}}], "rules": [{{rules}}] }
        """;

    private static string Phrases(string language, string version, params (string Key, string Text)[] phrases) => $$"""
        { "language": "{{language}}", "version": "{{version}}", "schemaVersion": 1, "phrases": { {{string.Join(',', phrases.Select(phrase => $$"""
            "{{phrase.Key}}": [{ "text": "{{phrase.Text}}", "evidence": "human", "source": "test" }]
            """))}} } }
        """;
}
