using System.Text;
using IdMelon.Provisioning.Recognition;

namespace IdMelon.Provisioning.Tests.Recognition.Packs;

public sealed class PackLintTests
{
    [Fact]
    public void The_built_in_files_have_no_errors_and_only_lack_what_nobody_has_seen()
    {
        var report = Check([.. PackSchemas.BuiltIn.Select(file => new PackFile(file.Key, file.Value))]);

        report.Set.ShouldNotBeNull();
        report.Findings.ShouldAllBe(finding => !finding.IsError && (finding.Problem.Contains(" keys that en has: ") || finding.Problem == "no rule asks for this key"));
    }

    [Fact]
    public void Every_problem_of_every_file_is_told()
    {
        var report = Check(
            File("a.json", """
                {
                  "$schema": "s", "id": "x", "version": "1", "schemaVersion": 1,
                  "rules": [
                    { "id": "a", "step": "Username", "host": "SignIn", "all": [{ "css": "#a[[" }, { "css": "#b" }, {}] },
                    { "id": "b", "step": "Username", "host": "SignIn", "all": [{ "css": "#a" }], "targets": { "Username": [{}, { "css": "#b", "last": 1 }], "Nonsense": [{ "css": "#c" }] } }
                  ]
                }
                """),
            File("b.json", """{ "$schema": "s", "language": "de", "version": "1", "schemaVersion": 1, "phrases": { "common.next": [{ "text": "x" }, { "text": "", "evidence": "human", "source": "s" }], "common.done": 1 } }"""),
            File("c.json", "{"));

        report.Set.ShouldBeNull();
        report.Findings.Where(finding => finding.IsError).Select(finding => $"{finding.File} {finding.Path}").ShouldBe(
        [
            "a.json $.rules[0].all[0]",
            "a.json $.rules[0].all[2]",
            "a.json $.rules[1].targets.Username[0]",
            "a.json $.rules[1].targets.Username[1]",
            "a.json $.rules[1].targets.Nonsense",
            "b.json $.phrases['common.next'][0]",
            "b.json $.phrases['common.next'][1]",
            "b.json $.phrases['common.done']",
            "c.json line 1",
        ]);
    }

    [Theory]
    [InlineData("""{ "id": "x", "version": "1", "schemaVersion": 1, "extends": "entra", "rules": [] }""", "$", "the member '$schema' is missing")]
    [InlineData("""{ "$schema": "s", "language": "en", "version": "1", "schemaVersion": 1, "phrases": { "contoso.hello": [] } }""", "$.phrases['contoso.hello']", "no rule asks for this key")]
    [InlineData("""{ "$schema": "s", "language": "fi", "version": "1", "schemaVersion": 1, "phrases": {} }""", "$.phrases", "fi lacks")]
    [InlineData("""{ "$schema": "s", "language": "de", "version": "1", "schemaVersion": 1, "phrases": { "common.done": [{ "text": "WEITER …", "evidence": "human", "source": "s" }] } }""", "$.phrases", "'weiter' means common.done and common.next")]
    [InlineData("""{ "$schema": "s", "language": "de", "version": "1", "schemaVersion": 1, "author": "me", "phrases": {} }""", "$.author", "this member is not known")]
    [InlineData("""{ "$schema": "s", "language": "de", "version": "1", "schemaVersion": 1, "phrases": { "common.next": [{ "text": "Los", "evidence": "human", "source": "s", "note": 1 }] } }""", "$.phrases['common.next'][0].note", "this member is not known")]
    public void What_is_hardly_meant_is_told_and_not_refused(string json, string path, string problem)
    {
        var report = Check(File("mine.json", json));

        report.Set.ShouldNotBeNull();
        report.Findings.ShouldContain(finding => !finding.IsError && finding.File == "mine.json" && finding.Path == path && finding.Problem.Contains(problem));
    }

    [Theory]
    [InlineData("""{ "css": "#id__7" }""", "$.rules[0].all[0].css", "counted anew")]
    [InlineData("""{ "not": { "any": [{ "css": ".ok" }, { "css": "div.root-123 button" }] } }""", "$.rules[0].all[0].not.any[1].css", "numbered by the build")]
    [InlineData("""{ "css": "[class^=ms-Button-42]" }""", "$.rules[0].all[0].css", "numbered by the build")]
    [InlineData("""{ "css": "#idSIButton9" }""", "$.rules[0].all[0].css", "by itself it tells nothing")]
    [InlineData("""{ "css": "#a", "colour": "red" }""", "$.rules[0].all[0].colour", "this member is not known")]
    public void A_sign_that_will_not_last_is_told(string condition, string path, string problem)
    {
        var finding = Check(Extension(condition)).Findings.ShouldHaveSingleItem();

        finding.IsError.ShouldBeFalse();
        finding.Path.ShouldBe(path);
        finding.Problem.ShouldContain(problem);
    }

    [Theory]
    [InlineData("""{ "css": "#i0116, .ms-Button--primary, [data-viewid='24'], input[name=loginfmt]" }""")]
    [InlineData("""{ "css": "#idSIButton9", "phrases": ["common.next"] }""")]
    [InlineData("""{ "path": "/root-123" }""")]
    public void A_sign_that_lasts_is_not_remarked_on(string condition) => Check(Extension(condition)).Findings.ShouldBeEmpty();

    [Fact]
    public void A_finding_is_one_line_with_file_path_and_problem() =>
        Check(File("c.json", "[]")).Findings[0].ToString().ShouldBe("c.json, $: a pack file has either 'language' or 'rules'");

    [Fact]
    public void Two_files_of_one_name_are_both_looked_at() =>
        Check(File("a.json", "{"), File("a.json", "[]")).Findings.Count.ShouldBe(2);

    private static PackLintReport Check(params PackFile[] files) => PackLint.Check(PackSet.BuiltIn, files);

    private static PackFile Extension(string condition) => File("mine.json", $$"""
        { "$schema": "s", "id": "x", "version": "1", "schemaVersion": 1, "extends": "entra", "rules": [{ "id": "a", "step": "Relay", "host": "SignIn", "all": [{{condition}}] }] }
        """);

    private static PackFile File(string name, string json) => new(name, Encoding.UTF8.GetBytes(json));
}
