using System.Text.Json.Nodes;
using IdMelon.Provisioning.Shared;
using WebAssemblyProgram;

namespace IdMelon.Provisioning.WebAssembly;

public sealed class CoreInWebAssemblyTests(PublishedProgram program)
{
    public static TheoryData<string> Languages => [.. RecordedPages.Languages];

    public static IEnumerable<TheoryDataRow<string, string>> Pages => RecordedPages.All;

    [Fact]
    public async Task The_program_runs_in_the_browser_with_invariant_globalization_and_without_reflection_json() =>
        (await program.AskAsync("Runtime")).ShouldBe("browser: True, invariant: True, reflection JSON: False");

    [Fact]
    public void Publishing_trims_without_a_warning()
    {
        // Not trimmed it has over 25 MB; a publish that has nothing left to do does not say again that it trims.
        Directory.EnumerateFiles(program.Folder, "*", SearchOption.AllDirectories).Sum(file => new FileInfo(file).Length).ShouldBeLessThan(12_000_000);
        program.Published.ShouldNotContain("warning ");
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task A_page_is_recognized_as_it_is_outside(string language, string file)
    {
        var page = RecordedPages.Read(language, file);

        var inside = await program.AskAsync("Recognize", page);

        inside.ShouldBe(CoreAnswers.Recognize(page));
        JsonNode.Parse(inside)!["kind"]!.GetValue<string>().ShouldNotBe("Unknown");
    }

    [Fact]
    public async Task Every_page_of_the_corpus_is_recognized_as_it_is_outside()
    {
        foreach (var pages in CorpusPage.All.Chunk(PagesPerCall))
        {
            var list = List(pages.Select(page => page.Json));

            var inside = await program.AskAsync("RecognizeAll", list);

            inside.Split('\n').ShouldBe(CoreAnswers.RecognizeAll(list).Split('\n'));
        }
    }

    [Fact]
    public async Task Every_saved_page_of_the_corpus_is_read_and_recognized_as_it_is_outside()
    {
        foreach (var pages in CorpusPage.Saved.Chunk(PagesPerCall))
        {
            var list = List(pages.Select(page => page.Html));

            var inside = await program.AskAsync("RecognizeSaved", list);

            inside.Split('\n').ShouldBe(CoreAnswers.RecognizeSaved(list).Split('\n'));
        }
    }

    [Theory]
    [MemberData(nameof(Languages))]
    public async Task A_whole_run_over_recorded_pages_ends_as_it_does_outside(string language)
    {
        var pages = RecordedPages.RunIn(language);

        var inside = await program.AskAsync("Provision", pages);

        inside.ShouldBe(await CoreAnswers.ProvisionAsync(pages));
        var answer = JsonNode.Parse(inside)!;
        answer["record"]!["verdict"]!.GetValue<string>().ShouldBe("Succeeded");
        answer["record"]!["language"]!.GetValue<string>().ShouldStartWith(language);
        answer["replayed"]![0]!.ToJsonString().ShouldBe(answer["record"]!.ToJsonString());
    }

    [Fact]
    public async Task A_journal_is_folded_as_it_is_outside()
    {
        var inside = await program.AskAsync("Fold", Journal);

        inside.ShouldBe(CoreAnswers.Fold(Journal));
        var records = JsonNode.Parse(inside)!.AsArray();
        records.Count.ShouldBe(2);
        records[0]!["verdict"]!.GetValue<string>().ShouldBe("Succeeded");
        records[0]!["duration"]!.GetValue<string>().ShouldBe("00:00:07.5000000");
        records[1]!["error"]!.GetValue<string>().ShouldBe("access-pass.forbidden");
    }

    [Theory]
    [InlineData("public")]
    [InlineData("us-government")]
    [InlineData("china")]
    public async Task A_request_is_planned_as_it_is_outside(string cloud) =>
        (await program.AskAsync("Plan", "ada@contoso.com", cloud)).ShouldBe(CoreAnswers.Plan("ada@contoso.com", cloud));

    [Fact]
    public async Task A_passkey_is_made_over_a_key_port_without_cryptography_of_the_runtime() =>
        (await program.AskAsync("MakePasskey")).ShouldBe(await CoreAnswers.MakePasskeyAsync());

    [Fact]
    public async Task The_browser_complains_of_nothing()
    {
        await program.AskAsync("Runtime");

        program.Complaints.ShouldBeEmpty();
    }

    // A call across the border costs more than a page.
    private const int PagesPerCall = 50;

    private static string List(IEnumerable<string> texts) => new JsonArray([.. texts.Select(text => (JsonNode)text)]).ToJsonString();

    private const string Journal = """
        {"kind":"run-started","user":"ada@contoso.com","mode":"Automatic","reason":"Automatic needs nobody at the window.","batchId":"b","requestId":"1","at":"2026-01-02T03:04:05+00:00","schemaVersion":1}
        {"kind":"run-started","user":"bob@contoso.com","mode":"Automatic","reason":"Automatic needs nobody at the window.","batchId":"b","requestId":"2","at":"2026-01-02T03:04:05+00:00","schemaVersion":1}
        {"kind":"transitioned","from":"IssuingAccessPass","on":"AccessPassIssued","to":"SigningIn","then":"OpenWindow","accessPassId":"pass","batchId":"b","requestId":"1","at":"2026-01-02T03:04:06+00:00","schemaVersion":1}
        {"kind":"a-kind-of-the-future","requestId":"1","at":"2026-01-02T03:04:06+00:00","schemaVersion":9}
        {"kind":"transitioned","from":"IssuingAccessPass","on":"AccessPassDenied","to":"CleaningUp","then":"CleanUp","verdict":"Failed","error":{"code":"access-pass.forbidden","message":"m","remedy":"r","httpStatus":403},"batchId":"b","requestId":"2","at":"2026-01-02T03:04:06+00:00","schemaVersion":1}
        {"kind":"passkey-made","credentialId":"AQID","aaguid":"00000000-0000-0000-0000-000000000000","batchId":"b","requestId":"1","at":"2026-01-02T03:04:09+00:00","schemaVersion":1}
        {"kind":"transitioned","from":"Verifying","on":"PasskeyConfirmed","to":"CleaningUp","then":"CleanUp","verdict":"Succeeded","page":{"step":"Registered","host":"mysignins.microsoft.com","rule":"security-info/registered","pack":"entra 1.0.0","language":"ja","matched":["host:SecurityInfo"]},"passkeyId":"AQID1","roundTrips":12,"pageChanges":11,"batchId":"b","requestId":"1","at":"2026-01-02T03:04:12+00:00","schemaVersion":1}
        {"kind":"transitioned","from":"CleaningUp","on":"CleanedUp","to":"Finished","then":"None","roundTrips":12,"pageChanges":11,"batchId":"b","requestId":"1","at":"2026-01-02T03:04:12.5+00:00","schemaVersion":1}
        """;
}
