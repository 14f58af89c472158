using IdMelon.Provisioning.Browsing;
using IdMelon.Provisioning.Tests.Running;
using IdMelon.Provisioning.Transitions;

namespace IdMelon.Provisioning.Tests.Recognition.Hostile;

/// <summary>A dialog that asks for a name looks the same on any page, so what counts is when it comes.</summary>
public sealed class EarlyNameTests
{
    [Theory]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(8)]
    public async Task A_field_in_a_dialog_is_given_no_name_before_there_is_a_passkey(int instead)
    {
        using var bench = new RunBench();
        var asking = FlowPages.Page(FlowPages.SecurityInfoHost, "/security-info", PageReduction.Of(LookAlikes.Read("bank"), "", "").Html);
        var browser = new ScriptedBrowser([.. FlowPages.Smooth.Take(instead), asking]);

        var record = await bench.RunAsync(browser, TestContext.Current.CancellationToken);

        record.Verdict.ShouldBe(ProvisioningVerdict.Failed);
        browser.Actions.OfType<PageAction.Fill>().Where(fill => fill.Target.SnapshotId == asking.Snapshot.Id).ShouldBeEmpty();
        browser.Actions.OfType<PageAction.Click>().Where(click => click.Target.SnapshotId == asking.Snapshot.Id).ShouldBeEmpty();
    }
}
