using IdMelon.Provisioning.Authenticators;
using IdMelon.Provisioning.Local;
using IdMelon.Provisioning.Simulator;
using IdMelon.Provisioning.Simulator.Policies;
using IdMelon.Provisioning.Tests.Shared;
using IdMelon.Provisioning.Transitions;
using IdMelon.Provisioning.Vaults;

namespace IdMelon.Provisioning.EndToEnd.Tests;

/// <summary>A tenant that enforces attestation, and a vendor with its own AAGUID and attestation key.</summary>
public sealed class AttestationTests : IDisposable
{
    private readonly AttestationVendor vendor = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => vendor.Dispose();

    [Fact]
    public async Task A_vendors_attested_passkey_is_taken_by_a_tenant_that_enforces_attestation()
    {
        await using var world = await StartAsync();
        using var leaf = vendor.Leaf();
        using var attestation = AttestationCertificate.Of(vendor.Key, [leaf, vendor.Lower]);
        world.Authenticator = Authenticator(new PasskeyAttestation.Certified(attestation));
        var user = world.AddUser();

        (await world.ProvisionAsync(user, Token)).Error.ShouldBeNull();

        var passkey = user.Passkeys.ShouldHaveSingleItem();
        passkey.IsAttested.ShouldBeTrue();
        passkey.Aaguid.ShouldBe(AttestationVendor.Model);
        passkey.AttestationCertificates.Select(certificate => certificate.ToArray()).ShouldBe([leaf.RawData, vendor.Lower.RawData]);
    }

    [Trait("Duration", "Long")]
    [Fact]
    public async Task A_passkey_without_attestation_is_refused_there_and_its_key_never_active()
    {
        await using var world = await StartAsync();
        world.Authenticator = Authenticator(new PasskeyAttestation.None());
        var user = world.AddUser();

        var record = await world.ProvisionAsync(user, Token);

        // The name was sent before the refusal, so the directory might still come to show the passkey: the key is not thrown away.
        record.Verdict.ShouldBe(ProvisioningVerdict.Unconfirmed);
        record.Error!.Message.ShouldContain(ErrorCodes.PasskeyRefused);
        user.Passkeys.ShouldBeEmpty();
        (await world.Vault.ListAsync(Token)).ShouldHaveSingleItem().State.ShouldBe(VaultedPasskeyState.Pending);
    }

    private static SoftwareAuthenticator Authenticator(PasskeyAttestation attestation) => new(new PasskeyKeyFactory(), new() { Aaguid = AttestationVendor.Model, Attestation = attestation });

    private async Task<World> StartAsync()
    {
        var world = await World.StartAsync(options: new EntraSimulatorOptions { AttestationRoots = [vendor.Root] });
        world.Simulator.Policies.Passkey = new() { EnforcesAttestation = true, KeyRestrictions = new(IsEnforced: true, "allow", [AttestationVendor.Model]) };
        return world;
    }
}
