using System.Text.Json.Nodes;

namespace IdMelon.Provisioning.WebAuthn;

/// <summary>Writes a registration in its JSON form (WebAuthn Level 3, <c>RegistrationResponseJSON</c>).</summary>
internal static class RegistrationJson
{
    public static JsonObject Write(PasskeyRegistration registration)
    {
        var transports = new JsonArray();
        foreach (var transport in registration.Transports)
        {
            transports.Add((JsonNode)transport);
        }

        var extensions = new JsonObject();
        if (registration.AnswersCredProps)
        {
            extensions["credProps"] = new JsonObject { ["rk"] = true };
        }

        var id = Base64UrlText.Encode(registration.CredentialId);
        return new JsonObject
        {
            ["id"] = id,
            ["rawId"] = id,
            ["type"] = "public-key",
            ["authenticatorAttachment"] = "cross-platform",
            ["response"] = new JsonObject
            {
                ["clientDataJSON"] = Base64UrlText.Encode(registration.ClientDataJson),
                ["attestationObject"] = Base64UrlText.Encode(registration.AttestationObject),
                ["authenticatorData"] = Base64UrlText.Encode(registration.AuthenticatorData),
                ["publicKey"] = Base64UrlText.Encode(registration.SubjectPublicKeyInfo),
                ["publicKeyAlgorithm"] = registration.Algorithm,
                ["transports"] = transports,
            },
            ["clientExtensionResults"] = extensions,
        };
    }
}
