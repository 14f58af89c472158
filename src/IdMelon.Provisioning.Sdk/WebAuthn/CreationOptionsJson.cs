using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace IdMelon.Provisioning.WebAuthn;

/// <summary>Reads creation options in their JSON form (WebAuthn Level 3, <c>PublicKeyCredentialCreationOptionsJSON</c>).</summary>
internal static class CreationOptionsJson
{
    public static bool TryRead(JsonElement json, [NotNullWhen(true)] out PasskeyCreationOptions? options)
    {
        options = null;
        if (json.ValueKind != JsonValueKind.Object
            || Member(json, "user") is not { ValueKind: JsonValueKind.Object } user
            || !Base64UrlText.TryDecode(Text(user, "id"), out var userId)
            || Text(user, "name") is not { } userName
            || !Base64UrlText.TryDecode(Text(json, "challenge"), out var challenge)
            || challenge.Length == 0)
        {
            return false;
        }

        options = new PasskeyCreationOptions
        {
            RelyingPartyId = Member(json, "rp") is { ValueKind: JsonValueKind.Object } rp ? Text(rp, "id") : null,
            UserId = userId,
            UserName = userName,
            Challenge = challenge,
            Algorithms = [.. Items(json, "pubKeyCredParams").Select(Algorithm).OfType<int>()],
            Excluded = [.. Items(json, "excludeCredentials").Select(item => Base64UrlText.TryDecode(Text(item, "id"), out var id) ? id : []).Where(id => id.Length > 0).Select(id => (ReadOnlyMemory<byte>)id)],
            AsksCredProps = Member(json, "extensions") is { ValueKind: JsonValueKind.Object } extensions && Member(extensions, "credProps")?.ValueKind == JsonValueKind.True,
        };
        return true;
    }

    private static int? Algorithm(JsonElement parameter) =>
        Text(parameter, "type") == "public-key" && Member(parameter, "alg") is { ValueKind: JsonValueKind.Number } alg && alg.TryGetInt32(out var number) ? number : null;

    private static JsonElement? Member(JsonElement json, string name) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var member) ? member : null;

    private static string? Text(JsonElement json, string name) =>
        Member(json, name) is { ValueKind: JsonValueKind.String } member ? member.GetString() : null;

    private static IEnumerable<JsonElement> Items(JsonElement json, string name) =>
        Member(json, name) is { ValueKind: JsonValueKind.Array } member ? member.EnumerateArray() : [];
}
