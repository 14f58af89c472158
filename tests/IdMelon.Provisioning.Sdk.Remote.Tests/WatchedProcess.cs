using System.Diagnostics;

namespace IdMelon.Provisioning.Remote.Tests;

/// <summary>A process that says on a line of its own when it is ready.</summary>
internal sealed class WatchedProcess : IAsyncDisposable
{
    private readonly Process process;

    private WatchedProcess(Process process) => this.process = process;

    public bool IsRunning => !process.HasExited;

    /// <returns>The process, and the line that said it.</returns>
    public static async Task<(WatchedProcess Process, string Line)> StartAsync(string program, IEnumerable<string> arguments, string sign)
    {
        var ready = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        var process = new Process { StartInfo = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true }, EnableRaisingEvents = true };
        process.OutputDataReceived += Hear;
        process.ErrorDataReceived += Hear;
        process.Exited += (_, _) => ready.TrySetException(new InvalidOperationException($"{program} did not start."));
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        var watched = new WatchedProcess(process);
        try
        {
            return (watched, await ready.Task.WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken));
        }
        catch
        {
            await watched.DisposeAsync();
            throw;
        }

        void Hear(object sender, DataReceivedEventArgs told)
        {
            if (told.Data?.Contains(sign, StringComparison.Ordinal) == true)
            {
                ready.TrySetResult(told.Data);
            }
        }
    }

    public void Kill() => process.Kill(entireProcessTree: true);

    public async ValueTask DisposeAsync()
    {
        if (IsRunning)
        {
            Kill();
        }

        await process.WaitForExitAsync();
        process.Dispose();
    }
}
