using System.Buffers.Text;
using System.Text.Json.Nodes;
using IdMelon.Provisioning.Simulator.Ceremony;
using IdMelon.Provisioning.Simulator.Directory;
using IdMelon.Provisioning.Simulator.Hosting;

namespace IdMelon.Provisioning.Simulator.Graph;

/// <summary>Puts creation options together, with the values that the real service was seen to send.</summary>
internal static class CreationOptions
{
    public static JsonObject For(SimulatedUser user, Guid tenantId, CloudHosts hosts, byte[] challenge, DateTimeOffset expires, CredentialIdEncoding encoding) => new()
    {
        ["challengeTimeoutDateTime"] = GraphFormat.Time(expires),
        ["publicKey"] = new JsonObject
        {
            ["rp"] = new JsonObject { ["id"] = hosts.WebAuthn, ["name"] = "Microsoft" },
            ["user"] = new JsonObject
            {
                ["id"] = Base64Url.EncodeToString(UserHandles.For(tenantId, user)),
                ["name"] = user.UserPrincipalName,
                ["displayName"] = user.DisplayName,
            },
            ["challenge"] = Base64Url.EncodeToString(challenge),
            ["pubKeyCredParams"] = new JsonArray(Algorithm(-7), Algorithm(-257)),
            ["timeout"] = 60000,
            ["excludeCredentials"] = new JsonArray([.. user.Passkeys.Select(passkey => Excluded(passkey, encoding))]),
            ["authenticatorSelection"] = new JsonObject
            {
                ["authenticatorAttachment"] = "cross-platform",
                ["requireResidentKey"] = true,
                ["userVerification"] = "required",
            },
            ["attestation"] = "direct",
            ["extensions"] = new JsonObject
            {
                ["hmacCreateSecret"] = true,
                ["enforceCredentialProtectionPolicy"] = true,
                ["credentialProtectionPolicy"] = "userVerificationOptional",
            },
        },
    };

    private static JsonObject Algorithm(int number) => new() { ["type"] = "public-key", ["alg"] = number };

    private static JsonObject Excluded(SimulatedPasskey passkey, CredentialIdEncoding encoding) => new()
    {
        ["id"] = encoding switch
        {
            CredentialIdEncoding.PaddedBase64 => Convert.ToBase64String(passkey.CredentialId.Span),
            CredentialIdEncoding.Base64Url => Base64Url.EncodeToString(passkey.CredentialId.Span),
            _ => CredentialIdText.For(passkey.CredentialId.Span),
        },
        ["type"] = "public-key",
        ["transports"] = new JsonArray([.. passkey.Transports.Select(transport => (JsonNode)transport)]),
    };
}
