using System.Text.Json.Nodes;
using IdMelon.Provisioning.Simulator.Hosting;
using IdMelon.Provisioning.Simulator.OAuth;
using Microsoft.AspNetCore.Http;

namespace IdMelon.Provisioning.Simulator.Control;

/// <summary>What a program must know to use the tenant, for programs that only have the token.</summary>
internal sealed class ConnectionResource(CloudHosts hosts, EntraSimulatorOptions options) : IControlResource
{
    /// <summary>Gets or sets the tenant that answers; set before anybody can know the token.</summary>
    public EntraSimulator Simulator { get; set; } = null!;

    public IEnumerable<ControlRoute> Routes => [new(HttpMethods.Get, "connection", _ => new(ControlReply.Ok(Shape(Simulator))))];

    private JsonObject Shape(EntraSimulator simulator) => new()
    {
        ["controlAddress"] = simulator.ControlAddress.AbsoluteUri,
        ["port"] = simulator.Port,
        ["cloud"] = TenantResource.NameOf(options.Cloud),
        ["seed"] = simulator.Seed,
        ["tenant"] = TenantResource.Shape(simulator.Tenant),
        ["clientId"] = simulator.ClientId,
        ["clientSecret"] = simulator.ClientSecret,
        ["tokenEndpoint"] = $"{hosts.SignInOrigin}/{simulator.TenantId}{EntraAddresses.Token}",
        ["hosts"] = new JsonObject
        {
            ["signIn"] = List(hosts.SignIn),
            ["webAuthn"] = hosts.WebAuthn,
            ["securityInfo"] = hosts.SecurityInfo,
            ["graph"] = List(hosts.Graph),
        },
        ["chromiumArguments"] = List(simulator.ChromiumArguments),
        ["certificatePin"] = simulator.CertificatePin,
        ["certificateAuthority"] = simulator.CertificateAuthority.ExportCertificatePem(),
    };

    private static JsonArray List(IEnumerable<string> texts) => new([.. texts.Select(text => (JsonNode?)text)]);
}
