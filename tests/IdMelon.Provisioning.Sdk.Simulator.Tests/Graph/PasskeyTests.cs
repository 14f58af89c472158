using IdMelon.Provisioning.Simulator.Directory;
using IdMelon.Provisioning.Simulator.Events;
using Microsoft.Extensions.Time.Testing;
using Microsoft.Graph.Models;
using Microsoft.Graph.Models.ODataErrors;
using Shouldly;
using Xunit;

namespace IdMelon.Provisioning.Simulator.Tests.Graph;

public sealed class PasskeyTests : GraphTest
{
    private static readonly Guid IdmelonKey = Guid.Parse("39a5647e-1853-446c-a1f6-a79bae9f5bc7");
    private readonly FakeTimeProvider time = new(DateTimeOffset.UtcNow);

    protected override EntraSimulatorOptions Options => new() { TimeProvider = time };

    [Fact]
    public async Task A_passkey_is_listed_read_and_deleted()
    {
        Register("AQID0", "packed");
        var methods = Graph.Users[User.Id.ToString()].Authentication.Fido2Methods;

        var listed = await methods.GetAsync(cancellationToken: Cancellation);
        var read = await methods["AQID0"].GetAsync(cancellationToken: Cancellation);
        await methods["AQID0"].DeleteAsync(cancellationToken: Cancellation);
        var after = await methods.GetAsync(cancellationToken: Cancellation);

        var only = listed!.Value!.ShouldHaveSingleItem();
        only.Id.ShouldBe("AQID0");
        only.DisplayName.ShouldBe("Ada's key");
        only.CreatedDateTime.ShouldBe(time.GetUtcNow());
        only.AaGuid.ShouldBe(IdmelonKey.ToString());
        only.Model.ShouldBe("IDmelon Key");
        only.AttestationLevel.ShouldBe(AttestationLevel.Attested);
        only.AdditionalData["passkeyType"].ShouldBe("deviceBound");
        read!.DisplayName.ShouldBe("Ada's key");
        after!.Value.ShouldBeEmpty();
        User.Passkeys.ShouldBeEmpty();
        Simulator.Events.Count(SimulatorEventKinds.PasskeyDeleted, User.UserPrincipalName).ShouldBe(1);
    }

    [Fact]
    public async Task An_unattested_passkey_says_so()
    {
        Register("AQID0", "none");

        var read = await Graph.Users[User.UserPrincipalName].Authentication.Fido2Methods["AQID0"].GetAsync(cancellationToken: Cancellation);

        read!.AttestationLevel.ShouldBe(AttestationLevel.NotAttested);
    }

    [Fact]
    public async Task A_new_passkey_stays_invisible_for_the_lag()
    {
        Simulator.Weather.PasskeyVisibilityLag = TimeSpan.FromSeconds(30);
        Register("AQID0", "none");
        var methods = Graph.Users[User.UserPrincipalName].Authentication.Fido2Methods;

        var atOnce = await methods.GetAsync(cancellationToken: Cancellation);
        time.Advance(TimeSpan.FromSeconds(30));
        var later = await methods.GetAsync(cancellationToken: Cancellation);

        atOnce!.Value.ShouldBeEmpty();
        later!.Value!.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task An_unknown_passkey_is_not_found()
    {
        var refused = await Should.ThrowAsync<ODataError>(() => Graph.Users[User.UserPrincipalName].Authentication.Fido2Methods["nothing"].DeleteAsync(cancellationToken: Cancellation));

        refused.ResponseStatusCode.ShouldBe(404);
    }

    private void Register(string id, string format) =>
        Simulator.Directory.AddPasskey(User, new SimulatedPasskey(id, new byte[] { 1, 2, 3 }, "Ada's key", IdmelonKey, time.GetUtcNow(), new byte[] { 4 }, format));
}
