using IdMelon.Provisioning.Simulator.Hosting;

namespace IdMelon.Provisioning.Simulator.OAuth;

/// <summary>The resources tokens can be for: Graph under each of its addresses.</summary>
internal static class GraphResources
{
    public static bool IsKnown(CloudHosts hosts, string resource) =>
        Uri.TryCreate(resource, UriKind.Absolute, out var address)
        && address.Scheme == Uri.UriSchemeHttps
        && address.AbsolutePath == "/"
        && hosts.IsGraph(address.Host);

    /// <summary>The audience of tokens for a resource.</summary>
    public static string AudienceOf(string resource) => $"https://{new Uri(resource).Host}";
}
