using System.Text.Json;
using IdMelon.Provisioning.Journaling;
using IdMelon.Provisioning.Local;
using IdMelon.Provisioning.Running;

namespace IdMelon.Provisioning.ConsoleRunner.Tests;

public sealed class DemoTests : ProgramTests
{
    [Fact]
    public async Task Three_users_get_passkeys_on_pages_in_three_languages()
    {
        var result = await RunAsync("demo", "--json");

        result.ExitCode.ShouldBe(0, result.Error);
        var report = result.Json;
        report.EnumerateObject().Select(member => member.Name).ShouldBe(["total", "done", "failed", "records"]);
        report.GetProperty("total").GetInt32().ShouldBe(3);
        report.GetProperty("done").GetInt32().ShouldBe(3);
        report.GetProperty("failed").GetInt32().ShouldBe(0);
        var records = report.GetProperty("records").EnumerateArray().ToList();
        records.Select(record => record.GetProperty("language").GetString()).ShouldBe(["en", "de", "ja"]);
        foreach (var record in records)
        {
            record.EnumerateObject().Select(member => member.Name).ShouldBe(["user", "outcome", "mode", "attempts", "language", "passkeyId", "durationMs", "error"]);
            record.GetProperty("user").GetString()!.ShouldEndWith("@contoso.onmicrosoft.com");
            record.GetProperty("outcome").GetString().ShouldBe("succeeded");
            record.GetProperty("mode").GetString().ShouldBe("automatic");
            record.GetProperty("passkeyId").GetString().ShouldNotBeNullOrEmpty();
            record.GetProperty("durationMs").GetInt64().ShouldBeGreaterThan(0);
            record.GetProperty("error").ValueKind.ShouldBe(JsonValueKind.Null);
        }
    }

    [Fact]
    public async Task People_read_a_table_and_a_sum()
    {
        var result = await RunAsync("demo", "--users", "1", "--languages", "ja", "--out", "results");

        result.ExitCode.ShouldBe(0, result.Error);
        result.Output.ShouldContain("✅");
        result.Output.ShouldContain(" ja ");
        result.Output.ShouldContain("1 of 1 done");
        result.Output.ShouldNotContain("\u001b");
        result.Error.ShouldContain("signing in");
        (await RunAsync("log", "--out", "results")).Output.ShouldContain("Provisioning report, total: 1 done: 1 failed: 0");
    }

    [Fact]
    public async Task The_direct_mode_starts_no_browser()
    {
        var result = await RunAsync("demo", "--mode", "direct", "--json", "--browser", Folder["no-such-browser"]);

        result.ExitCode.ShouldBe(0, result.Error);
        result.Json.GetProperty("done").GetInt32().ShouldBe(3);
        result.Json.GetProperty("records").EnumerateArray().ShouldAllBe(record => record.GetProperty("mode").GetString() == "direct" && record.GetProperty("language").ValueKind == JsonValueKind.Null);
    }

    [Trait("Duration", "Long")]
    [Fact]
    public async Task The_journal_streams_as_it_is_written_and_tells_the_same_story()
    {
        var result = await RunAsync("demo", "--users", "2", "--json-lines", "--out", "results");

        result.ExitCode.ShouldBe(0, result.Error);
        var streamed = result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JournalJson.Read(line).ShouldNotBeNull()).ToList();
        await using var journal = new JsonLinesJournal(new JsonLinesJournalOptions { Folder = Folder["results"] });
        var written = await journal.ReadAsync(TestContext.Current.CancellationToken).ToListAsync(TestContext.Current.CancellationToken);
        ProvisioningRecords.Fold(streamed).ShouldAllBe(record => record.IsDone);
        ProvisioningRecords.Fold(streamed).ShouldBe(ProvisioningRecords.Fold(written));
    }
}
