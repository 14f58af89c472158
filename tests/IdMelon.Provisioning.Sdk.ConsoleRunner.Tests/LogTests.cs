using IdMelon.Provisioning.Journaling;
using IdMelon.Provisioning.Local;
using IdMelon.Provisioning.Requests;
using IdMelon.Provisioning.Transitions;

namespace IdMelon.Provisioning.ConsoleRunner.Tests;

public sealed class LogTests : ProgramTests
{
    private static readonly DateTimeOffset Morning = new(2024, 8, 4, 16, 54, 46, 287, TimeSpan.Zero);

    [Fact]
    public async Task An_empty_log_says_so()
    {
        var result = await RunAsync("log", "--out", Folder["nothing"]);

        result.ExitCode.ShouldBe(0);
        result.Output.ShouldBeEmpty();
        result.Error.ShouldContain("No results yet");
        Directory.Exists(Folder["nothing"]).ShouldBeFalse();
    }

    [Fact]
    public async Task Results_come_newest_first_with_a_line_per_user_and_the_reason()
    {
        Assert.SkipUnless(File.Exists("/usr/share/zoneinfo/America/Phoenix"), "Needs the time zone data.");
        await WriteAsync(
            [.. Run("first", "1", "ada@contoso.com", Morning, null)],
            [.. Run("second", "2", "bob@contoso.com", Morning.AddHours(1), null), .. Run("second", "3", "eve@contoso.com", Morning.AddHours(1), ErrorCodes.PageUnknown)]);

        var result = await RunAsync(["log", "--out", Folder["journal"]], new() { ["TZ"] = "America/Phoenix" });

        result.ExitCode.ShouldBe(0);
        result.Error.ShouldBeEmpty();
        result.Output.ReplaceLineEndings("\n").ShouldBe("""
            2024-08-04, 10:54:46.287 GMT-07:00  PROVISIONING  Provisioning report, total: 2 done: 1 failed: 1
              ✅ bob@contoso.com
              ❌ eve@contoso.com  page.unknown: The page is not known.
            2024-08-04, 09:54:46.287 GMT-07:00  PROVISIONING  Provisioning report, total: 1 done: 1 failed: 0
              ✅ ada@contoso.com

            """);
    }

    [Fact]
    public async Task A_run_without_an_end_is_told_as_such()
    {
        await WriteAsync([Run("first", "1", "ada@contoso.com", Morning, null)[0]]);

        var result = await RunAsync("log", "--out", Folder["journal"]);

        result.Output.ShouldContain("total: 1 done: 0 failed: 1");
        result.Output.ShouldContain("❌ ada@contoso.com  The run has no end");
    }

    [Fact]
    public async Task A_broken_journal_is_named_and_what_could_be_read_is_shown()
    {
        await WriteAsync([.. Run("first", "1", "ada@contoso.com", Morning, null)]);
        await File.WriteAllTextAsync(Path.Combine(Folder["journal"], "provisioning-20991231-000000-broken.jsonl"), "no entry\n{}\n", TestContext.Current.CancellationToken);

        var result = await RunAsync("log", "--out", Folder["journal"]);

        result.ExitCode.ShouldBe(1);
        result.Output.ShouldContain("✅ ada@contoso.com");
        result.Error.ShouldContain("journal.failed");
    }

    [Theory]
    [InlineData("\u001b[2J\u001b]0;owned\u0007x@contoso.com")]
    [InlineData("a\r\n✅ forged@contoso.com")]
    [InlineData("\u202emoc.osotnoc@x")]
    [InlineData("[red]bold[/]@contoso.com :skull:")]
    public async Task A_name_cannot_break_out_of_its_line(string user)
    {
        await WriteAsync([.. Run("first", "1", user, Morning, null)]);

        var result = await RunAsync("log", "--out", Folder["journal"]);

        var lines = result.Output.ReplaceLineEndings("\n").Split('\n', StringSplitOptions.RemoveEmptyEntries);
        lines.Length.ShouldBe(2);
        string.Concat(lines).Any(c => char.IsControl(c) || c is '\u202e').ShouldBeFalse();
        lines[1].ShouldBe("  ✅ " + user
            .Replace("\u001b", "\\u{1b}", StringComparison.Ordinal)
            .Replace("\u0007", "\\u{7}", StringComparison.Ordinal)
            .Replace("\r", "\\u{d}", StringComparison.Ordinal)
            .Replace("\n", "\\u{a}", StringComparison.Ordinal)
            .Replace("\u202e", "\\u{202e}", StringComparison.Ordinal));
    }

    private static JournalEntry[] Run(string batch, string request, string user, DateTimeOffset at, string? code) =>
    [
        new JournalEntry.RunStarted(batch, request, at.AddSeconds(-5), user, ProvisioningMode.Automatic, "The request asks for this mode."),
        new JournalEntry.Transitioned(
            batch, request, at.AddSeconds(-1), ProvisioningState.Verifying, ProvisioningTrigger.PasskeyConfirmed, ProvisioningState.CleaningUp, ProvisioningEffect.CleanUp,
            code is null ? ProvisioningVerdict.Succeeded : ProvisioningVerdict.Failed)
        {
            Error = code is null ? null : ProvisioningError.Of(code),
        },
        new JournalEntry.Transitioned(
            batch, request, at, ProvisioningState.CleaningUp, ProvisioningTrigger.CleanedUp, ProvisioningState.Finished, ProvisioningEffect.None, null),
    ];

    private async Task WriteAsync(params JournalEntry[][] batches)
    {
        await using var journal = new JsonLinesJournal(new JsonLinesJournalOptions { Folder = Folder["journal"] });
        foreach (var entry in batches.SelectMany(batch => batch))
        {
            await journal.AppendAsync(entry, TestContext.Current.CancellationToken);
        }
    }
}
