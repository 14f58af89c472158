namespace IdMelon.Provisioning.Playwright;

/// <summary>Tells Playwright where its driver is when it was not copied beside the program.</summary>
internal static class DriverFolder
{
    private const string Variable = "PLAYWRIGHT_DRIVER_SEARCH_PATH";

    /// <summary>Points the driver search to the package cache, unless the driver is beside the program or the caller has pointed it somewhere already.</summary>
    public static void Prepare()
    {
        if (!string.IsNullOrEmpty(Environment.GetEnvironmentVariable(Variable)) || Directory.Exists(Path.Combine(AppContext.BaseDirectory, ".playwright")))
        {
            return;
        }

        if (Candidates().FirstOrDefault(folder => Directory.Exists(Path.Combine(folder, ".playwright"))) is { } found)
        {
            Environment.SetEnvironmentVariable(Variable, found);
        }
    }

    private static IEnumerable<string> Candidates()
    {
        // The library's assembly version is its package's version; its informational version is not.
        var version = typeof(Microsoft.Playwright.IPlaywright).Assembly.GetName().Version?.ToString(3);
        var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        string?[] roots =
        [
            // Written into runtimeconfig.json by this package's targets, for package folders in unusual places.
            AppContext.GetData("IdMelon.Provisioning.Playwright.PackageRoot") as string,
            Environment.GetEnvironmentVariable("NUGET_PACKAGES"),
            home.Length > 0 ? Path.Combine(home, ".nuget", "packages") : null,
        ];
        return roots.OfType<string>().Where(root => root.Length > 0 && version is not null).Select(root => Path.Combine(root, "microsoft.playwright", version!));
    }
}
