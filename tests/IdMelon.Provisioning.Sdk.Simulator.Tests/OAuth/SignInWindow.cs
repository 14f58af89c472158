using System.Net;
using IdMelon.Provisioning.Simulator.Directory;
using IdMelon.Provisioning.Simulator.Pages;
using Microsoft.AspNetCore.WebUtilities;
using System.Text.Json.Nodes;
using Xunit;

namespace IdMelon.Provisioning.Simulator.Tests.OAuth;

/// <summary>A private window in which a person with an access pass signs in for an application.</summary>
internal sealed class SignInWindow(EntraSimulator simulator) : IDisposable
{
    public const string Pass = "Window+7*%&k";

    public PageClient Page { get; } = new(Handler(simulator), "en-US", TestContext.Current.CancellationToken);

    /// <summary>Goes through the pages.</summary>
    /// <returns>Where the browser ends up.</returns>
    public async Task<Uri?> SignInAsync(string address, SimulatedUser user)
    {
        await Page.GetAsync(address);
        if (Page.Status == HttpStatusCode.Redirect)
        {
            return Page.Location;
        }

        await Page.AskForCredentialAsync(user.UserPrincipalName);
        await Page.EnterPassAsync(Pass);
        if (Page.Status == HttpStatusCode.OK && Page.Text("pgid") == "KmsiInterrupt")
        {
            await Page.AnswerStaySignedInAsync();
        }

        return Page.Location;
    }

    /// <summary>Types a device's code, signs in and answers the question whether the device is meant.</summary>
    public async Task<bool> LetInAsync(string verificationAddress, string userCode, SimulatedUser user, bool accepts = true)
    {
        await Page.GetAsync(verificationAddress);
        if (await PostAsync(verificationAddress, new JsonObject { ["code"] = userCode }) is not { } answer || (string?)answer["next"] is not { } next)
        {
            return false;
        }

        var confirm = (await SignInAsync(next, user)).ShouldNotBeNull();
        await Page.GetAsync(confirm.AbsoluteUri);
        var ticket = QueryHelpers.ParseQuery(confirm.Query)["device_ticket"].ToString();
        return (bool)(await PostAsync("https://login.microsoftonline.com/device/confirm", new JsonObject { ["ticket"] = ticket, ["accepts"] = accepts }))["decided"]!;
    }

    public async Task<JsonObject> PostAsync(string address, JsonObject body)
    {
        using var http = new HttpClient(simulator.CreateHandler());
        using var content = new StringContent(body.ToJsonString(), null, "application/json");
        using var response = await http.PostAsync(address, content, TestContext.Current.CancellationToken);
        return JsonNode.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!.AsObject();
    }

    public void Dispose() => Page.Dispose();

    private static HttpMessageHandler Handler(EntraSimulator simulator)
    {
        var handler = simulator.CreateHandler().ShouldBeOfType<SocketsHttpHandler>();
        handler.AllowAutoRedirect = false;
        handler.UseCookies = false;
        return handler;
    }
}
