using IdMelon.Provisioning.Simulator.Pages;
using IdMelon.Provisioning.Simulator.Policies;
using IdMelon.Provisioning.Simulator.SecurityInfo;
using Shouldly;
using Xunit;

namespace IdMelon.Provisioning.Simulator.Ceremony;

public sealed class RegistrationPolicyTests : IDisposable
{
    private const byte Synced = 0x4D;

    private static readonly Guid Model = Guid.Parse("2fc0579f-8113-47ea-b116-bb5a8db9202a");
    private static readonly Guid OtherModel = Guid.Parse("39a5647e-1853-446c-a1f6-a79bae9f5bc7");

    private readonly VendorChain chain = new(Model);

    [Fact]
    public async Task A_registered_passkey_has_what_sign_in_and_graph_need()
    {
        var party = new RelyingParty(RelyingParty.Trusting(chain));

        var passkey = (await party.RegisterAsync(Registration.Packed(Model, chain) with { Flags = Synced })).Passkey.ShouldNotBeNull();

        passkey.IsSynced.ShouldBeTrue();
        passkey.IsAttested.ShouldBeTrue();
        passkey.SignCount.ShouldBe(1u);
        passkey.Transports.ShouldBe(["usb"]);
        passkey.AttestationCertificates.Select(certificate => certificate.ToArray()).ShouldBe(chain.Certificates);
        passkey.CreatedDateTime.ShouldBe(party.Time.GetUtcNow());
    }

    [Fact]
    public async Task Enforcement_is_satisfied_by_certificates_that_end_in_a_given_root()
    {
        using var stranger = new VendorChain(Model);
        var party = new RelyingParty(RelyingParty.Trusting(chain));
        party.Policies.Passkey = new() { EnforcesAttestation = true };

        (await party.RegisterAsync(Registration.Packed(Model, chain))).Error.ShouldBe(SecurityInfoError.None);
        (await party.RegisterAsync(Registration.Packed(Model, stranger))).Error.ShouldBe(SecurityInfoError.AttestationRefused);
        (await party.RegisterAsync(new())).Error.ShouldBe(SecurityInfoError.InvalidAttestationFormat);
        (await party.RegisterAsync(new() { Format = "tpm" })).Error.ShouldBe(SecurityInfoError.InvalidAttestationFormat);
    }

    [Fact]
    public async Task Without_roots_nothing_satisfies_enforcement()
    {
        var party = new RelyingParty();
        party.Policies.Passkey = new() { EnforcesAttestation = true };

        (await party.RegisterAsync(Registration.Packed(Model, chain))).Error.ShouldBe(SecurityInfoError.AttestationRefused);
    }

    [Fact]
    public async Task Without_enforcement_a_chain_to_an_unknown_root_is_accepted_and_does_not_attest_where_roots_are_given()
    {
        using var other = new VendorChain(Model);

        (await new RelyingParty().RegisterAsync(Registration.Packed(Model, chain))).Passkey!.IsAttested.ShouldBeTrue();
        (await new RelyingParty(RelyingParty.Trusting(other)).RegisterAsync(Registration.Packed(Model, chain))).Passkey!.IsAttested.ShouldBeFalse();
    }

    [Fact]
    public async Task Certificates_must_be_valid_by_the_simulator_s_clock()
    {
        var party = new RelyingParty();
        party.Time.Advance(TimeSpan.FromDays(300));

        var result = await party.RegisterAsync(Registration.Packed(Model, chain));

        result.Error.ShouldBe(SecurityInfoError.AttestationRefused);
        result.Reason.ShouldBe("An attestation certificate is not valid now.");
    }

    [Theory]
    [InlineData("tpm")]
    [InlineData("a-name-of-exactly-32-characters-")]
    public async Task Without_enforcement_another_format_counts_as_no_attestation(string format)
    {
        var passkey = (await new RelyingParty().RegisterAsync(new() { Format = format, Statement = (_, _) => new() { Algorithm = -7 } })).Passkey.ShouldNotBeNull();

        passkey.AttestationFormat.ShouldBe(format);
        passkey.IsAttested.ShouldBeFalse();
        passkey.AttestationCertificates.ShouldBeEmpty();
    }

    [Fact]
    public async Task Self_attestation_is_refused_unless_the_option_is_off_and_is_no_attestation_then()
    {
        using var key = System.Security.Cryptography.ECDsa.Create(System.Security.Cryptography.ECCurve.NamedCurves.nistP256);
        var lenient = new RelyingParty(new() { RefusesSelfAttestation = false });

        (await new RelyingParty().RegisterAsync(Registration.SelfAttested(key))).Reason.ShouldBe("Self-attestation is not accepted.");
        (await lenient.RegisterAsync(Registration.SelfAttested(key))).Passkey!.IsAttested.ShouldBeFalse();
        (await lenient.RegisterAsync(Registration.SelfAttested(key, algorithm: -257))).Error.ShouldBe(SecurityInfoError.AttestationRefused);
        (await lenient.RegisterAsync(Registration.SelfAttested(key) with { Key = null })).Error.ShouldBe(SecurityInfoError.AttestationRefused);
    }

    [Theory]
    [InlineData("allow", false)]
    [InlineData("block", true)]
    public async Task Key_restrictions_have_a_number_of_their_own(string type, bool isBlocked)
    {
        var party = new RelyingParty();
        party.Policies.Passkey = new() { KeyRestrictions = new(true, type, [Model]) };

        var error = (await party.RegisterAsync(new() { Aaguid = isBlocked ? Model : OtherModel })).Error;

        ((int)error).ShouldBe(7);
        (await party.RegisterAsync(new() { Aaguid = isBlocked ? OtherModel : Model })).Error.ShouldBe(SecurityInfoError.None);
    }

    [Fact]
    public async Task A_passkey_satisfies_one_profile_as_a_whole_or_is_refused()
    {
        var party = new RelyingParty(RelyingParty.Trusting(chain));
        var strict = new PasskeyProfile(Guid.NewGuid(), "Strict") { EnforcesAttestation = true, AllowsSynced = false, KeyRestrictions = new(true, "allow", [Model]) };
        var synced = new PasskeyProfile(Guid.NewGuid(), "Synced") { AllowsDeviceBound = false, KeyRestrictions = new(true, "allow", [OtherModel]) };
        party.Policies.Passkey = new() { Profiles = [strict, synced], DefaultProfile = strict.Id, IncludeTargets = [new(PolicyTarget.AllUsers) { AllowedPasskeyProfiles = [strict.Id, synced.Id] }] };

        (await party.RegisterAsync(Registration.Packed(Model, chain))).Error.ShouldBe(SecurityInfoError.None);
        (await party.RegisterAsync(new() { Aaguid = OtherModel, Flags = Synced })).Error.ShouldBe(SecurityInfoError.None);

        // Each rule is kept by one of the profiles, but none keeps them all.
        (await party.RegisterAsync(new() { Aaguid = Model })).Error.ShouldBe(SecurityInfoError.InvalidAttestationFormat);
        (await party.RegisterAsync(new() { Aaguid = OtherModel })).Reason.ShouldBe("Passkeys bound to a device are not allowed.");
        (await party.RegisterAsync(Registration.Packed(Model, chain) with { Flags = Synced })).Reason.ShouldBe("Synced passkeys are not allowed.");
        (await party.RegisterAsync(new() { Aaguid = Guid.NewGuid(), Flags = Synced })).Error.ShouldBe(SecurityInfoError.DisallowedModel);
    }

    [Fact]
    public async Task Whoever_the_policy_leaves_out_registers_nothing()
    {
        var party = new RelyingParty();
        var profile = new PasskeyProfile(Guid.NewGuid(), "Others");
        var group = party.Directory.AddGroup("Others");

        party.Policies.Passkey = new() { Profiles = [profile], IncludeTargets = [new(PolicyTarget.AllUsers)] };
        (await party.RegisterAsync(new())).Reason.ShouldBe("No passkey profile is open to the user.");
        party.Policies.Passkey = new() { IncludeTargets = [new(group.Id.ToString())] };
        (await party.RegisterAsync(new())).Error.ShouldBe(SecurityInfoError.DisallowedByPolicy);
    }

    [Fact]
    public async Task A_credential_belongs_to_one_user_of_the_tenant()
    {
        var party = new RelyingParty();
        var registration = new Registration();
        var eve = party.Directory.AddUser("eve@contoso.example");
        var passkey = (await party.RegisterAsync(registration)).Passkey!;

        party.Directory.TryAddPasskey(party.User, passkey).ShouldBeTrue();
        party.Directory.TryAddPasskey(eve, passkey).ShouldBeFalse();
        var result = await party.RegisterAsync(registration, eve);

        result.Error.ShouldBe(SecurityInfoError.InvalidKeyData);
        result.Reason.ShouldBe("The credential is registered already.");
    }

    public void Dispose() => chain.Dispose();
}
