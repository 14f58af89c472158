using System.Text.Json.Nodes;
using IdMelon.Provisioning.Simulator.Directory;

namespace IdMelon.Provisioning.Simulator.Graph;

/// <summary>A passkey as Graph shows it.</summary>
internal static class PasskeyShape
{
    public const string Methods = "fido2Methods";
    public const string Path = "/users/{user}/authentication/" + Methods;

    public static JsonObject Of(SimulatedPasskey passkey) => new()
    {
        ["id"] = passkey.Id,
        ["displayName"] = passkey.DisplayName,
        ["createdDateTime"] = GraphFormat.Time(passkey.CreatedDateTime),
        ["aaGuid"] = passkey.Aaguid.ToString(),
        ["model"] = AuthenticatorModels.NameOf(passkey.Aaguid),
        ["attestationCertificates"] = new JsonArray([.. passkey.AttestationCertificates.Select(certificate => (JsonNode)Convert.ToBase64String(certificate.Span))]),
        ["attestationLevel"] = passkey.IsAttested ? "attested" : "notAttested",
        ["passkeyType"] = passkey.IsSynced ? "synced" : "deviceBound",
    };
}
