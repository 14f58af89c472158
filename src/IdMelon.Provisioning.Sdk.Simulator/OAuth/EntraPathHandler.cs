using IdMelon.Provisioning.Simulator.Hosting;
using OpenIddict.Server;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace IdMelon.Provisioning.Simulator.OAuth;

/// <summary>Recognises Microsoft's tenant-first paths, for any tenant: an unknown one gets its refusal later.</summary>
internal sealed class EntraPathHandler(CloudHosts hosts) : IOpenIddictServerHandler<ProcessRequestContext>
{
    public static OpenIddictServerHandlerDescriptor Descriptor { get; } = OpenIddictServerHandlerDescriptor.CreateBuilder<ProcessRequestContext>()
        .UseSingletonHandler<EntraPathHandler>()
        .SetOrder(OpenIddictServerHandlers.InferEndpointType.Descriptor.Order + 1)
        .SetType(OpenIddictServerHandlerType.Custom)
        .Build();

    public ValueTask HandleAsync(ProcessRequestContext context)
    {
        context.EndpointType =
            EntraAddresses.TenantIn(hosts, context.RequestUri, EntraAddresses.Token) is not null ? OpenIddictServerEndpointType.Token
            : EntraAddresses.TenantIn(hosts, context.RequestUri, EntraAddresses.Configuration) is not null ? OpenIddictServerEndpointType.Configuration
            : EntraAddresses.TenantIn(hosts, context.RequestUri, EntraAddresses.Keys) is not null ? OpenIddictServerEndpointType.JsonWebKeySet
            : OpenIddictServerEndpointType.Unknown;
        return ValueTask.CompletedTask;
    }
}
