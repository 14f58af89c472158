using System.Buffers.Text;
using System.Text.Json.Nodes;
using IdMelon.Provisioning.Simulator.Hosting;
using IdMelon.Provisioning.Simulator.SignIn;
using Microsoft.AspNetCore.Http;

namespace IdMelon.Provisioning.Simulator.Ceremony;

/// <summary>What the sign-in page asks of the page that signs in with a passkey.</summary>
internal sealed record PasskeySignInRequest(
    string ServerChallenge, IReadOnlyList<string> CredentialIds, string PostBackUrl, string CancelUrl, string Context, string Canary, string FlowToken, string UserName,
    string CorrelationId)
{
    /// <summary>Reads what was posted.</summary>
    /// <returns>The request; null if something is missing, or if the answer would go anywhere but to the sign-in host.</returns>
    public static PasskeySignInRequest? Read(IFormCollection form, CloudHosts hosts)
    {
        string Get(string name) => form[name].ToString();

        var needed = new[] { "serverChallenge", "postBackUrl", "ctx", "canary", "flowToken" };
        return Array.TrueForAll(needed, name => Get(name).Length > 0)
            && CredentialsIn(Get("credentialsJson")) is { } credentials
            && LeadsToSignIn(Get("postBackUrl"), hosts)
            && LeadsToSignIn(Get("cancelUrl"), hosts)
                ? new(
                    Get("serverChallenge"), credentials, Get("postBackUrl"), Get("cancelUrl"), Get("ctx"), Get("canary"), Get("flowToken"), Get("username"),
                    Guid.TryParse(Get("correlationId"), out var id) ? id.ToString() : Guid.NewGuid().ToString())
                : null;
    }

    private static bool LeadsToSignIn(string address, CloudHosts hosts) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri)
        && uri.Scheme == Uri.UriSchemeHttps && uri.IsDefaultPort && uri.UserInfo.Length == 0 && hosts.IsSignIn(uri.Host);

    /// <summary>Reads a list of credential ids; an empty field is an empty list.</summary>
    /// <returns>The ids, base64url; null if it is no such list.</returns>
    public static IReadOnlyList<string>? CredentialsIn(string json)
    {
        if (RequestReader.ParseJson(json.Length > 0 ? json : "[]") is not JsonArray array)
        {
            return null;
        }

        var ids = array.Select(entry => entry is JsonValue value && value.TryGetValue<string>(out var id) && Base64Url.IsValid(id) ? id : null).ToList();
        return ids.Contains(null) ? null : ids.ConvertAll(id => id!);
    }
}
