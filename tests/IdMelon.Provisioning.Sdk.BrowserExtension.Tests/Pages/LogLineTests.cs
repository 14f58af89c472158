using IdMelon.Provisioning.ExtensionHost.Pages;
using IdMelon.Provisioning.Journaling;
using IdMelon.Provisioning.Requests;
using IdMelon.Provisioning.Transitions;

namespace IdMelon.Provisioning.BrowserExtension.Tests.Pages;

public sealed class LogLineTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    private static readonly JournalEntry[] Open =
    [
        new JournalEntry.RunStarted("b", "r1", Now, "=ada@contoso.com", ProvisioningMode.Automatic, "why"),
        new JournalEntry.Transitioned("b", "r1", Now, ProvisioningState.Ready, ProvisioningTrigger.Started, ProvisioningState.IssuingAccessPass, ProvisioningEffect.IssueAccessPass),
    ];

    [Theory]
    [InlineData("r1", "open", null)]
    [InlineData("r2", "interrupted", ErrorCodes.ExtensionInterrupted)]
    [InlineData(null, "interrupted", ErrorCodes.ExtensionInterrupted)]
    public void A_run_that_nobody_goes_on_with_was_interrupted(string? served, string outcome, string? code)
    {
        var line = LogLine.Of(Open, served).Single();

        (line.Outcome, line.Error?.Code).ShouldBe((outcome, code));
    }

    [Fact]
    public void Cells_are_no_formulas_and_hold_the_reason()
    {
        var text = LogExport.Csv(LogLine.Of(Open, null));

        text.ShouldContain("'=ada@contoso.com");
        text.ShouldContain(ErrorCodes.ExtensionInterrupted);
        text.Split("\r\n").Length.ShouldBe(3);
    }

    [Fact]
    public void A_log_that_is_exported_as_JSON_can_be_read_again()
    {
        using var document = System.Text.Json.JsonDocument.Parse(LogExport.Json(Open));

        document.RootElement.EnumerateArray().Select(entry => JournalJson.Read(entry.GetRawText())!.RequestId).ShouldBe(["r1", "r1"]);
    }
}
