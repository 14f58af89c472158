using IdMelon.Provisioning.Authenticators;
using IdMelon.Provisioning.Local;
using IdMelon.Provisioning.Tests.WebAuthn;
using IdMelon.Provisioning.Vaults;
using IdMelon.Provisioning.WebAuthn;

namespace IdMelon.Provisioning.Tests.Authenticators;

public sealed class SoftwareAuthenticatorRefusalTests : IDisposable
{
    private readonly InMemoryVault vault = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => vault.Dispose();

    [Theory]
    [InlineData(new int[0])]
    [InlineData(new[] { -8, -37, -65535, 0, 7 })]
    public async Task A_relying_party_that_takes_none_of_the_algorithms_is_refused(int[] algorithms) =>
        await RefusedAsync(WebAuthnSamples.Entra() with { Algorithms = algorithms }, ErrorCodes.CeremonyUnsupported);

    [Fact]
    public async Task A_credential_to_exclude_that_is_there_is_refused()
    {
        var first = await WebAuthnSamples.RegisterAsync(WebAuthnSamples.Authenticator(vault), vault, WebAuthnSamples.Entra(), Token);

        await RefusedAsync(WebAuthnSamples.Entra() with { Excluded = [new(new byte[] { 1 }), new(first.CredentialId)] }, ErrorCodes.CeremonyExcluded);
    }

    [Fact]
    public async Task A_credential_to_exclude_of_another_relying_party_is_none()
    {
        var first = await WebAuthnSamples.RegisterAsync(WebAuthnSamples.Authenticator(vault), vault, WebAuthnSamples.Entra() with { RelyingPartyId = "other.example" }, Token);

        (await CreateAsync(WebAuthnSamples.Entra() with { Excluded = [new(first.CredentialId)] })).Succeeded.ShouldBeTrue();
    }

    [Fact]
    public async Task User_verification_that_is_required_and_not_there_is_refused()
    {
        var options = new SoftwareAuthenticatorOptions { VerifiesUsers = false };

        await RefusedAsync(WebAuthnSamples.Entra(), ErrorCodes.CeremonyFailed, options);
        (await CreateAsync(WebAuthnSamples.Entra() with { UserVerification = UserVerificationWish.Preferred }, options)).Succeeded.ShouldBeTrue();
        (await WebAuthnSamples.Authenticator(vault, options).GetAsync(Request() with { UserVerification = UserVerificationWish.Required }, WebAuthnSamples.Caller, Token)).Error!.Code.ShouldBe(ErrorCodes.CeremonyFailed);
    }

    [Fact]
    public async Task Another_attachment_is_refused() => await RefusedAsync(WebAuthnSamples.Entra() with { Attachment = "platform" }, ErrorCodes.CeremonyFailed);

    [Theory]
    [InlineData(0)]
    [InlineData(65)]
    public async Task A_user_handle_of_wrong_length_is_refused(int length) => await RefusedAsync(WebAuthnSamples.Entra() with { UserId = new byte[length] }, ErrorCodes.CeremonyFailed);

    [Fact]
    public async Task Nothing_that_will_do_is_said()
    {
        await WebAuthnSamples.RegisterAsync(WebAuthnSamples.Authenticator(vault), vault, WebAuthnSamples.Entra(), Token);

        foreach (var request in new[] { Request() with { RelyingPartyId = "other.example" }, Request() with { Allowed = [new(new byte[] { 1 })] } })
        {
            (await WebAuthnSamples.Authenticator(vault).GetAsync(request, WebAuthnSamples.Caller, Token)).Error!.Code.ShouldBe(ErrorCodes.CeremonyNoCredential);
        }

        (await new SoftwareAuthenticator(new PasskeyKeyFactory()).GetAsync(Request(), WebAuthnSamples.Caller, Token)).Error!.Code.ShouldBe(ErrorCodes.CeremonyNoCredential);
    }

    [Theory]
    [InlineData(CredentialProtection.UserVerificationOptional, false, true)]
    [InlineData(CredentialProtection.UserVerificationOptionalWithCredentialIds, false, false)]
    [InlineData(CredentialProtection.UserVerificationOptionalWithCredentialIds, true, true)]
    [InlineData(CredentialProtection.UserVerificationRequired, true, false)]
    public async Task A_protected_credential_needs_what_it_was_made_with(CredentialProtection protection, bool isNamed, bool works)
    {
        var wish = WebAuthnSamples.Entra() with { UserVerification = UserVerificationWish.Discouraged, Extensions = new() { Protection = protection } };
        var made = await WebAuthnSamples.RegisterAsync(WebAuthnSamples.Authenticator(vault), vault, wish, Token);
        var request = Request() with { Allowed = isNamed ? [new(made.CredentialId)] : [] };

        (await WebAuthnSamples.Authenticator(vault, new() { VerifiesUsers = false }).GetAsync(request, WebAuthnSamples.Caller, Token)).Succeeded.ShouldBe(works);
        (await WebAuthnSamples.Authenticator(vault).GetAsync(request, WebAuthnSamples.Caller, Token)).Succeeded.ShouldBeTrue();
    }

    [Fact]
    public void Options_that_contradict_each_other_are_named()
    {
        Fails(new() { IsBackedUp = true }, ErrorCodes.ConfigurationInvalid, "IsBackupEligible");
        Fails(new() { Attachment = "glued" }, ErrorCodes.ConfigurationInvalid, "platform");
        Fails(new() { Attestation = new PasskeyAttestation.Certified(new VendorKey(Guid.NewGuid())) }, ErrorCodes.AttestationUnfit, "AAGUID");

        static void Fails(SoftwareAuthenticatorOptions options, string code, string part)
        {
            var error = Should.Throw<ProvisioningException>(() => new SoftwareAuthenticator(new PasskeyKeyFactory(), options)).Error;
            error.Code.ShouldBe(code);
            error.Message.ShouldContain(part);
        }
    }

    private static PasskeyRequestOptions Request() => new() { RelyingPartyId = "login.microsoft.com", Challenge = new byte[] { 1 } };

    private async Task<Attempt<MadePasskey>> CreateAsync(PasskeyCreationOptions wanted, SoftwareAuthenticatorOptions? options = null) =>
        await WebAuthnSamples.Authenticator(vault, options).CreateAsync(wanted, WebAuthnSamples.Caller, Token);

    private async Task RefusedAsync(PasskeyCreationOptions wanted, string code, SoftwareAuthenticatorOptions? options = null) =>
        (await CreateAsync(wanted, options)).Error!.Code.ShouldBe(code);

    private sealed class VendorKey(Guid aaguid) : IAttestationKey
    {
        public CoseAlgorithm Algorithm => CoseAlgorithm.Es256;

        public Guid? Aaguid => aaguid;

        public IReadOnlyList<ReadOnlyMemory<byte>> Certificates => [];

        public ValueTask<ReadOnlyMemory<byte>> SignAsync(ReadOnlyMemory<byte> data, CancellationToken cancellationToken) => throw new NotSupportedException();
    }
}
