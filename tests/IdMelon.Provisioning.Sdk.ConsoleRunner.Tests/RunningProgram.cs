using System.Diagnostics;
using System.Runtime.InteropServices;

namespace IdMelon.Provisioning.ConsoleRunner.Tests;

/// <summary>The console runner as a process of its own, as a user starts it.</summary>
internal sealed class RunningProgram : IAsyncDisposable
{
    private const string Dll = "idmelon-provision.dll";

    private readonly Process process;
    private readonly OutputLines output;
    private readonly OutputLines error;

    private RunningProgram(Process process)
    {
        this.process = process;
        output = new OutputLines(process.StandardOutput);
        error = new OutputLines(process.StandardError);
    }

    public int Id => process.Id;

    /// <summary>Starts it with the temporary folder as its state folder and its current folder, and without the caller's settings.</summary>
    public static RunningProgram Start(TemporaryFolder folder, IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string>? environment = null)
    {
        var start = new ProcessStartInfo("dotnet", [System.IO.Path.Combine(AppContext.BaseDirectory, Dll), .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            WorkingDirectory = folder.Path,
        };
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("IDMELON_", StringComparison.OrdinalIgnoreCase)).ToList())
        {
            start.Environment.Remove(name);
        }

        start.Environment["XDG_STATE_HOME"] = folder.Path;
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

        return new RunningProgram(Process.Start(start)!);
    }

    public Task WaitForErrorLineAsync(string part, CancellationToken cancellationToken) => error.WaitForAsync(part, cancellationToken);

    public Task WaitForOutputLineAsync(string part, CancellationToken cancellationToken) => output.WaitForAsync(part, cancellationToken);

    public void Send(PosixSignal signal)
    {
        if (Kill(process.Id, signal == PosixSignal.SIGINT ? 2 : 15) != 0)
        {
            throw new InvalidOperationException("The signal could not be sent.");
        }
    }

    public async Task<ProgramResult> EndAsync(CancellationToken cancellationToken)
    {
        await process.WaitForExitAsync(cancellationToken);
        return new ProgramResult(process.ExitCode, await output.ToEndAsync(cancellationToken), await error.ToEndAsync(cancellationToken));
    }

    public ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            process.Kill(entireProcessTree: true);
        }

        process.Dispose();
        return ValueTask.CompletedTask;
    }

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Kill(int processId, int signal);
}
