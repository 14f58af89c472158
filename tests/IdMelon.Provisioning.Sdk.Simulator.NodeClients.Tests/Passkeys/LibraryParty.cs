using System.Buffers.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using IdMelon.Provisioning.Simulator.NodeClients.WebAuthn;
using IdMelon.Provisioning.WebAuthn;

namespace IdMelon.Provisioning.Simulator.NodeClients.Passkeys;

/// <summary>A relying party that uses <c>@simplewebauthn/server</c>, unchanged.</summary>
internal static class LibraryParty
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Lets the library make options for a registration of each kind.</summary>
    public static async Task<IReadOnlyList<PasskeyCreationOptions>> CreationOptionsAsync(IReadOnlyList<PasskeyKind> kinds)
    {
        var input = new JsonObject
        {
            ["registrations"] = new JsonArray([.. kinds.Select(kind => (JsonNode)new JsonObject
            {
                ["attestationType"] = kind.Attestation,
                ["supportedAlgorithmIDs"] = new JsonArray(kind.Algorithm),
                ["authenticatorSelection"] = new JsonObject { ["residentKey"] = "required", ["userVerification"] = "required" },
            })]),
        };
        var made = await NodeProgram.RunAsync("passkey-options.mjs", input, null, Token);
        return [.. kinds.Zip(made["registrations"]!.AsArray(), (kind, json) => Read(json!, CreationOptionsJson.Read) with { Extensions = kind.Extensions })];
    }

    /// <summary>Lets the library make options for sign-ins.</summary>
    public static async Task<IReadOnlyList<PasskeyRequestOptions>> RequestOptionsAsync(IEnumerable<PasskeyRegistration> registrations)
    {
        var input = new JsonObject
        {
            ["authentications"] = new JsonArray([.. registrations.Select(registration => (JsonNode)new JsonObject
            {
                ["userVerification"] = "required",
                ["allowCredentials"] = new JsonArray(new JsonObject { ["id"] = Base64Url.EncodeToString(registration.CredentialId.Span) }),
            })]),
        };
        var made = await NodeProgram.RunAsync("passkey-options.mjs", input, null, Token);
        return [.. made["authentications"]!.AsArray().Select(json => Read(json!, RequestOptionsJson.Read))];
    }

    /// <summary>Lets the library judge registrations, then sign-ins.</summary>
    public static async Task<IReadOnlyList<JsonNode>> JudgeAsync(Vendor vendor, IEnumerable<(JsonNode Response, ReadOnlyMemory<byte> Challenge)> registrations, IEnumerable<(JsonNode Response, ReadOnlyMemory<byte> Challenge, string Key, uint Count)>? authentications = null)
    {
        var input = new JsonObject
        {
            ["roots"] = new JsonArray(Base64Url.EncodeToString(vendor.Root.RawData)),
            ["registrations"] = new JsonArray([.. registrations.Select(each => (JsonNode)new JsonObject { ["response"] = each.Response, ["challenge"] = Base64Url.EncodeToString(each.Challenge.Span) })]),
            ["authentications"] = new JsonArray([.. (authentications ?? []).Select(each => (JsonNode)new JsonObject
            {
                ["response"] = each.Response,
                ["challenge"] = Base64Url.EncodeToString(each.Challenge.Span),
                ["key"] = each.Key,
                ["count"] = each.Count,
            })]),
        };
        return [.. (await NodeProgram.RunAsync("passkey-verdicts.mjs", input, null, Token)).AsArray().Select(verdict => verdict!)];
    }

    private static T Read<T>(JsonNode json, Func<JsonElement, Attempt<T>> read)
    {
        using var document = JsonDocument.Parse(json.ToJsonString());
        return read(document.RootElement).Value;
    }
}
