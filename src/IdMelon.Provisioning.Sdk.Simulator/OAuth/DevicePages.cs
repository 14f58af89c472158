using System.Text.Json.Nodes;
using IdMelon.Provisioning.Simulator.Hosting;
using IdMelon.Provisioning.Simulator.Languages;
using IdMelon.Provisioning.Simulator.SignIn;
using Microsoft.AspNetCore.Http;

namespace IdMelon.Provisioning.Simulator.OAuth;

/// <summary>The pages on which a user lets a device in: the code is typed, the usual sign-in follows, and the user says whether the device is meant.</summary>
/// <remarks>No mark of these pages is known, so they have none: what their script sends goes as JSON, and no element has a name.</remarks>
internal sealed class DevicePages(DeviceSignIns devices, PageShell shell, LanguageChoice languages, CloudHosts hosts)
{
    public const string EntryPath = "/device";
    public const string ConfirmPath = "/device/confirm";

    public static string AddressIn(CloudHosts hosts) => hosts.WebAuthnOrigin + EntryPath;

    public Task ShowEntryAsync(HttpContext http) => WriteAsync(http, null);

    public async Task EnterAsync(HttpContext http)
    {
        var body = await RequestReader.ReadJsonAsync(http).ConfigureAwait(false);
        var ticket = Value<string>(body, "code") is { } typed ? devices.Enter(typed) : null;
        await Json.WriteAsync(http, new JsonObject
        {
            ["next"] = ticket is null ? null : $"{hosts.SignInOrigin}/common{EntraAddresses.Authorize}?{AuthorizeRequest.DeviceTicket}={ticket}",
        }).ConfigureAwait(false);
    }

    public Task ShowConfirmationAsync(HttpContext http) => WriteAsync(http, devices.FindSignedIn(http.Request.Query[AuthorizeRequest.DeviceTicket]));

    public async Task ConfirmAsync(HttpContext http)
    {
        var body = await RequestReader.ReadJsonAsync(http).ConfigureAwait(false);
        var accepts = Value<bool?>(body, "accepts");
        var decided = accepts is not null && devices.Decide(Value<string>(body, "ticket"), accepts.Value);
        await Json.WriteAsync(http, new JsonObject { ["decided"] = decided }).ConfigureAwait(false);
    }

    private static T? Value<T>(JsonObject? body, string name) => body?[name] is JsonValue value && value.TryGetValue<T>(out var found) ? found : default;

    private Task WriteAsync(HttpContext http, DeviceSignIn? signIn)
    {
        var language = languages.Of(http.Request);
        var config = SignInConfig.Shell(hosts, language, null);
        config["sPOST_Username"] = signIn?.Candidate?.User.UserPrincipalName ?? "";
        if (signIn is not null)
        {
            config["sAppName"] = signIn.Application.DisplayName;
        }

        PageUser.Note(http, signIn?.Candidate?.User);
        return shell.WriteSignInPageAsync(http, language, new(null, config, ["device", "cmsi", "common"]) { Scripts = ["device.js"] });
    }
}
