using IdMelon.Provisioning.Authenticators;
using IdMelon.Provisioning.Planning;
using IdMelon.Provisioning.Requests;

namespace IdMelon.Provisioning.Tests.Planning;

public sealed class AuthenticatorTraitsTests
{
    [Fact]
    public void The_software_authenticator_is_what_its_options_say()
    {
        AuthenticatorTraits.Of(new SoftwareAuthenticatorOptions()).ShouldBe(new(AuthenticatorKind.Software) { Aaguid = Guid.Empty, Attestation = AttestationOffer.None, IsSynced = false });
        AuthenticatorTraits.Of(new SoftwareAuthenticatorOptions { Aaguid = PreflightFacts.Model, IsBackupEligible = true, Attestation = new PasskeyAttestation.SelfSigned() })
            .ShouldBe(new(AuthenticatorKind.Software) { Aaguid = PreflightFacts.Model, Attestation = AttestationOffer.SelfSigned, IsSynced = true });
    }

    [Fact]
    public void Of_a_real_key_only_the_kind_is_known()
    {
        AuthenticatorTraits.Of(AuthenticatorKind.Attended).ShouldBe(new(AuthenticatorKind.Attended));
        AuthenticatorTraits.Of(AuthenticatorKind.Browser).Aaguid.ShouldNotBeNull();
    }
}
