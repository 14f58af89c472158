using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.IdentityModel.Tokens;
using OpenIddict.Server;
using static OpenIddict.Server.OpenIddictServerHandlers;

namespace IdMelon.Provisioning.Simulator.OAuth;

/// <summary>Registers the token server: OpenIddict without stores, with Microsoft's paths and manners added by handlers.</summary>
internal static class OAuthServices
{
    // They know grants only as tokens of the library's own; ours are looked up and checked as a whole by TokenRequestHandler.
    private static readonly OpenIddictServerHandlerDescriptor[] Superseded =
    [
        Exchange.ValidateGrantType.Descriptor,
        Exchange.ValidateScopeParameter.Descriptor,
        Exchange.ValidateAuthentication.Descriptor,
        Exchange.ValidateAuthorizedParty.Descriptor,
        Exchange.ValidateResources.Descriptor,
        Exchange.ValidateAudiences.Descriptor,
        Exchange.ValidateRedirectUri.Descriptor,
        Exchange.ValidateCodeVerifier.Descriptor,
        Exchange.ValidateGrantedScopes.Descriptor,
        OpenIddictServerHandlers.RestoreInternalClaims.Descriptor,
    ];

    public static IServiceCollection AddOAuth(this IServiceCollection services, EntraSimulatorOptions options)
    {
        services.AddSingleton<TokenKeys>();
        services.AddSingleton<AccessTokenReader>();
        services.AddSingleton<ApplicationCodes>();
        services.AddSingleton<RefreshTokens>();
        services.AddSingleton<DeviceSignIns>();
        services.AddSingleton<UserGrants>();
        services.AddSingleton<ClientAssertions>();
        services.AddSingleton<ClientAuthenticator>();
        services.AddSingleton<AuthorizeReader>();
        services.AddSingleton<AuthorizeGate>();
        services.AddSingleton<DeviceCodeEndpoint>();
        services.AddSingleton<DevicePages>();
        services.AddSingleton<LogoutEndpoint>();
        services.AddOpenIddict().AddServer(server =>
        {
            server.EnableDegradedMode();
            server.SetIssuer(EntraAddresses.IssuerOf(new SimulatorTenant(options.TenantId, options.TenantName, options.TenantDisplayName)));

            // Required at start; the real addresses carry the tenant and are recognised by a handler.
            server.SetTokenEndpointUris("simulator/token");
            server.SetConfigurationEndpointUris("simulator/configuration");
            server.SetJsonWebKeySetEndpointUris("simulator/keys");
            server.AllowClientCredentialsFlow();
            server.DisableAccessTokenEncryption();
            server.DisableScopeValidation();
            server.SetAccessTokenLifetime(TokenGrantHandler.Lifetime);
            server.Configure(settings => settings.TimeProvider = options.TimeProvider);
            server.UseAspNetCore().SuppressJsonResponseIndentation();
            server.AddEventHandler(EntraPathHandler.Descriptor);
            server.AddEventHandler(EntraConfigurationHandler.Descriptor);
            server.AddEventHandler(AnyTenantIssuerHandler.Descriptor);
            server.AddEventHandler(TokenFormHandler.Descriptor);
            server.AddEventHandler(TokenRequestHandler.Descriptor);
            server.AddEventHandler(TokenGrantHandler.Descriptor);
            server.AddEventHandler(TokenShapeHandler.Descriptor);
            server.AddEventHandler(EntraReplyHandler.Descriptor);
            foreach (var check in Superseded)
            {
                server.RemoveEventHandler(check);
            }
        });
        services.AddOptions<OpenIddictServerOptions>().Configure<TokenKeys>((settings, keys) =>
        {
            settings.SigningCredentials.Add(new SigningCredentials(keys.Signing, SecurityAlgorithms.RsaSha256));
            settings.EncryptionCredentials.Add(new EncryptingCredentials(keys.Encryption, SecurityAlgorithms.Aes256KW, SecurityAlgorithms.Aes256CbcHmacSha512));
        });

        // Authentication brings data protection along, whose start would write keys to the home folder.
        services.Replace(ServiceDescriptor.Singleton<IDataProtectionProvider>(new EphemeralDataProtectionProvider()));
        var starters = services.Where(service => service.ServiceType == typeof(IHostedService) && service.ImplementationType?.FullName?.Contains("DataProtection", StringComparison.Ordinal) == true);
        foreach (var starter in starters.ToList())
        {
            services.Remove(starter);
        }

        return services;
    }
}
