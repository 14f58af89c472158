namespace IdMelon.Provisioning.ConsoleRunner.Tests;

public sealed class PacksTests : ProgramTests
{
    private const string Finnish = """
        { "$schema": "phrases.schema.json", "language": "fi", "version": "1.0.0", "schemaVersion": 1,
          "phrases": { "common.next": [{ "text": "Seuraava", "evidence": "human", "source": "our tenant" }] } }
        """;

    [Fact]
    public async Task Packs_in_order_are_counted_and_what_they_lack_is_told()
    {
        await WriteAsync("phrases/fi.json", Finnish);

        var result = await RunAsync("packs", "lint", Folder["packs"]);

        result.ExitCode.ShouldBe(0);
        result.Error.ShouldBeEmpty();
        var lines = result.Output.ReplaceLineEndings("\n").Split('\n', StringSplitOptions.RemoveEmptyEntries);
        lines[0].ShouldStartWith("warning: phrases/fi.json, $.phrases: fi lacks ");
        lines[1].ShouldMatch(@"^entra \S+: \d+ rules$");
        lines.ShouldContain("fi 1.0.0: 1 phrases");
        lines.ShouldContain(line => line.StartsWith("ja 1.0.0: "));
    }

    [Fact]
    public async Task Everything_that_is_wrong_is_told_with_file_and_path()
    {
        await WriteAsync("a.json", """{ "$schema": "s", "language": "fi", "version": "1", "schemaVersion": 1, "phrases": { "common.next": [{ "text": "a" }, { "text": "b", "evidence": "rumour", "source": "s" }] } }""");
        await WriteAsync("b.json", "{");

        var result = await RunAsync("packs", "lint", Folder["packs"]);

        result.ExitCode.ShouldBe(2);
        result.Output.ReplaceLineEndings("\n").ShouldBe("""
            error: a.json, $.phrases['common.next'][0]: the member 'evidence' is missing
            error: a.json, $.phrases['common.next'][1]: 'evidence' is one of confirmed, human, machine
            error: b.json, line 1: it is not JSON

            """);
    }

    [Fact]
    public async Task Findings_for_programs_are_one_object_on_one_line()
    {
        await WriteAsync("a.json", Finnish);

        var clean = await RunAsync("packs", "lint", Folder["packs"], "--json");
        await WriteAsync("b.json", "[]");
        var broken = await RunAsync("packs", "lint", Folder["packs"], "--json");

        clean.ExitCode.ShouldBe(0);
        clean.Json.GetProperty("errors").GetInt32().ShouldBe(0);
        clean.Json.GetProperty("warnings").GetInt32().ShouldBe(1);
        clean.Json.GetProperty("phrases").GetProperty("fi").GetInt32().ShouldBe(1);
        broken.ExitCode.ShouldBe(2);
        broken.Json.GetProperty("errors").GetInt32().ShouldBe(1);
        var finding = broken.Json.GetProperty("findings").EnumerateArray().Single(item => item.GetProperty("isError").GetBoolean());
        finding.GetProperty("file").GetString().ShouldBe("b.json");
        finding.GetProperty("path").GetString().ShouldBe("$");
    }

    [Fact]
    public async Task A_file_cannot_break_out_of_its_line()
    {
        await WriteAsync("a.json", """{ "$schema": "s", "language": "fi", "version": "1", "schemaVersion": 1, "phrases": { "\u001b[2J\nforged": 1 } }""");

        var result = await RunAsync("packs", "lint", Folder["packs"]);

        result.Output.TrimEnd().ReplaceLineEndings("\n").ShouldBe("""error: a.json, $.phrases['\u{1b}[2J\u{a}forged']: it is not a list""");
    }

    [Fact]
    public async Task A_run_with_broken_packs_does_not_begin()
    {
        await WriteAsync("a.json", "{}");

        var result = await RunAsync("demo", "--packs", Folder["packs"], "--out", Folder["journal"]);

        result.ExitCode.ShouldBe(2);
        result.Output.ShouldBeEmpty();
        result.Error.ShouldContain("pack.broken");
        result.Error.ShouldContain("a.json, $: a pack file has either 'language' or 'rules'");
        Directory.Exists(Folder["journal"]).ShouldBeFalse();
    }

    [Trait("Duration", "Long")]
    [Fact]
    public async Task A_run_with_packs_of_ones_own_says_so_in_its_journal()
    {
        await WriteAsync("a.json", """{ "$schema": "s", "id": "contoso", "version": "1.2.0", "schemaVersion": 1, "extends": "entra", "rules": [] }""");

        var result = await RunAsync("demo", "--users", "1", "--packs", Folder["packs"], "--out", Folder["journal"], "--json-lines");

        result.ExitCode.ShouldBe(0, result.Error);
        result.Output.ShouldContain("contoso 1.2.0");
    }

    private async Task WriteAsync(string name, string json)
    {
        var path = Path.Combine(Folder["packs"], name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        await File.WriteAllTextAsync(path, json, TestContext.Current.CancellationToken);
    }
}
