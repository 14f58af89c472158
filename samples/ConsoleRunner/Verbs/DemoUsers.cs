using IdMelon.Provisioning.Simulator.Directory;

namespace IdMelon.Provisioning.ConsoleRunner.Verbs;

/// <summary>People who do not exist, for the simulated tenant.</summary>
internal static class DemoUsers
{
    public const int Most = 500;

    private static readonly string[] Names =
    [
        "Olivia Brooks", "Lukas Steiner", "Yuki Tanaka", "Noah Whitfield", "Amelia Hartmann", "Kenji Watanabe",
        "Priya Raman", "Jonas Albrecht", "Sakura Ishida", "Ethan Caldwell", "Clara Vogt", "Haruto Mori",
        "Samuel Okafor", "Felix Brandt", "Aiko Nakamura", "Isabel Navarro", "Leonie Krause", "Daichi Kobayashi",
        "Thomas Ashworth", "Greta Lindqvist", "Ren Fujimoto", "Mateo Vargas", "Mathilde Renard", "Hana Okada",
    ];

    /// <summary>Adds that many users to a directory.</summary>
    public static IReadOnlyList<SimulatedUser> Add(TenantDirectory directory, string domain, int count) =>
    [
        .. Enumerable.Range(0, count).Select(index =>
        {
            var name = Names[index % Names.Length];
            var round = index / Names.Length;
            var suffix = round == 0 ? "" : $"{round + 1}";
            return directory.AddUser($"{name.Replace(' ', '.').ToLowerInvariant()}{suffix}@{domain}", round == 0 ? name : $"{name} {suffix}");
        }),
    ];
}
