namespace IdMelon.Provisioning.ConsoleRunner.Tests;

/// <summary>Base of the tests that start the program.</summary>
public abstract class ProgramTests : IDisposable
{
    private protected TemporaryFolder Folder { get; } = new();

    public void Dispose()
    {
        Folder.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Starts a simulator whose connection is in <c>simulator.json</c>.</summary>
    private protected async Task<RunningProgram> StartAsync()
    {
        var simulator = RunningProgram.Start(Folder, ["simulator", "--connection", "simulator.json"]);
        await simulator.WaitForOutputLineAsync("Ctrl+C ends it.", TestContext.Current.CancellationToken);
        return simulator;
    }

    private protected Task<ProgramResult> RunAsync(params string[] arguments) => RunAsync(arguments, []);

    private protected async Task<ProgramResult> RunAsync(string[] arguments, Dictionary<string, string> environment)
    {
        await using var program = RunningProgram.Start(Folder, arguments, environment);
        return await program.EndAsync(TestContext.Current.CancellationToken);
    }
}
