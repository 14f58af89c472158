using System.Net.Http.Headers;
using IdMelon.Provisioning.Local.Vaults;
using IdMelon.Provisioning.Vaults;
using Microsoft.Extensions.Http.Resilience;

namespace IdMelon.Provisioning.VendorVault;

/// <summary>Registers the vault for a program that provisions.</summary>
public static class VendorVaultServiceCollectionExtensions
{
    /// <summary>Adds an <see cref="HttpsVault"/> whose calls are repeated until the backend has answered.</summary>
    public static IHttpClientBuilder AddVendorVault(this IServiceCollection services, Uri backend, SecretText token, PasskeySealer sealer, Action<HttpStandardResilienceOptions>? configure = null)
    {
        var client = services.AddSingleton(sealer).AddHttpClient<IPasskeyVault, HttpsVault>(http =>
        {
            http.BaseAddress = backend.Scheme == Uri.UriSchemeHttps ? backend : throw new ArgumentException("The backend's address begins with https.", nameof(backend));
            http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token.Reveal());
        });

        // Safe for calls that change something, too: the backend knows them by their idempotency key.
        client.AddStandardResilienceHandler(options =>
        {
            options.Retry.MaxRetryAttempts = 5;
            configure?.Invoke(options);
        });
        return client;
    }
}
