using IdMelon.Provisioning.Browsers;

namespace IdMelon.Provisioning.ConsoleRunner.Hosting;

/// <summary>The browsers of other machines that are named on the command line.</summary>
internal static class RemoteSettings
{
    /// <summary>Holds what is sent as the header <c>Authorization</c>: command lines can be read by others.</summary>
    private const string Authorization = "IDMELON_REMOTE__AUTHORIZATION";

    /// <summary>Reads an address. Its kind is that of its scheme: a Grid is asked by http, a Playwright server and a DevTools address by WebSocket.</summary>
    /// <exception cref="ProvisioningException">There is no such kind, or the driver cannot use it (<see cref="ErrorCodes.ConfigurationInvalid"/>).</exception>
    public static RemoteBrowser? Read(string? address, string? kind, string driver)
    {
        if (address is null)
        {
            return null;
        }

        if (!Uri.TryCreate(address, UriKind.Absolute, out var uri))
        {
            throw Wrong("--remote takes an address such as http://localhost:4444.");
        }

        var known = kind switch
        {
            "grid" => RemoteBrowserKind.Grid,
            "devtools" => RemoteBrowserKind.DevTools,
            "playwright" => RemoteBrowserKind.PlaywrightServer,
            _ when uri.Scheme is "http" or "https" => RemoteBrowserKind.Grid,
            _ => driver == "playwright" && !uri.AbsolutePath.Contains("/devtools/", StringComparison.Ordinal) ? RemoteBrowserKind.PlaywrightServer : RemoteBrowserKind.DevTools,
        };
        var remote = new RemoteBrowser(known, uri)
        {
            Headers = Environment.GetEnvironmentVariable(Authorization) is { Length: > 0 } value ? new Dictionary<string, SecretText> { ["Authorization"] = new(value) } : new Dictionary<string, SecretText>(),
        };
        remote.ThrowIfUnsafe();
        return remote;
    }

    private static ProvisioningException Wrong(string detail) => new(ProvisioningError.Of(ErrorCodes.ConfigurationInvalid, detail));
}
