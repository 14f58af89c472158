namespace IdMelon.Provisioning.ConsoleRunner.Hosting;

/// <summary>Where this program keeps what outlives a run.</summary>
internal static class StateFolder
{
    private const string Name = "idmelon-provision";

    /// <summary>Gets the folder of the user who runs the program: <c>$XDG_STATE_HOME</c> or <c>~/.local/state</c> on Linux, the local application data elsewhere.</summary>
    public static string Default
    {
        get
        {
            if (!OperatingSystem.IsLinux())
            {
                return Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData), Name);
            }

            // The specification says that a relative path is to be ignored.
            var state = Environment.GetEnvironmentVariable("XDG_STATE_HOME");
            return Path.Combine(Path.IsPathFullyQualified(state ?? "") ? state! : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".local", "state"), Name);
        }
    }

    /// <summary>Makes the folder, readable by its owner only; one that is there stays as it is.</summary>
    public static void Create(string folder)
    {
        try
        {
            if (OperatingSystem.IsWindows())
            {
                Directory.CreateDirectory(folder);
            }
            else
            {
                Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ProvisioningException(ProvisioningError.Of(ErrorCodes.ConfigurationInvalid, $"The folder {folder} cannot be made or used."), exception);
        }
    }
}
