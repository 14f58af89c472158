using System.Diagnostics;
using System.Globalization;

namespace IdMelon.Provisioning.ConsoleRunner.Tests;

/// <summary>Looks at processes through <c>/proc</c>.</summary>
internal static class ProcessTree
{
    private const ulong InterruptBit = 1 << 1;

    /// <summary>Lists everything a process has started, directly or not.</summary>
    public static IReadOnlyList<int> Descendants(int root)
    {
        var children = Directory.EnumerateDirectories("/proc")
            .Select(Path.GetFileName)
            .Where(name => int.TryParse(name, CultureInfo.InvariantCulture, out _))
            .Select(name => int.Parse(name!, CultureInfo.InvariantCulture))
            .ToLookup(ParentOf);
        var found = new List<int>();
        var open = new Queue<int>([root]);
        while (open.TryDequeue(out var next))
        {
            foreach (var child in children[next])
            {
                found.Add(child);
                open.Enqueue(child);
            }
        }

        return found;
    }

    /// <summary>Waits until the processes have ended; whoever has ended already counts as gone.</summary>
    public static async Task WaitUntilGoneAsync(IEnumerable<int> processes, CancellationToken cancellationToken)
    {
        foreach (var id in processes)
        {
            if (!File.Exists($"/proc/{id}/stat") || StateOf(id) == 'Z')
            {
                continue;
            }

            using var process = Process.GetProcessById(id);
            await process.WaitForExitAsync(cancellationToken).WaitAsync(TimeSpan.FromSeconds(5), cancellationToken);
        }
    }

    /// <summary>Tells whether SIGINT is ignored here, and so in every program that is started from here.</summary>
    public static bool IgnoresInterrupts()
    {
        const string Name = "SigIgn:";
        var line = File.ReadLines("/proc/self/status").First(line => line.StartsWith(Name, StringComparison.Ordinal));
        return (ulong.Parse(line[Name.Length..].Trim(), NumberStyles.HexNumber, CultureInfo.InvariantCulture) & InterruptBit) != 0;
    }

    private static int ParentOf(int id) => Fields(id) is [_, var parent, ..] ? int.Parse(parent, CultureInfo.InvariantCulture) : 0;

    private static char StateOf(int id) => Fields(id) is [[var state, ..], ..] ? state : 'Z';

    // The name stands in brackets and may hold anything; what follows it does not.
    private static string[] Fields(int id)
    {
        try
        {
            var text = File.ReadAllText($"/proc/{id}/stat");
            return text[(text.LastIndexOf(')') + 2)..].Split(' ');
        }
        catch (IOException)
        {
            return [];
        }
    }
}
