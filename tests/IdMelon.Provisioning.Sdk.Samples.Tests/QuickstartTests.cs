namespace IdMelon.Provisioning.Samples.Tests;

public sealed class QuickstartTests
{
    [Theory]
    [InlineData("PlaywrightQuickstart")]
    [InlineData("SeleniumQuickstart")]
    [InlineData("PuppeteerQuickstart")]
    public async Task A_quick_start_provisions_a_user(string name)
    {
        Assert.SkipWhen(name == "PuppeteerQuickstart" && Sample.Metadata("PuppeteerSharpAvailable") != "true", "The package PuppeteerSharp is not here: the sample was left out of the build.");

        var said = await Sample.RunAsync(name);

        said.ShouldContain("ada@contoso.onmicrosoft.com: Succeeded, passkey ");
        said.ShouldContain("RegisteringPasskey");
    }

    [Theory]
    [InlineData("PlaywrightQuickstart")]
    [InlineData("SeleniumQuickstart")]
    [InlineData("PuppeteerQuickstart")]
    [InlineData("GridBatch")]
    public void A_quick_start_is_a_page_long(string name) =>
        File.ReadLines(Path.Combine(Sample.Folder(name), "Program.cs")).Count().ShouldBeLessThan(80);

    [Fact]
    [Trait("Duration", "Long")]
    public async Task A_batch_is_provisioned_on_a_Grid()
    {
        var said = await Sample.RunAsync("GridBatch", "3");

        said.ShouldContain("3 of 3 done");
    }

    [Fact]
    [Trait("Duration", "Long")]
    public async Task A_batch_is_provisioned_on_a_Grid_although_a_node_is_killed()
    {
        var said = await Sample.RunAsync("GridBatch", "6", "--kill");

        said.ShouldContain("Killing a node");
        said.ShouldContain("6 of 6 done");
    }
}
