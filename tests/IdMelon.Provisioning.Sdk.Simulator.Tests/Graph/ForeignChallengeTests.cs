using IdMelon.Provisioning.Simulator.Events;
using Shouldly;
using Xunit;

namespace IdMelon.Provisioning.Simulator.Tests.Graph;

public sealed class ForeignChallengeTests : GraphTest
{
    [Fact]
    public async Task What_is_posted_for_another_user_leaves_the_challenge_to_its_owner()
    {
        var eve = Simulator.Directory.AddUser("eve@contoso.example");
        var options = await SendAsync("GET", $"/v1.0/users/{User.Id}/authentication/fido2Methods/creationOptions");
        var body = options.Answered().Body();

        var stolen = await SendAsync("POST", $"/v1.0/users/{eve.Id}/authentication/fido2Methods", body);
        var own = await SendAsync("POST", $"/v1.0/users/{User.Id}/authentication/fido2Methods", body);

        stolen.Status.ShouldBe(400);
        Simulator.Events.Of(SimulatorEventKinds.RegistrationRefused).ShouldHaveSingleItem().Text.ShouldBe("The challenge was made for another user.");
        own.Status.ShouldBe(201);
        eve.Passkeys.ShouldBeEmpty();
    }
}
