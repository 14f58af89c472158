using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using OpenQA.Selenium.BiDi;

namespace IdMelon.Provisioning.Selenium;

/// <summary>Chromium's own part of WebDriver BiDi, which leads to DevTools (https://github.com/GoogleChromeLabs/chromium-bidi).</summary>
internal sealed class ChromiumModule : Module
{
    /// <summary>Gets the event of a page that has crashed; WebDriver BiDi has none of its own.</summary>
    public static EventDescriptor<DevToolsEventArgs> Crashed { get; } = EventDescriptor<DevToolsEventArgs>.Create("goog:cdp.Inspector.targetCrashed", ChromiumJson.Default.DevToolsEventArgs);

    /// <summary>Asks for the id of a page's DevTools session.</summary>
    public async Task<string?> FindSessionAsync(string page, CancellationToken cancellationToken) =>
        (await SendAsync("goog:cdp.getSession", new() { ["context"] = page }, cancellationToken).ConfigureAwait(false)).Session;

    /// <summary>Sends a DevTools command, to a page's session or to the browser.</summary>
    public async Task<JsonElement> SendAsync(string? session, string method, JsonObject parameters, CancellationToken cancellationToken)
    {
        var command = new JsonObject { ["method"] = method, ["params"] = parameters };
        if (session is not null)
        {
            command["session"] = session;
        }

        return (await SendAsync("goog:cdp.sendCommand", command, cancellationToken).ConfigureAwait(false)).Result;
    }

    private Task<DevToolsReply> SendAsync(string method, JsonObject parameters, CancellationToken cancellationToken) =>
        ExecuteAsync(method, new Parameters { AdditionalData = parameters.ToJsonString() }, ChromiumJson.Default.Parameters, ChromiumJson.Default.DevToolsReply, null, cancellationToken);
}

/// <summary>A reply to a DevTools command, or to the question for a session.</summary>
internal sealed record DevToolsReply : EmptyResult
{
    [JsonPropertyName("session")]
    public string? Session { get; init; }

    [JsonPropertyName("result")]
    public JsonElement Result { get; init; }
}

/// <summary>An event of DevTools.</summary>
internal sealed record DevToolsEventArgs : OpenQA.Selenium.BiDi.EventArgs
{
    [JsonPropertyName("session")]
    public string? Session { get; init; }
}

[JsonSerializable(typeof(Parameters))]
[JsonSerializable(typeof(DevToolsReply))]
[JsonSerializable(typeof(DevToolsEventArgs))]
internal sealed partial class ChromiumJson : JsonSerializerContext;
