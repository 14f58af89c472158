using IdMelon.Provisioning.Recognition;

namespace IdMelon.Provisioning.Tests.Recognition.Packs;

/// <summary>For whatever is refused there is a file that is.</summary>
public sealed class BrokenFileTests
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Recognition", "Packs", "broken");

    /// <summary>Gets the files, where and why each is refused, and whether a schema can know.</summary>
    public static TheoryData<string, string, string, bool> Files => new()
    {
        { "pack-id-missing", "$", "the member 'id' is missing", true },
        { "pack-version-missing", "$", "the member 'version' is missing", true },
        { "pack-schema-version", "$", "only schemaVersion 1 is understood", true },
        { "pack-rules-no-list", "$", "the member 'rules' is not a list", true },
        { "pack-rule-no-object", "$.rules[0]", "it is not an object", true },
        { "pack-rule-twice", "$.rules[1]", "the rule id 'a' stands twice", false },
        { "pack-member-twice", "$.id", "it stands twice", false },
        { "pack-without-alone", "$.without", "'without' belongs to a file that extends another pack", true },
        { "pack-before-alone", "$.rules[0]", "'before' belongs to a file that extends another pack", true },
        { "pack-extends-other", "$.extends", "the structure pack is 'entra', not 'other'", false },
        { "pack-without-unknown", "$.without[0]", "there is no rule 'no/such' to take away", false },
        { "pack-without-given", "$.without[0]", "the rule 'a' is both given and taken away", false },
        { "pack-before-unknown", "$.rules[0]", "'before' names the rule 'no/such', which does not exist here", false },
        { "pack-before-of-old", "$.rules[0]", "a rule that takes the place of another stays there", false },
        { "pack-shell-as-rule", "$.rules[0]", "cannot go from the rules to the shells or back", false },
        { "pack-shell-with-target", "$.shells[0]", "a shell has no targets", true },
        { "pack-phrase-unknown", "$.rules[0]", "the phrase key 'no.such' is in no phrase pack", false },
        { "rule-id-missing", "$.rules[0]", "the member 'id' is missing", true },
        { "rule-step-missing", "$.rules[0]", "the member 'step' is missing", true },
        { "rule-step-unknown", "$.rules[0]", "'Nonsense' of 'step' is not one of", true },
        { "rule-step-number", "$.rules[0]", "'3' of 'step' is not one of", true },
        { "rule-step-claims-nothing", "$.rules[0]", "no rule claims a page as Building", true },
        { "rule-host-unknown", "$.rules[0]", "'Nowhere' of 'host' is not one of", true },
        { "rule-view-no-selector", "$.rules[0]", "'#a[[' is not a CSS selector", false },
        { "rule-confidence", "$.rules[0]", "the member 'confidence' is not a number from 0 to 1", true },
        { "rule-all-missing", "$.rules[0]", "the member 'all' is missing", true },
        { "rule-all-empty", "$.rules[0]", "a rule without conditions would claim every page of its host", true },
        { "rule-block-without-refusal", "$.rules[0]", "a rule has a refusal exactly if its step is a block", true },
        { "rule-refusal-without-block", "$.rules[0]", "a rule has a refusal exactly if its step is a block", true },
        { "rule-refusal-code", "$.rules[0].refusal", "'no.such' is no error code of the catalogue", false },
        { "rule-refusal-code-missing", "$.rules[0].refusal", "the member 'code' is missing", true },
        { "rule-number-in", "$.rules[0].refusal.numberIn", "the member 'after' is missing", true },
        { "rule-target-on-block", "$.rules[0]", "such a rule has no targets", true },
        { "rule-target-on-relay", "$.rules[0]", "such a rule has no targets", true },
        { "rule-target-elsewhere", "$.rules[0]", "such a rule has no targets", true },
        { "condition-empty", "$.rules[0].all[0]", "a condition has one of", true },
        { "condition-two-kinds", "$.rules[0].all[0]", "a condition has one of", true },
        { "condition-no-selector", "$.rules[0].all[0]", "'#a[[' is not a CSS selector", false },
        { "condition-phrase-no-text", "$.rules[0].all[0].phrases[0]", "it is not a text", true },
        { "condition-phrases-empty", "$.rules[0].all[0]", "the list 'phrases' is empty", true },
        { "condition-equals-empty", "$.rules[0].all[0]", "the list 'equals' is empty", true },
        { "condition-flag", "$.rules[0].all[0]", "the member 'hasText' is not true or false", true },
        { "condition-ratio", "$.rules[0].all[0]", "'ratio' is full or some", true },
        { "condition-exactly", "$.rules[0].all[0]", "the member 'exactly' is missing or not a whole number", true },
        { "condition-account", "$.rules[0].all[0]", "'Mine' of 'account' is not one of", true },
        { "condition-hosts-empty", "$.rules[0].all[0]", "the list 'hosts' is empty", true },
        { "condition-any-empty", "$.rules[0].all[0]", "the list 'any' is empty", true },
        { "condition-inside", "$.rules[0].all[0].not.any[1]", "the member 'fact' is not a text", true },
        { "target-unknown", "$.rules[0].targets.Nonsense", "'Nonsense' of 'target' is not one of", true },
        { "target-without-way", "$.rules[0].targets.Username", "there is no way to find it", true },
        { "target-no-list", "$.rules[0].targets.Username", "it is not a list", true },
        { "target-css-missing", "$.rules[0].targets.Username[0]", "the member 'css' is missing", true },
        { "target-phrases-empty", "$.rules[0].optionalTargets.Continue[1]", "the list 'phrases' is empty", true },
        { "phrases-language-missing", "$", "the member 'language' is missing", true },
        { "phrases-language", "$", "'language' is not a language tag", true },
        { "phrases-also", "$.also[1]", "it is not a language tag", true },
        { "phrases-schema-version", "$", "only schemaVersion 1 is understood", true },
        { "phrases-version-missing", "$", "the member 'version' is missing", true },
        { "phrases-missing", "$", "the member 'phrases' is missing", true },
        { "phrases-no-object", "$", "the member 'phrases' is not an object", true },
        { "phrases-key-twice", "$.phrases['a.b']", "it stands twice", false },
        { "phrases-key-no-list", "$.phrases.a", "it is not a list", true },
        { "phrase-no-object", "$.phrases.a[0]", "it is not an object", true },
        { "phrase-evidence", "$.phrases.a[0]", "'evidence' is one of confirmed, human, machine", true },
        { "phrase-source-missing", "$.phrases.a[1]", "the member 'source' is missing", true },
        { "phrase-source-empty", "$.phrases.a[0]", "'source' is empty", true },
        { "phrase-text-empty", "$.phrases.a[0]", "'text' is empty", true },
        { "phrase-placeholder-alone", "$.phrases.a[0]", "'text' is empty", false },
        { "phrase-placeholder-and-digit", "$.phrases.a[0]", "'text' has both a placeholder and a digit", false },
        { "phrase-seen", "$.phrases.a[0]", "'seen' is a year", true },
    };

    [Theory]
    [MemberData(nameof(Files))]
    public void A_broken_file_is_refused_with_its_name_and_path(string name, string path, string cause, bool schemaKnows)
    {
        var exception = Should.Throw<ProvisioningException>(() => PackSet.BuiltIn.With([FileOf(name)]));

        exception.Error.Code.ShouldBe(ErrorCodes.PackBroken);
        exception.Error.Message.ShouldContain($"{name}.json, {path}: ");
        exception.Error.Message.ShouldContain(cause);
        PackSchemas.Accepts(name, FileOf(name).Utf8).ShouldBe(!schemaKnows);
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void A_broken_file_is_an_error_with_the_same_path_to_lint(string name, string path, string cause, bool schemaKnows)
    {
        var report = PackLint.Check(PackSet.BuiltIn, [FileOf(name)]);

        report.Set.ShouldBeNull();
        report.Findings.ShouldContain(finding => finding.IsError && finding.File == name + ".json" && finding.Path == path && finding.Problem.Contains(cause), $"schema: {schemaKnows}");
    }

    [Fact]
    public void No_file_is_forgotten() =>
        Directory.GetFiles(Folder).Select(file => Path.GetFileNameWithoutExtension(file)).Order().ShouldBe(Files.Select(row => row.Data.Item1).Order());

    private static PackFile FileOf(string name) => new(name + ".json", File.ReadAllBytes(Path.Combine(Folder, name + ".json")));
}
