using IdMelon.Provisioning.BrowserExtension.Tests.Journeys;

namespace IdMelon.Provisioning.Benchmarks;

public sealed class ExtensionReportTests(PublishedExtension extension)
{
    [Fact]
    [Trait("Duration", "Long")]
    public async Task The_extension_is_measured()
    {
        using var report = new StringWriter();

        var isSound = await ExtensionReport.RunAsync(report, await extension.FolderAsync(), new ExtensionReportSize(Starts: 1, Users: 1), TestContext.Current.CancellationToken);

        isSound.ShouldBeTrue(report.ToString());
        report.ToString().ShouldContain("| a user: the further ones | ");
    }

    [Fact]
    public async Task A_folder_without_an_extension_is_said_to_be_none()
    {
        using var report = new StringWriter();

        (await ExtensionReport.RunAsync(report, AppContext.BaseDirectory, default, TestContext.Current.CancellationToken)).ShouldBeFalse();

        report.ToString().ShouldContain("not a published extension");
    }
}
