using System.Text.Json;
using System.Text.Json.Nodes;

namespace IdMelon.Provisioning.WebAuthn;

/// <summary>Reads and writes a registration in its JSON form (WebAuthn Level 3 §5.2.1, <c>RegistrationResponseJSON</c>).</summary>
/// <remarks>Reading is tolerant: what the attestation object says goes before the copies beside it. Writing is strict. Thread-safe.</remarks>
public static class RegistrationJson
{
    /// <summary>Reads a registration.</summary>
    /// <returns>The registration, or <see cref="ErrorCodes.WebAuthnMalformed"/>.</returns>
    public static Attempt<PasskeyRegistration> Read(JsonElement json)
    {
        if (!WebAuthnJson.ReadId(json).TryGet(out var id, out var error))
        {
            return error;
        }

        var response = json.Object("response");
        if (response?.Bytes("clientDataJSON") is not { } clientData || response?.Bytes("attestationObject") is not { } attestation)
        {
            return WebAuthnJson.Malformed("'response' lacks 'clientDataJSON' or 'attestationObject'.");
        }

        if (!AttestationObject.Read(attestation).TryGet(out var statement, out error) || !AuthenticatorData.Read(statement.AuthenticatorData).TryGet(out var data, out error))
        {
            return error;
        }

        if (data.Credential is not { } credential || !credential.CredentialId.Span.SequenceEqual(id))
        {
            return WebAuthnJson.Malformed("The authenticator data hold another credential than 'id' names, or none.");
        }

        if (!CosePublicKey.Read(credential.PublicKey).TryGet(out var key, out error))
        {
            return error;
        }

        var results = json.Object("clientExtensionResults");
        return new PasskeyRegistration
        {
            CredentialId = id,
            ClientDataJson = clientData,
            AttestationObject = attestation,
            AuthenticatorData = statement.AuthenticatorData,
            SubjectPublicKeyInfo = key.SubjectPublicKeyInfo,
            Algorithm = key.Algorithm,
            Transports = response.Value.Texts("transports"),
            Attachment = json.Text("authenticatorAttachment"),
            IsDiscoverable = results?.Object("credProps")?.Truth("rk"),
            HasHmacSecret = results?.Truth("hmacCreateSecret"),
            HasPrf = results?.Object("prf")?.Truth("enabled"),
            PrfResults = WebAuthnJson.ReadValues(results?.Object("prf")?.Object("results")),
        };
    }

    /// <summary>Parses and reads a registration.</summary>
    /// <param name="utf8">JSON in UTF-8.</param>
    /// <returns>The registration, or <see cref="ErrorCodes.WebAuthnMalformed"/>.</returns>
    public static Attempt<PasskeyRegistration> Read(ReadOnlyMemory<byte> utf8) => WebAuthnJson.Parse(utf8, Read);

    /// <summary>Writes a registration.</summary>
    public static JsonObject Write(PasskeyRegistration registration)
    {
        ArgumentNullException.ThrowIfNull(registration);
        var response = new JsonObject
        {
            ["clientDataJSON"] = Base64UrlText.Encode(registration.ClientDataJson),
            ["attestationObject"] = Base64UrlText.Encode(registration.AttestationObject),
            ["authenticatorData"] = Base64UrlText.Encode(registration.AuthenticatorData),
        };
        if (!registration.SubjectPublicKeyInfo.IsEmpty)
        {
            response["publicKey"] = Base64UrlText.Encode(registration.SubjectPublicKeyInfo);
        }

        response["publicKeyAlgorithm"] = registration.Algorithm;
        response["transports"] = WebAuthnJson.Texts(registration.Transports);
        return WebAuthnJson.Credential(registration.CredentialId, registration.Attachment, response, WriteResults(registration));
    }

    private static JsonObject WriteResults(PasskeyRegistration registration)
    {
        var results = new JsonObject();
        if (registration.IsDiscoverable is { } discoverable)
        {
            results["credProps"] = new JsonObject { ["rk"] = discoverable };
        }

        if (registration.HasHmacSecret is { } secret)
        {
            results["hmacCreateSecret"] = secret;
        }

        if (registration.HasPrf is { } prf)
        {
            var json = new JsonObject { ["enabled"] = prf };
            if (registration.PrfResults is { } values)
            {
                json["results"] = WebAuthnJson.Write(values);
            }

            results["prf"] = json;
        }

        return results;
    }
}
