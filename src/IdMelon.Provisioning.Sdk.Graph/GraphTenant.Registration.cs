using System.Globalization;
using System.Text.Json;
using IdMelon.Provisioning.Graph.Errors;
using IdMelon.Provisioning.Graph.Registration;
using IdMelon.Provisioning.Requests;
using IdMelon.Provisioning.Tenants;
using IdMelon.Provisioning.WebAuthn;
using Microsoft.Graph.Models.ODataErrors;
using Microsoft.Kiota.Abstractions;
using Microsoft.Kiota.Abstractions.Serialization;

namespace IdMelon.Provisioning.Graph;

/// <content>Passkeys: offers, registration, removal. Microsoft.Graph 5 has no types for the first two, so their requests are built by hand.</content>
public sealed partial class GraphTenant
{
    private const int LongestName = 30;

    private static readonly Dictionary<string, ParsableFactory<IParsable>> ErrorMapping = new() { ["XXX"] = ODataError.CreateFromDiscriminatorValue };

    /// <inheritdoc/>
    public Task<Attempt<PasskeyRegistrationOffer>> OfferAsync(UserPrincipalName user, CancellationToken cancellationToken)
    {
        Require(user);
        return ExplainedAsync(TenantCall.OfferRegistration, CallAsync(TenantCall.OfferRegistration, user, async () =>
        {
            // The plain function is that of v1.0; a longer challenge is had in beta only (known clients, Graph's reference).
            var path = client.Users[user.ToString()].Authentication.Fido2Methods.ToGetRequestInformation().URI.GetLeftPart(UriPartial.Path);
            var request = new RequestInformation
            {
                HttpMethod = Method.GET,
                URI = challengeTimeout is { } timeout
                    ? new Uri(string.Create(CultureInfo.InvariantCulture, $"{path.Replace("/v1.0/", "/beta/", StringComparison.Ordinal)}/creationOptions(challengeTimeoutInMinutes={(int)timeout.TotalMinutes})"))
                    : new Uri($"{path}/creationOptions"),
            };
            request.AddRequestOptions([retry.ForRepeatable()]);
            using var answer = await SendAsync(request, cancellationToken).ConfigureAwait(false);
            var offer = OfferReader.Read(answer.RootElement);
            if (offer.TryGet(out var offered, out _))
            {
                logger.RegistrationOffered(user.Masked, offered.Options.Excluded.Count);
            }

            return offer;
        }, cancellationToken));
    }

    /// <inheritdoc/>
    public Task<Attempt<DirectoryPasskey>> RegisterAsync(UserPrincipalName user, string displayName, PasskeyRegistration registration, CancellationToken cancellationToken)
    {
        Require(user);
        ArgumentException.ThrowIfNullOrWhiteSpace(displayName);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(displayName.Length, LongestName, nameof(displayName));
        ArgumentNullException.ThrowIfNull(registration);
        return ExplainedAsync(TenantCall.RegisterPasskey, CallAsync(TenantCall.RegisterPasskey, user, async () =>
        {
            var request = client.Users[user.ToString()].Authentication.Fido2Methods.ToGetRequestInformation();
            request.HttpMethod = Method.POST;
            using var body = new MemoryStream(RegistrationBody.Write(displayName, registration));
            request.SetStreamContent(body, "application/json");
            request.AddRequestOptions([retry.ForCreation()]);
            using var answer = await SendAsync(request, cancellationToken).ConfigureAwait(false);
            if (Text(answer.RootElement, "id") is not { Length: > 0 } id)
            {
                // It was registered all the same: to the caller this is a lost reply.
                return ErrorReader.Unreadable(TenantCall.RegisterPasskey, "It lacks the passkey's id.");
            }

            logger.PasskeyRegistered(user.Masked, id);
            return (Attempt<DirectoryPasskey>)new DirectoryPasskey(
                id,
                Text(answer.RootElement, "displayName"),
                DateTimeOffset.TryParse(Text(answer.RootElement, "createdDateTime"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var created) ? created : null,
                Guid.TryParse(Text(answer.RootElement, "aaGuid"), out var aaguid) ? aaguid : null);
        }, cancellationToken));
    }

    /// <inheritdoc/>
    public Task<Attempt<bool>> RemovePasskeyAsync(UserPrincipalName user, string passkeyId, CancellationToken cancellationToken)
    {
        Require(user);
        ArgumentException.ThrowIfNullOrWhiteSpace(passkeyId);
        return CallAsync(TenantCall.RemovePasskey, user, async () =>
        {
            try
            {
                await client.Users[user.ToString()].Authentication.Fido2Methods[passkeyId]
                    .DeleteAsync(request => request.Options.Add(retry.ForRepeatable()), cancellationToken).ConfigureAwait(false);
            }
            catch (ODataError answer) when (ErrorReader.IsGone(answer) && !ErrorReader.IsUserGone(answer))
            {
                return (Attempt<bool>)false;
            }

            logger.PasskeyRemoved(user.Masked, passkeyId);
            return (Attempt<bool>)true;
        }, cancellationToken);
    }

    private static async Task<Attempt<T>> ExplainedAsync<T>(TenantCall call, Task<Attempt<T>> sending) =>
        await sending.ConfigureAwait(false) is { Error: { } error } ? RegistrationRefusals.Explain(call, error) : await sending.ConfigureAwait(false);

    private async Task<JsonDocument> SendAsync(RequestInformation request, CancellationToken cancellationToken)
    {
        request.Headers.TryAdd("Accept", "application/json");
        var answer = await client.RequestAdapter.SendPrimitiveAsync<Stream>(request, ErrorMapping, cancellationToken).ConfigureAwait(false) ?? throw new JsonException("The answer is empty.");
        await using (answer.ConfigureAwait(false))
        {
            return await JsonDocument.ParseAsync(answer, default, cancellationToken).ConfigureAwait(false);
        }
    }

    private static string? Text(JsonElement json, string name) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var member) && member.ValueKind == JsonValueKind.String ? member.GetString() : null;
}
