using IdMelon.Provisioning.Simulator.Hosting;
using Microsoft.AspNetCore.Http;

namespace IdMelon.Provisioning.Simulator.OAuth;

/// <summary>Microsoft's paths: the tenant comes first, then the purpose.</summary>
internal static class EntraAddresses
{
    public const string Authorize = "/oauth2/v2.0/authorize";
    public const string DeviceCode = "/oauth2/v2.0/devicecode";
    public const string Logout = "/oauth2/v2.0/logout";
    public const string Token = "/oauth2/v2.0/token";
    public const string Configuration = "/v2.0/.well-known/openid-configuration";
    public const string Keys = "/discovery/v2.0/keys";

    public static string IssuerOf(SimulatorTenant tenant) => $"https://sts.windows.net/{tenant.Id}/";

    /// <summary>Tells whether a path segment stands for "the tenant of whoever signs in".</summary>
    public static bool IsShared(string? segment) =>
        string.Equals(segment, "common", StringComparison.OrdinalIgnoreCase) || string.Equals(segment, "organizations", StringComparison.OrdinalIgnoreCase);

    /// <summary>Reads the tenant's segment if the address is of that purpose on a sign-in host.</summary>
    public static string? TenantIn(CloudHosts hosts, Uri? address, string purpose) =>
        address is null ? null : TenantIn(hosts, address.Host, address.AbsolutePath, purpose) is { } tenant ? Uri.UnescapeDataString(tenant) : null;

    /// <inheritdoc cref="TenantIn(CloudHosts, Uri, string)"/>
    public static string? TenantIn(CloudHosts hosts, HttpRequest request, string purpose) => TenantIn(hosts, request.Host.Host, request.Path.Value ?? "", purpose);

    /// <summary>The resource of a <c>.default</c> scope, or null if the scope is none.</summary>
    public static string? ResourceOf(string? scope)
    {
        const string suffix = "/.default";
        return scope is not null && scope.EndsWith(suffix, StringComparison.Ordinal) && !scope.Contains(' ', StringComparison.Ordinal) ? scope[..^suffix.Length] : null;
    }

    private static string? TenantIn(CloudHosts hosts, string host, string path, string purpose)
    {
        if (!hosts.IsSignIn(host) || !path.EndsWith(purpose, StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        var tenant = path[..^purpose.Length].TrimStart('/');
        return tenant.Length > 0 && !tenant.Contains('/', StringComparison.Ordinal) ? tenant : null;
    }
}
