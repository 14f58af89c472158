using Microsoft.Extensions.Configuration;

namespace IdMelon.Provisioning.ConsoleRunner.Hosting;

/// <summary>Reads the tenant from <c>appsettings.json</c> beside the program and in the current folder, from the environment, and from options; the last one wins.</summary>
/// <remarks>The client secret comes from the first two kinds of place only: a command line is seen by every user of the machine.</remarks>
internal static class TenantSettings
{
    private const string EnvironmentPrefix = "IDMELON_";

    /// <param name="tenant">The tenant that an option names.</param>
    /// <param name="clientId">The application that an option names.</param>
    /// <param name="cloud">The cloud that an option names.</param>
    /// <param name="wanted">The way to sign in that options ask for; null takes what is configured.</param>
    public static TenantConnection Read(string? tenant, string? clientId, string? cloud, SignInWish? wanted)
    {
        var configuration = Load();
        var id = tenant ?? configuration["Tenant:Id"];
        var client = clientId ?? configuration["Tenant:ClientId"];
        var signIn = (wanted ?? SignInWish.Configured(configuration))?.Open(configuration);
        var cloudName = cloud ?? configuration["Tenant:Cloud"] ?? EntraCloud.Public.Name;

        string[] missing =
        [
            .. Missing(id, "Tenant:Id (--tenant or IDMELON_TENANT__ID)"),
            .. Missing(client, "Tenant:ClientId (--client-id or IDMELON_TENANT__CLIENTID)"),
            .. Missing(signIn is null ? null : "there", "Tenant:ClientSecret (IDMELON_TENANT__CLIENTSECRET or appsettings.json, never an option), Tenant:Certificate (--certificate), --device-code or --interactive"),
        ];
        if (missing.Length > 0)
        {
            throw Wrong($"Missing: {string.Join("; ", missing)}.");
        }

        return new TenantConnection(
            id!,
            client!,
            signIn!,
            EntraCloud.Find(cloudName) ?? throw Wrong($"The cloud '{cloudName}' is not known; known are {string.Join(", ", EntraCloud.All)}."))
        {
            TokenCacheFolder = StateFolder.Default,
        };
    }

    /// <summary>Reads the configuration.</summary>
    public static IConfigurationRoot Load()
    {
        var builder = new ConfigurationBuilder();
        foreach (var folder in new[] { AppContext.BaseDirectory, Environment.CurrentDirectory })
        {
            builder.AddJsonFile(Path.Combine(folder, "appsettings.json"), optional: true, reloadOnChange: false);
        }

        try
        {
            return builder.AddEnvironmentVariables(EnvironmentPrefix).Build();
        }
        catch (Exception exception) when (exception is InvalidDataException or IOException or UnauthorizedAccessException)
        {
            // The inner exception may quote the file, which may hold the secret.
            throw Wrong($"An appsettings.json in {AppContext.BaseDirectory} or {Environment.CurrentDirectory} cannot be read or is not JSON.");
        }
    }

    private static string[] Missing(string? value, string name) => string.IsNullOrWhiteSpace(value) ? [name] : [];

    private static ProvisioningException Wrong(string detail) => new(ProvisioningError.Of(ErrorCodes.ConfigurationInvalid, detail));
}
