using System.Security.Cryptography;
using IdMelon.Provisioning.Simulator.Pages;
using Shouldly;
using Xunit;

namespace IdMelon.Provisioning.Simulator.Ceremony;

/// <summary>Somebody else's passkey is not used, and not changed.</summary>
public sealed class ForeignPasskeyTests
{
    [Fact]
    public async Task The_counter_of_a_passkey_stays_if_somebody_else_was_to_sign_in()
    {
        var party = new RelyingParty();
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var eve = party.Directory.AddUser("eve@contoso.example");
        var registration = new Registration { Key = key };
        party.Directory.AddPasskey(eve, (await party.RegisterAsync(registration, eve)).Passkey!);

        (await new Assertion(key, registration.CredentialId).SendAsync(party)).ShouldBeNull();

        eve.Passkeys.ShouldHaveSingleItem().SignCount.ShouldBe(1u);
        (await new Assertion(key, registration.CredentialId).SendAsync(party, eve)).ShouldBe(eve);
    }
}
