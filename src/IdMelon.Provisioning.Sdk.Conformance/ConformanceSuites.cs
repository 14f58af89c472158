using System.Reflection;

namespace IdMelon.Provisioning.Conformance;

/// <summary>The suites of this package, and whether a test project forgot one.</summary>
public static class ConformanceSuites
{
    /// <summary>Gets all suites: every public abstract class here whose name ends in <c>Conformance</c>.</summary>
    public static IReadOnlyList<Type> All { get; } =
    [
        .. typeof(ConformanceSuites).Assembly.GetExportedTypes()
            .Where(type => type is { IsClass: true, IsAbstract: true, IsSealed: false } && type.Name.EndsWith("Conformance", StringComparison.Ordinal))
            .OrderBy(type => type.Name, StringComparer.Ordinal),
    ];

    /// <summary>Finds the suites that a test project should derive from and does not.</summary>
    /// <param name="implementation">The package under test.</param>
    /// <param name="tests">Its test project.</param>
    /// <returns>Each suite whose port (<see cref="ProvesAttribute"/>) the package has a public implementation of, and from which no test class derives.</returns>
    public static IReadOnlyList<Type> Forgotten(Assembly implementation, Assembly tests)
    {
        ArgumentNullException.ThrowIfNull(implementation);
        ArgumentNullException.ThrowIfNull(tests);
        var implementations = implementation.GetExportedTypes().Where(type => type is { IsClass: true, IsAbstract: false }).ToArray();
        var derived = tests.GetTypes().Where(type => type is { IsClass: true, IsAbstract: false }).ToArray();
        return
        [
            .. All.Where(suite => suite.GetCustomAttribute<ProvesAttribute>() is { } proves
                && Array.Exists(implementations, proves.Port.IsAssignableFrom)
                && !Array.Exists(derived, suite.IsAssignableFrom)),
        ];
    }
}
