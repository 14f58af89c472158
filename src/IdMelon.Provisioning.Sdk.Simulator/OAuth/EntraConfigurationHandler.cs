using IdMelon.Provisioning.Simulator.Hosting;
using OpenIddict.Abstractions;
using OpenIddict.Server;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace IdMelon.Provisioning.Simulator.OAuth;

/// <summary>Writes the discovery document as Entra does: addresses under the host asked, with the tenant's id.</summary>
internal sealed class EntraConfigurationHandler(SimulatorTenant tenant, CloudHosts hosts) : IOpenIddictServerHandler<HandleConfigurationRequestContext>
{
    public static OpenIddictServerHandlerDescriptor Descriptor { get; } = OpenIddictServerHandlerDescriptor.CreateBuilder<HandleConfigurationRequestContext>()
        .UseSingletonHandler<EntraConfigurationHandler>()
        .SetOrder(int.MaxValue - 100_000)
        .SetType(OpenIddictServerHandlerType.Custom)
        .Build();

    public ValueTask HandleAsync(HandleConfigurationRequestContext context)
    {
        var asked = EntraAddresses.TenantIn(hosts, context.RequestUri, EntraAddresses.Configuration);
        if (!tenant.IsNamed(asked) && asked is not ("common" or "organizations"))
        {
            var error = EntraError.UnknownTenant(asked);
            context.Reject(error.Error, error.Description);
            return ValueTask.CompletedTask;
        }

        var root = $"https://{context.RequestUri!.Host}/{tenant.Id}";
        context.Issuer = new Uri(root + "/v2.0");
        context.AuthorizationEndpoint = new Uri(root + "/oauth2/v2.0/authorize");
        context.TokenEndpoint = new Uri(root + EntraAddresses.Token);
        context.JsonWebKeySetEndpoint = new Uri(root + EntraAddresses.Keys);
        context.SubjectTypes.Clear();
        context.SubjectTypes.Add("pairwise");
        context.Metadata["tenant_region_scope"] = new OpenIddictParameter("EU");
        context.Metadata["cloud_instance_name"] = new OpenIddictParameter(hosts.InstanceName);
        return ValueTask.CompletedTask;
    }
}
