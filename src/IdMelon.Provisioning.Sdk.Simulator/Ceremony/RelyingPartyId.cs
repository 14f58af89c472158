using IdMelon.Provisioning.Simulator.Hosting;

namespace IdMelon.Provisioning.Simulator.Ceremony;

/// <summary>The rp id that the WebAuthn pages name.</summary>
internal sealed class RelyingPartyId(CloudHosts hosts, EntraSimulatorOptions options)
{
    /// <summary>The id; null where it is not known: then the browser takes the page's own host, which is the likely one.</summary>
    public string? Value => hosts.IsRpIdKnown || options.LikelyMarks ? hosts.WebAuthn : null;
}
