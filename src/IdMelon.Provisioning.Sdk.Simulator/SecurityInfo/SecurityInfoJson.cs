using System.Globalization;
using System.Text.Json.Nodes;
using IdMelon.Provisioning.Simulator.Directory;
using IdMelon.Provisioning.Simulator.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace IdMelon.Provisioning.Simulator.SecurityInfo;

/// <summary>The shapes of the JSON behind Security info.</summary>
internal static class SecurityInfoJson
{
    public static JsonObject Answer(SecurityInfoError error, VerificationState state = VerificationState.Unknown, int type = MethodType.Passkey) => new()
    {
        ["Type"] = type,
        ["VerificationState"] = (int)state,
        ["Data"] = null,
        ["ErrorCode"] = (int)error,
    };

    public static JsonNode Device(SimulatedPasskey passkey) => new JsonObject
    {
        ["Id"] = passkey.Id,
        ["CredentialId"] = WebEncoders.Base64UrlEncode(passkey.CredentialId.Span),
        ["DisplayName"] = passkey.DisplayName,
        ["CreationTime"] = passkey.CreatedDateTime.ToString("O", CultureInfo.InvariantCulture),
        ["AaGuid"] = passkey.Aaguid.ToString(),
        ["PasskeyType"] = passkey.IsSynced ? "synced" : "deviceBound",
    };

    public static string? Text(JsonObject body, string name) => Json.Text(body[name]);

    public static int? Number(JsonObject body, string name) => Json.Number(body[name]);

    /// <summary>Reads bytes written as base64url; null if there are none or they are something else.</summary>
    public static byte[]? Bytes(JsonObject body, string name)
    {
        try
        {
            return Text(body, name) is { Length: > 0 } text ? WebEncoders.Base64UrlDecode(text) : null;
        }
        catch (FormatException)
        {
            return null;
        }
    }

    public static Task WriteAsync(HttpContext http, JsonObject answer)
    {
        http.Response.ContentType = "application/json; charset=utf-8";
        http.Response.Headers.CacheControl = "no-store";
        return http.Response.WriteAsync(answer.ToJsonString(), http.RequestAborted);
    }
}
