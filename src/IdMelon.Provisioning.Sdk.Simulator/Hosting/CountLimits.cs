namespace IdMelon.Provisioning.Simulator.Hosting;

/// <summary>How much may be ordered for what comes next.</summary>
internal static class CountLimits
{
    /// <summary>The most at once.</summary>
    public const int Most = 10_000;

    /// <summary>The most that may be waiting.</summary>
    public const int MostWaiting = 100_000;

    /// <summary>Checks how much is ordered on top of what is waiting.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is too much, or nothing.</exception>
    public static void Check(int count, int waiting)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, Most);
        if (waiting > MostWaiting - count)
        {
            throw new ArgumentOutOfRangeException(nameof(count), count, $"{waiting} are waiting already; {MostWaiting} may.");
        }
    }
}
