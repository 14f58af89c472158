using System.Net;
using System.Text.Json.Nodes;

namespace IdMelon.Provisioning.Simulator.Tests.OAuth;

/// <summary>Asks the token endpoint and the one for devices without a library in between.</summary>
internal static class TokenEndpoint
{
    public static Task<(HttpStatusCode Status, JsonObject Body)> AskAsync(this HttpClient http, EntraSimulator simulator, params (string Name, string Value)[] fields) =>
        http.PostAsync($"https://login.microsoftonline.com/{simulator.TenantId}/oauth2/v2.0/token", fields);

    public static async Task<(HttpStatusCode Status, JsonObject Body)> PostAsync(this HttpClient http, string address, params (string Name, string Value)[] fields)
    {
        using var content = new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value)));
        using var response = await http.PostAsync(address, content, TestContext.Current.CancellationToken);
        return (response.StatusCode, JsonNode.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!.AsObject());
    }

    /// <summary>The OAuth word and the AADSTS number of a refusal.</summary>
    public static (string Error, int Number) Refusal(this JsonObject body) => ((string)body["error"]!, (int)body["error_codes"]![0]!);
}
