using IdMelon.Provisioning.Simulator.Hosting;
using OpenIddict.Server;
using static OpenIddict.Abstractions.OpenIddictConstants;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace IdMelon.Provisioning.Simulator.OAuth;

/// <summary>Writes the issuer of a discovery document for any tenant: it has a place to fill in, which no address can have.</summary>
internal sealed class AnyTenantIssuerHandler(CloudHosts hosts) : IOpenIddictServerHandler<ApplyConfigurationResponseContext>
{
    public static OpenIddictServerHandlerDescriptor Descriptor { get; } = OpenIddictServerHandlerDescriptor.CreateBuilder<ApplyConfigurationResponseContext>()
        .UseSingletonHandler<AnyTenantIssuerHandler>()
        .SetOrder(int.MinValue + 50_000)
        .SetType(OpenIddictServerHandlerType.Custom)
        .Build();

    public ValueTask HandleAsync(ApplyConfigurationResponseContext context)
    {
        if (string.IsNullOrEmpty(context.Error) && EntraAddresses.IsShared(EntraAddresses.TenantIn(hosts, context.RequestUri, EntraAddresses.Configuration)))
        {
            context.Response[Metadata.Issuer] = $"https://{context.RequestUri!.Host}/{{tenantid}}/v2.0";
        }

        return ValueTask.CompletedTask;
    }
}
