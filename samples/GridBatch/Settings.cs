using System.Reflection;

namespace IdMelon.Provisioning.GridBatch;

/// <summary>What the build knows about this sample.</summary>
internal static class Settings
{
    /// <summary>Gets the folder in which <c>npm ci</c> puts the Grid's server: this project's own.</summary>
    public static string NpmFolder { get; } = typeof(Settings).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == "NpmFolder").Value!;
}
