using System.Security.Cryptography;
using System.Text;
using IdMelon.Provisioning.Simulator.Events;
using IdMelon.Provisioning.Simulator.Hosting;
using OpenIddict.Abstractions;
using OpenIddict.Server;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace IdMelon.Provisioning.Simulator.OAuth;

/// <summary>Checks tenant, application, secret and scope, in Entra's order. It comes before the library's own checks, so that refusals are worded as Entra words them.</summary>
internal sealed class ClientCheckHandler(SimulatorTenant tenant, CloudHosts hosts, SimulatorApplication application, SimulatorEvents events) : IOpenIddictServerHandler<ValidateTokenRequestContext>
{
    public static OpenIddictServerHandlerDescriptor Descriptor { get; } = OpenIddictServerHandlerDescriptor.CreateBuilder<ValidateTokenRequestContext>()
        .UseSingletonHandler<ClientCheckHandler>()
        .SetOrder(int.MinValue + 50_000)
        .SetType(OpenIddictServerHandlerType.Custom)
        .Build();

    public ValueTask HandleAsync(ValidateTokenRequestContext context)
    {
        var name = EntraAddresses.TenantIn(hosts, context.RequestUri, EntraAddresses.Token);
        if (Refusal(name, context.Request) is { } error)
        {
            events.Add(SimulatorEventKinds.TokenRefused, null, $"A token was refused with AADSTS{error.Number}.");
            context.Reject(error.Error, error.Description);
        }

        return ValueTask.CompletedTask;
    }

    private EntraError? Refusal(string? name, OpenIddictRequest request)
    {
        if (!tenant.IsNamed(name))
        {
            return EntraError.UnknownTenant(name);
        }

        if (string.IsNullOrEmpty(request.GrantType))
        {
            // Not a token request at all: the library's own words will do.
            return null;
        }

        if (!request.IsClientCredentialsGrantType())
        {
            return EntraError.WrongGrant();
        }

        if (!string.Equals(request.ClientId, application.ClientId, StringComparison.OrdinalIgnoreCase))
        {
            return EntraError.UnknownClient(request.ClientId, tenant);
        }

        if (string.IsNullOrEmpty(request.ClientSecret))
        {
            return EntraError.NoCredential();
        }

        if (!CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(request.ClientSecret), Encoding.UTF8.GetBytes(application.ClientSecret)))
        {
            return EntraError.WrongSecret(application.ClientId);
        }

        return EntraAddresses.ResourceOf(request.Scope) is not { } resource ? EntraError.WrongScope()
            : !GraphResources.IsKnown(hosts, resource) ? EntraError.UnknownResource(resource, tenant)
            : null;
    }
}
