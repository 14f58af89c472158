using IdMelon.Provisioning.Simulator.Pages;
using IdMelon.Provisioning.Simulator.Tests.OAuth;

namespace IdMelon.Provisioning.Simulator.Tests.Graph;

/// <summary>How to reach an authenticator: told by the browser at registration, wanted by the next one.</summary>
public sealed class PasskeyTransportTests : PagesFixture
{
    [Theory]
    [InlineData("usb,nfc", "usb nfc")]
    [InlineData(" internal , hybrid,internal", "internal hybrid")]
    [InlineData("smart-card,later-invention", "smart-card later-invention")]
    [InlineData("", "")]
    [InlineData("<b>,USB,usb;nfc,,\"", "")]
    public async Task Transports_of_a_registration_are_in_the_options_of_the_next(string told, string kept)
    {
        await SignInAsync();
        await Window.RegisterAsync(challenge => new() { Challenge = challenge, Transports = told });

        using var http = new HttpClient(Simulator.CreateHandler());
        http.DefaultRequestHeaders.Authorization = new("Bearer", await SimulatorClients.TokenAsync(Simulator, TestContext.Current.CancellationToken));
        using var reply = await http.GetAsync($"https://graph.microsoft.com/v1.0/users/{Ada.Id}/authentication/fido2Methods/creationOptions", TestContext.Current.CancellationToken);
        var options = await RawReply.ReadAsync(reply, TestContext.Current.CancellationToken);

        string.Join(' ', Ada.Passkeys.ShouldHaveSingleItem().Transports).ShouldBe(kept);
        var excluded = options.Body!["publicKey"]!["excludeCredentials"]!.AsArray().ShouldHaveSingleItem()!;
        string.Join(' ', excluded["transports"]!.AsArray().Select(transport => (string)transport!)).ShouldBe(kept);
    }
}
