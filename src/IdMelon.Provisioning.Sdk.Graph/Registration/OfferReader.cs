using System.Text.Json;
using IdMelon.Provisioning.Tenants;
using IdMelon.Provisioning.WebAuthn;

namespace IdMelon.Provisioning.Graph.Registration;

/// <summary>Reads Graph's creation options (<c>webauthnCredentialCreationOptions</c>), in every form in which they were seen.</summary>
internal static class OfferReader
{
    /// <summary>Reads the options.</summary>
    /// <returns>The offer, or <see cref="ErrorCodes.WebAuthnMalformed"/>.</returns>
    public static Attempt<PasskeyRegistrationOffer> Read(JsonElement answer)
    {
        // The beta documentation's sample wraps the options in 'value', real answers do not. A member of OData's own ('@odata.…') is nobody's business.
        var entity = Object(answer, "value") ?? answer;
        if (Object(entity, "publicKey") is not { } json)
        {
            return ProvisioningError.Of(ErrorCodes.WebAuthnMalformed, "The creation options have no 'publicKey'.");
        }

        if (!CreationOptionsJson.Read(json).TryGet(out var options, out var error))
        {
            return error;
        }

        if (string.IsNullOrWhiteSpace(options.RelyingPartyId))
        {
            return ProvisioningError.Of(ErrorCodes.WebAuthnMalformed, "The creation options name no relying party.");
        }

        var (excluded, unreadable) = ExcludedIds.Read(json);
        var expires = entity.TryGetProperty("challengeTimeoutDateTime", out var moment) && moment.ValueKind == JsonValueKind.String && moment.TryGetDateTimeOffset(out var at) ? at : (DateTimeOffset?)null;
        return new PasskeyRegistrationOffer(options with { Excluded = excluded, UnreadableExcluded = unreadable }, expires);
    }

    private static JsonElement? Object(JsonElement json, string name) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var member) && member.ValueKind == JsonValueKind.Object ? member : null;
}
