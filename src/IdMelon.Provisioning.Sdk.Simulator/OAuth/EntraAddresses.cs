using IdMelon.Provisioning.Simulator.Hosting;

namespace IdMelon.Provisioning.Simulator.OAuth;

/// <summary>Microsoft's paths: the tenant comes first, then the purpose.</summary>
internal static class EntraAddresses
{
    public const string Token = "/oauth2/v2.0/token";
    public const string Configuration = "/v2.0/.well-known/openid-configuration";
    public const string Keys = "/discovery/v2.0/keys";

    public static string IssuerOf(SimulatorTenant tenant) => $"https://sts.windows.net/{tenant.Id}/";

    /// <summary>Reads the tenant's segment if the address is of that purpose on a sign-in host.</summary>
    public static string? TenantIn(CloudHosts hosts, Uri? address, string purpose)
    {
        if (address is null || !hosts.IsSignIn(address.Host))
        {
            return null;
        }

        var path = address.AbsolutePath;
        if (!path.EndsWith(purpose, StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        var tenant = path[..^purpose.Length].TrimStart('/');
        return tenant.Length > 0 && !tenant.Contains('/', StringComparison.Ordinal) ? Uri.UnescapeDataString(tenant) : null;
    }

    /// <summary>The resource of a <c>.default</c> scope, or null if the scope is none.</summary>
    public static string? ResourceOf(string? scope)
    {
        const string suffix = "/.default";
        return scope is not null && scope.EndsWith(suffix, StringComparison.Ordinal) && !scope.Contains(' ', StringComparison.Ordinal) ? scope[..^suffix.Length] : null;
    }
}
