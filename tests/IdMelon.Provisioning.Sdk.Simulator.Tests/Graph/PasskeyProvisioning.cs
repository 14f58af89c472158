using System.Buffers.Text;
using System.Text;
using System.Text.Json.Nodes;
using IdMelon.Provisioning.Simulator.Pages;

namespace IdMelon.Provisioning.Simulator.Tests.Graph;

/// <summary>What a program that provisions passkeys reads and writes.</summary>
internal static class PasskeyProvisioning
{
    /// <summary>What an authenticator makes of creation options.</summary>
    public static Registration Answered(this RawReply options, Registration? from = null)
    {
        var challenge = (string)options.Body!["publicKey"]!["challenge"]!;
        return (from ?? new()) with { Challenge = Encoding.ASCII.GetString(Base64Url.DecodeFromChars(challenge)) };
    }

    /// <summary>The body of a registration, with bytes in the encoding of choice.</summary>
    public static string Body(this Registration registration, string name = "Ada's key", Func<byte[], string>? encode = null)
    {
        encode ??= Base64UrlText;
        return new JsonObject
        {
            ["displayName"] = name,
            ["publicKeyCredential"] = new JsonObject
            {
                ["id"] = encode(registration.ClaimedId ?? registration.CredentialId),
                ["response"] = new JsonObject
                {
                    ["clientDataJSON"] = encode(registration.ClientData()),
                    ["attestationObject"] = encode(registration.AttestationObject()),
                },
            },
        }.ToJsonString();
    }

    private static string Base64UrlText(byte[] bytes) => Base64Url.EncodeToString(bytes);
}
