using System.Diagnostics;
using System.Globalization;
using Xunit;

namespace IdMelon.Provisioning.Conformance.Browsing;

/// <summary>The processes that this one has started since a moment, with all that those have started. Read from <c>/proc</c>, so on Linux only.</summary>
/// <remarks>They are told apart by when they were started, so nothing else may start any meanwhile: tests that use it do not run in parallel.</remarks>
public sealed class StartedProcesses
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly int[] before = Children();

    /// <summary>Gets whether processes can be read here.</summary>
    public static bool IsSupported => Directory.Exists("/proc/self");

    /// <summary>Lists those that run now and were started by this process itself.</summary>
    public int[] Direct() => [.. Children().Except(before).Where(IsRunning)];

    /// <summary>Lists those that run now.</summary>
    public int[] Now()
    {
        var found = Direct();
        var all = Processes();
        for (var more = found; more.Length > 0; found = [.. found, .. more])
        {
            more = [.. all.Where(id => found.Contains(ParentOf(id)) && !found.Contains(id))];
        }

        return found;
    }

    /// <summary>Finds the browser among them: its main process, which all its others belong to.</summary>
    public int Browser() => Now().First(id => CommandLine(id) is [var program, .. var arguments]
        && (program.Contains("chrom", StringComparison.Ordinal) || program.Contains("edge", StringComparison.Ordinal))
        && !program.Contains("crashpad", StringComparison.Ordinal) && !program.EndsWith("driver", StringComparison.Ordinal)
        && !Array.Exists(arguments, argument => argument.StartsWith("--type=", StringComparison.Ordinal)));

    /// <summary>Waits until none of some processes runs any more.</summary>
    public static async Task EndedAsync(IReadOnlyCollection<int> ids, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(ids);
        var watch = Stopwatch.StartNew();
        while (ids.Any(IsRunning))
        {
            cancellationToken.ThrowIfCancellationRequested();
            Assert.True(watch.Elapsed < Patience, "Processes are left behind.");
            await Task.Yield();
        }
    }

    /// <summary>Reads with which program and arguments a process was started.</summary>
    public static string[] CommandLine(int id) => (Read(id, "cmdline") ?? "").Split('\0');

    private static bool IsRunning(int id) => StatOf(id) is { State: not "Z" };

    private static int[] Children() => [.. Processes().Where(id => ParentOf(id) == Environment.ProcessId)];

    private static int[] Processes() => IsSupported
        ? [.. Directory.GetDirectories("/proc").Select(folder => int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out var id) ? id : 0).Where(id => id > 0)]
        : [];

    private static int ParentOf(int id) => StatOf(id)?.Parent ?? 0;

    private static (string State, int Parent)? StatOf(int id)
    {
        if (Read(id, "stat") is not { } text)
        {
            return null;
        }

        var fields = text[(text.LastIndexOf(')') + 2)..].Split(' ');
        return (fields[0], int.Parse(fields[1], CultureInfo.InvariantCulture));
    }


    private static string? Read(int id, string file)
    {
        try
        {
            return File.ReadAllText($"/proc/{id.ToString(CultureInfo.InvariantCulture)}/{file}");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // It ended between listing and reading.
            return null;
        }
    }
}
