using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using IdMelon.Provisioning.Authenticators;
using IdMelon.Provisioning.Local.Vaults;
using IdMelon.Provisioning.Vaults;

namespace IdMelon.Provisioning.VendorVault;

/// <summary>A vault at the vendor's backend. What is sent is sealed: neither the network nor the backend sees a key.</summary>
/// <remarks>Thread-safe. Retries are the HTTP client's; each call is sealed and numbered once, so that a repeated send is the same call.</remarks>
public sealed class HttpsVault(HttpClient http, PasskeySealer sealer) : IPasskeyVault
{
    /// <inheritdoc/>
    public bool IsDurable => true;

    /// <inheritdoc/>
    public async Task KeepPendingAsync(VaultedPasskey passkey, PrivateKeyBytes privateKey, CancellationToken cancellationToken)
    {
        var entry = sealer.Seal(passkey, privateKey).Json;
        using var content = new ReadOnlyMemoryContent(entry) { Headers = { ContentType = new MediaTypeHeaderValue("application/jose+json") } };
        await SendAsync(HttpMethod.Post, "passkeys", Convert.ToHexStringLower(SHA256.HashData(entry.Span)), content, cancellationToken);
    }

    /// <inheritdoc/>
    public Task ActivateAsync(string credentialId, CancellationToken cancellationToken) =>
        SendAsync(HttpMethod.Put, $"passkeys/{Uri.EscapeDataString(credentialId)}/active", Guid.NewGuid().ToString(), null, cancellationToken);

    /// <inheritdoc/>
    public async Task<bool> RemoveAsync(string credentialId, CancellationToken cancellationToken) =>
        await SendAsync(HttpMethod.Delete, $"passkeys/{Uri.EscapeDataString(credentialId)}", Guid.NewGuid().ToString(), null, cancellationToken, HttpStatusCode.NotFound) != HttpStatusCode.NotFound;

    /// <inheritdoc/>
    public async Task<IReadOnlyList<VaultedPasskey>> ListAsync(CancellationToken cancellationToken)
    {
        try
        {
            var kept = await http.GetFromJsonAsync<KeptEntry[]>("passkeys", cancellationToken);
            return [.. kept!.Select(entry => SealedPasskey.Parse(entry.Entry).Passkey with { State = entry.State })];
        }
        catch (Exception exception) when (IsFailure(exception, cancellationToken))
        {
            throw Failed(exception.GetType().Name);
        }
    }

    private async Task<HttpStatusCode> SendAsync(HttpMethod method, string path, string idempotencyKey, HttpContent? content, CancellationToken cancellationToken, HttpStatusCode? alsoFine = null)
    {
        try
        {
            using var request = new HttpRequestMessage(method, path) { Content = content, Headers = { { Backend.IdempotencyKey, idempotencyKey } } };
            using var response = await http.SendAsync(request, cancellationToken);
            return response.IsSuccessStatusCode || response.StatusCode == alsoFine ? response.StatusCode : throw Failed($"It answered {(int)response.StatusCode}.");
        }
        catch (Exception exception) when (IsFailure(exception, cancellationToken))
        {
            throw Failed(exception.GetType().Name);
        }
    }

    private static bool IsFailure(Exception exception, CancellationToken cancellationToken) =>
        exception is not ProvisioningException && !(exception is OperationCanceledException && cancellationToken.IsCancellationRequested);

    private static ProvisioningException Failed(string detail) => new(ProvisioningError.Of(ErrorCodes.VaultFailed, $"The vendor's backend did not do it. {detail}"));
}
