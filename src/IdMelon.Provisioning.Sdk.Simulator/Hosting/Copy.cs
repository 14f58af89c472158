using System.Runtime.CompilerServices;

namespace IdMelon.Provisioning.Simulator.Hosting;

/// <summary>Keeps lists that callers hand in apart from what the callers do with them later.</summary>
internal static class Copy
{
    public static IReadOnlyList<T> Of<T>(IReadOnlyList<T> values, [CallerMemberName] string name = "")
    {
        ArgumentNullException.ThrowIfNull(values, name);
        T[] copy = [.. values];
        return Array.Exists(copy, value => value is null) ? throw new ArgumentException($"{name} has no place for null.", name) : Array.AsReadOnly(copy);
    }
}
