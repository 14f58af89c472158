using System.Text.Json.Nodes;
using IdMelon.Provisioning.Simulator.Hosting;
using Microsoft.AspNetCore.Http;

namespace IdMelon.Provisioning.Simulator.Graph;

/// <summary>The body of a registration.</summary>
internal sealed record PasskeyRegistration(string DisplayName, byte[] CredentialId, byte[] ClientData, byte[] AttestationObject, byte[] Challenge)
{
    private const int LongestName = 30;
    private const int DeepestClientData = 8;

    // The wording is known from a client's change log.
    private static readonly GraphError NoEntity = GraphError.Bad("The request is missing a fido2AuthenticationMethod entity");

    /// <summary>Reads the body, or says what is wrong with it. Members outside of the schema are refused, those of WebAuthn's own JSON form among them.</summary>
    public static async Task<(PasskeyRegistration? Registration, GraphError? Error)> ReadAsync(HttpContext context)
    {
        var (body, error) = await GraphBody.ReadAsync(context).ConfigureAwait(false);
        return body switch
        {
            null => (null, error),
            JsonObject entity => Read(entity),
            _ => (null, NoEntity),
        };
    }

    private static (PasskeyRegistration? Registration, GraphError? Error) Read(JsonObject entity)
    {
        if (entity["publicKeyCredential"] is not JsonObject credential)
        {
            return (null, NoEntity);
        }

        if ((Foreign(entity, "displayName", "publicKeyCredential") ?? Foreign(credential, "id", "response", "clientExtensionResults")) is { } member)
        {
            return (null, GraphError.WrongMember(member));
        }

        if (credential["response"] is not JsonObject response)
        {
            return (null, GraphError.WrongMember("response"));
        }

        if (Foreign(response, "clientDataJSON", "attestationObject") is { } unknown)
        {
            return (null, GraphError.WrongMember(unknown));
        }

        if (GraphBody.Text(entity["displayName"]) is not { Length: > 0 and <= LongestName } name || string.IsNullOrWhiteSpace(name))
        {
            return (null, GraphError.Bad($"displayName must have 1 to {LongestName} characters."));
        }

        return TolerantBytes.Read(GraphBody.Text(credential["id"])) is not { } id ? (null, GraphError.WrongMember("id"))
            : TolerantBytes.Read(GraphBody.Text(response["attestationObject"])) is not { } attestation ? (null, GraphError.WrongMember("attestationObject"))
            : TolerantBytes.Read(GraphBody.Text(response["clientDataJSON"])) is not { } clientData || ChallengeIn(clientData) is not { } challenge
                ? (null, GraphError.WrongMember("clientDataJSON"))
            : (new(name, id, clientData, attestation, challenge), null);
    }

    private static string? Foreign(JsonObject item, params string[] known) => item.Select(member => member.Key).FirstOrDefault(name => !known.Contains(name) && !GraphBody.IsAnnotation(name));

    private static byte[]? ChallengeIn(byte[] clientData) =>
        StrictJson.Parse(clientData, DeepestClientData).Value is JsonObject data ? TolerantBytes.Read(GraphBody.Text(data["challenge"])) : null;
}
