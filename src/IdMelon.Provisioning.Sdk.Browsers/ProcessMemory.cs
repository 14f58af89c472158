using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace IdMelon.Provisioning.Browsers;

/// <summary>Measures the memory of processes of this machine.</summary>
public static class ProcessMemory
{
    /// <summary>Adds up what processes use, what they share counted once (Linux: proportional set size; elsewhere: private bytes).</summary>
    /// <param name="processIds">The processes; those that have ended count nothing.</param>
    /// <returns>Bytes.</returns>
    public static long Of(IEnumerable<int> processIds)
    {
        ArgumentNullException.ThrowIfNull(processIds);
        return processIds.Sum(Of);
    }

    private static long Of(int processId)
    {
        try
        {
            if (OperatingSystem.IsLinux())
            {
                var line = File.ReadLines($"/proc/{processId.ToString(CultureInfo.InvariantCulture)}/smaps_rollup").First(line => line.StartsWith("Pss:", StringComparison.Ordinal));
                return long.Parse(line.AsSpan(4).Trim().TrimEnd("kB ").Trim(), CultureInfo.InvariantCulture) * 1024;
            }

            using var process = Process.GetProcessById(processId);
            return process.PrivateMemorySize64;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException or InvalidOperationException or Win32Exception)
        {
            // It has ended, or is not ours to look at.
            return 0;
        }
    }
}
