using System.Diagnostics;
using System.Text;

namespace IdMelon.Provisioning.Shared;

/// <summary>Runs the <c>dotnet</c> command as a person would: without the surroundings of the build that runs the tests, and leaving no build server behind.</summary>
internal static class DotnetCommand
{
    private static readonly string[] Surroundings = ["MSBUILD", "DOTNET_CLI_CONTEXT", "DOTNET_HOST_PATH", "DOTNET_ROOT_", "VSTEST", "TESTINGPLATFORM"];

    /// <summary>The arguments after which a build leaves no process behind.</summary>
    public static readonly string[] WithoutServers = ["-nodeReuse:false", "-p:UseSharedCompilation=false", "-p:NuGetAudit=false", "-nologo", "-v:minimal"];

    /// <summary>Runs a command to its end.</summary>
    /// <param name="folder">Where it runs.</param>
    /// <param name="arguments">What follows <c>dotnet</c>.</param>
    /// <param name="without">Environment variables that it must not see.</param>
    /// <param name="cancellationToken">Ends it, with all that it started.</param>
    /// <returns>What it wrote, both streams in one.</returns>
    /// <exception cref="InvalidOperationException">It ended with another code than 0; the message holds what it wrote.</exception>
    public static async Task<string> RunAsync(string folder, IEnumerable<string> arguments, IReadOnlyList<string> without, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo("dotnet", arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            UseShellExecute = false,
        };
        foreach (var name in start.Environment.Keys.Where(name => Surroundings.Concat(without).Any(prefix => name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))).ToList())
        {
            start.Environment.Remove(name);
        }

        start.Environment["DOTNET_CLI_USE_MSBUILD_SERVER"] = "0";
        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        var written = new StringBuilder();
        using var process = new Process { StartInfo = start };
        process.OutputDataReceived += Note;
        process.ErrorDataReceived += Note;
        process.Start();
        process.StandardInput.Close();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        try
        {
            await process.WaitForExitAsync(cancellationToken);
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }

        return process.ExitCode == 0
            ? written.ToString()
            : throw new InvalidOperationException($"dotnet {string.Join(' ', start.ArgumentList)} ended with {process.ExitCode}:\n{written}");

        void Note(object sender, DataReceivedEventArgs line)
        {
            lock (written)
            {
                written.Append(line.Data).Append('\n');
            }
        }
    }
}
