using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace IdMelon.Provisioning.ConsoleRunner.Tests;

/// <summary>Runs the shell lines of the simulator's README as they are written there.</summary>
public sealed class SimulatorReadmeTests : ProgramTests
{
    [Fact]
    public async Task The_lines_with_curl_work_as_written()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("The lines are for a shell of Linux or macOS.");
            return;
        }

        var lines = Lines();
        var bin = Directory.CreateDirectory(Path.Combine(Folder.Path, "bin")).FullName;
        var command = Path.Combine(bin, "idmelon-provision");
        await File.WriteAllTextAsync(command, $"#!/bin/sh\nexec dotnet '{Path.Combine(AppContext.BaseDirectory, "idmelon-provision.dll")}' \"$@\"\n", TestContext.Current.CancellationToken);
        File.SetUnixFileMode(command, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);

        // What was put into the background is waited for, so that nothing stays behind.
        var start = new ProcessStartInfo("bash", ["-eu", "-o", "pipefail", "-c", lines + "\nwait %1 || true\n"])
        {
            WorkingDirectory = Folder.Path,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["PATH"] = bin + ":" + start.Environment["PATH"];
        start.Environment["XDG_STATE_HOME"] = Folder.Path;
        using var shell = Process.Start(start)!;
        var output = shell.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var error = shell.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await shell.WaitForExitAsync(TestContext.Current.CancellationToken);

        shell.ExitCode.ShouldBe(0, await error);
        var answers = (await output).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        answers.Length.ShouldBe(5, await output);
        answers[0].ShouldContain("\"userPrincipalName\":\"ada@contoso.example\"");
        answers[1].ShouldContain("\"requiresOneTime\":true");
        answers[2].ShouldContain("serviceNotAvailable");
        answers[3].ShouldContain("\"value\":[]");
        answers[4].ShouldContain("graph.passkeys-read");
        File.Exists(Path.Combine(Folder.Path, "simulator.json")).ShouldBeFalse();
        File.Exists(Path.Combine(Folder.Path, "ca.pem")).ShouldBeFalse();
    }

    [Fact]
    public void There_are_few_of_them() =>
        Lines().Split('\n', StringSplitOptions.RemoveEmptyEntries).Length.ShouldBeLessThanOrEqualTo(16);

    private static string Lines([CallerFilePath] string here = "")
    {
        var readme = File.ReadAllText(Path.Combine(Path.GetDirectoryName(here)!, "../../src/IdMelon.Provisioning.Sdk.Simulator/README.md"));
        return readme.Split("```bash\n")[1].Split("```")[0];
    }
}
