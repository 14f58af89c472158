using System.Net.Http.Json;
using System.Text.Json.Nodes;
using IdMelon.Provisioning.Simulator.OAuth;
using Microsoft.Playwright;

namespace IdMelon.Provisioning.Simulator;

/// <summary>Where a walk through the pages may begin.</summary>
internal static class SceneEntry
{
    private const string Authority = "https://login.microsoftonline.com/common/oauth2/v2.0";

    public static Task SecurityInfo(EntraSimulator simulator, IPage page) => page.GotoAsync("https://mysignins.microsoft.com/security-info");

    public static Func<EntraSimulator, IPage, Task> To(string address) => (_, page) => page.GotoAsync(address);

    /// <summary>A device asks for a code, and a person types it.</summary>
    public static async Task DeviceAsync(EntraSimulator simulator, IPage page)
    {
        using var device = new HttpClient(simulator.CreateHandler());
        using var form = new FormUrlEncodedContent([new("client_id", Client(simulator, isPublic: true).ClientId), new("scope", "openid")]);
        using var response = await device.PostAsync(new Uri(Authority + "/devicecode"), form);
        var answer = await response.Content.ReadFromJsonAsync<JsonObject>();
        await page.GotoAsync((string)answer!["verification_uri"]!);
        await page.FillAsync("main input[type=text]", (string)answer["user_code"]!);
        await page.ClickAsync("main button");
    }

    /// <summary>An application asks that the browser post its answer to it.</summary>
    /// <param name="isPublic">Whether it is a public client, which is refused for want of a challenge.</param>
    public static async Task FormPostAsync(EntraSimulator simulator, IPage page, bool isPublic, bool answersPost = true)
    {
        if (answersPost)
        {
            await page.RouteAsync("http://localhost/**", route => route.FulfillAsync(new() { ContentType = "text/html", Body = "<title>posted</title>" }));
        }

        await page.GotoAsync(
            $"{Authority}/authorize?client_id={Client(simulator, isPublic).ClientId}&redirect_uri=http%3A%2F%2Flocalhost&response_type=code&response_mode=form_post&scope=openid&state=s&client_info=1",
            new() { WaitUntil = WaitUntilState.Commit });
    }

    /// <summary>A form is posted to the page that creates a passkey that nobody gave out, or long ago.</summary>
    public static async Task OldCeremonyAsync(EntraSimulator simulator, IPage page)
    {
        var action = $"/{simulator.Tenant.Id}/fido/create";
        await page.GotoAsync("https://login.microsoft.com/simulator-assets/elsewhere");
        await page.RunAndWaitForResponseAsync(
            () => page.EvaluateAsync("action => { const form = Object.assign(document.createElement('form'), { method: 'post', action }); document.body.append(form); form.submit(); }", action),
            response => response.Url.EndsWith(action, StringComparison.Ordinal));
    }

    private static SimulatorApplication Client(EntraSimulator simulator, bool isPublic)
    {
        var application = simulator.Applications.Add("Desk program");
        application.IsPublicClient = isPublic;
        application.RedirectUris = ["http://localhost"];
        return application;
    }
}
