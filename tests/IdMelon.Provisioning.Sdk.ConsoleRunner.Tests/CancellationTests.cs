using System.Runtime.InteropServices;

namespace IdMelon.Provisioning.ConsoleRunner.Tests;

public sealed class CancellationTests : ProgramTests
{
    [Theory]
    [InlineData(PosixSignal.SIGINT)]
    [InlineData(PosixSignal.SIGTERM)]
    public async Task A_signal_cancels_cleans_up_and_ends_with_130(PosixSignal signal)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Reads /proc.");
        Assert.SkipWhen(signal == PosixSignal.SIGINT && ProcessTree.IgnoresInterrupts(), "This shell has made its background programs deaf to Ctrl+C.");
        await using var program = RunningProgram.Start(Folder, ["demo", "--users", "3", "--json", "--out", "results"]);
        await program.WaitForErrorLineAsync("signing in", TestContext.Current.CancellationToken);
        var browsers = ProcessTree.Descendants(program.Id);

        program.Send(signal);
        var result = await program.EndAsync(TestContext.Current.CancellationToken);

        result.ExitCode.ShouldBe(130, result.Error);
        browsers.ShouldNotBeEmpty();
        await ProcessTree.WaitUntilGoneAsync(browsers, TestContext.Current.CancellationToken);
        var records = result.Json.GetProperty("records").EnumerateArray().ToList();
        records.Count.ShouldBe(3);
        records.ShouldAllBe(record => record.GetProperty("outcome").GetString() == "cancelled");
        records.ShouldAllBe(record => record.GetProperty("error").GetProperty("code").GetString() == "run.cancelled");
        (await RunAsync("log", "--out", "results")).Output.ShouldContain("total: 3 done: 0 failed: 3");
    }
}
