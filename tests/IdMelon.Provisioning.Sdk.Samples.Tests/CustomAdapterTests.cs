namespace IdMelon.Provisioning.Samples.Tests;

public sealed class CustomAdapterTests
{
    [Fact]
    [Trait("Duration", "Long")]
    public async Task An_adapter_of_ones_own_passes_the_suites()
    {
        var said = await Sample.RunAsync("CustomAdapter", "-noLogo", "-noColor");

        said.ShouldContain("Failed: 0");
        said.ShouldNotContain("Total: 0");
    }

    [Fact]
    public void It_takes_less_than_200_lines() =>
        Directory.GetFiles(Sample.Folder("CustomAdapter"), "*.cs").Sum(Sample.CodeLines).ShouldBeLessThan(200);
}
