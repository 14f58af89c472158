using System.Buffers.Text;
using System.Formats.Cbor;
using System.Security.Cryptography;
using IdMelon.Provisioning.Authenticators;
using IdMelon.Provisioning.Tests.WebAuthn;
using IdMelon.Provisioning.Vaults;
using IdMelon.Provisioning.WebAuthn;

namespace IdMelon.Provisioning.Tests.Authenticators;

/// <summary>What a made and a used passkey state of themselves.</summary>
public sealed class SoftwareAuthenticatorOutputTests : IDisposable
{
    private static readonly byte[] Salt = "a page's input"u8.ToArray();
    private readonly InMemoryVault vault = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => vault.Dispose();

    [Theory]
    [InlineData(true, false, false, AuthenticatorFlags.UserPresent | AuthenticatorFlags.UserVerified)]
    [InlineData(false, false, false, AuthenticatorFlags.UserPresent)]
    [InlineData(true, true, false, AuthenticatorFlags.UserPresent | AuthenticatorFlags.UserVerified | AuthenticatorFlags.BackupEligible)]
    [InlineData(true, true, true, AuthenticatorFlags.UserPresent | AuthenticatorFlags.UserVerified | AuthenticatorFlags.BackupEligible | AuthenticatorFlags.BackedUp)]
    public async Task The_flags_are_those_of_the_options(bool verifies, bool isEligible, bool isBackedUp, AuthenticatorFlags expected)
    {
        var options = new SoftwareAuthenticatorOptions { VerifiesUsers = verifies, IsBackupEligible = isEligible, IsBackedUp = isBackedUp };

        var (registration, assertion) = await UseAsync(Wish(new()), options);

        Data(registration.AuthenticatorData).Flags.ShouldBe(expected | AuthenticatorFlags.AttestedCredential);
        Data(assertion.AuthenticatorData).Flags.ShouldBe(expected);
    }

    [Fact]
    public async Task The_algorithm_is_the_first_that_the_relying_party_wants()
    {
        var (registration, _) = await UseAsync(Wish(new()) with { Algorithms = [-8, -257, -7] });

        registration.Algorithm.ShouldBe(-257);
        CosePublicKey.Read(Data(registration.AuthenticatorData).Credential!.PublicKey).Value.SubjectPublicKeyInfo.ToArray().ShouldBe(registration.SubjectPublicKeyInfo.ToArray());
    }

    [Fact]
    public async Task Uses_are_counted_if_asked()
    {
        var authenticator = WebAuthnSamples.Authenticator(vault, new() { CountsSignatures = true });
        var registration = await WebAuthnSamples.RegisterAsync(authenticator, vault, Wish(new()), Token);
        Data(registration.AuthenticatorData).SignatureCounter.ShouldBe(0u);

        for (var use = 1u; use < 4; use++)
        {
            Data((await authenticator.GetAsync(Request(), WebAuthnSamples.Caller, Token)).Value.AuthenticatorData).SignatureCounter.ShouldBe(use);
        }
    }

    [Fact]
    public async Task Nothing_is_counted_by_default()
    {
        var (_, assertion) = await UseAsync(Wish(new()));

        Data(assertion.AuthenticatorData).SignatureCounter.ShouldBe(0u);
    }

    [Fact]
    public async Task Extensions_are_answered_as_asked()
    {
        var (registration, _) = await UseAsync(Wish(new() { CredProps = true, HmacCreateSecret = true, Prf = true, Protection = CredentialProtection.UserVerificationRequired, EnforceProtection = true }));

        registration.IsDiscoverable.ShouldBe(true);
        registration.HasHmacSecret.ShouldBe(true);
        registration.HasPrf.ShouldBe(true);
        var reader = new CborReader(Data(registration.AuthenticatorData).Extensions, CborConformanceMode.Ctap2Canonical);
        reader.ReadStartMap().ShouldBe(2);
        reader.ReadTextString().ShouldBe("credProtect");
        reader.ReadInt32().ShouldBe(3);
        reader.ReadTextString().ShouldBe("hmac-secret");
        reader.ReadBoolean().ShouldBeTrue();
        reader.ReadEndMap();
    }

    [Fact]
    public async Task What_is_not_asked_is_not_answered()
    {
        var (registration, assertion) = await UseAsync(Wish(new()));

        registration.IsDiscoverable.ShouldBeNull();
        registration.HasHmacSecret.ShouldBeNull();
        registration.HasPrf.ShouldBeNull();
        registration.PrfResults.ShouldBeNull();
        assertion.PrfResults.ShouldBeNull();
        Data(registration.AuthenticatorData).Extensions.IsEmpty.ShouldBeTrue();
    }

    [Fact]
    public async Task A_secret_that_is_switched_off_is_denied()
    {
        var (registration, assertion) = await UseAsync(Wish(new() { HmacCreateSecret = true, Prf = true, PrfInputs = new(Salt) }), new() { HasHmacSecret = false }, Request() with { PrfInputs = new(Salt) });

        registration.HasHmacSecret.ShouldBe(false);
        registration.HasPrf.ShouldBe(false);
        registration.PrfResults.ShouldBeNull();
        assertion.PrfResults.ShouldBeNull();
    }

    [Theory]
    [InlineData(-7)]
    [InlineData(-257)]
    public async Task The_pseudo_random_function_gives_the_same_at_every_use_and_follows_from_key_and_id(int algorithm)
    {
        byte[] other = [9];
        var (registration, assertion) = await UseAsync(
            Wish(new() { Prf = true, PrfInputs = new(Salt, other) }) with { Algorithms = [algorithm] }, null, Request() with { PrfInputs = new(Salt, other) });

        assertion.PrfResults!.First.ToArray().ShouldBe(registration.PrfResults!.First.ToArray());
        assertion.PrfResults.Second!.Value.ToArray().ShouldBe(registration.PrfResults.Second!.Value.ToArray());
        assertion.PrfResults.First.ToArray().ShouldNotBe(assertion.PrfResults.Second!.Value.ToArray());
        assertion.PrfResults.ToString().ShouldBe("***");

        // As documented, by other means.
        var id = Base64Url.EncodeToString(registration.CredentialId.Span);
        using var key = vault.FindPrivateKey(id)!;
        var secret = HKDF.DeriveKey(HashAlgorithmName.SHA256, PrivateValue(key, algorithm), 64, registration.CredentialId.ToArray(), "IdMelon.Provisioning hmac-secret 1"u8.ToArray());
        assertion.PrfResults.First.ToArray().ShouldBe(HMACSHA256.HashData(secret[..32], SHA256.HashData([.. "WebAuthn PRF\0"u8, .. Salt])));
    }

    [Fact]
    public async Task Inputs_for_a_certain_credential_go_first()
    {
        var (registration, _) = await UseAsync(Wish(new() { Prf = true, PrfInputs = new(Salt) }));
        var inputs = new Dictionary<string, PseudoRandomValues> { [Base64Url.EncodeToString(registration.CredentialId.Span)] = new(Salt) };

        var assertion = (await WebAuthnSamples.Authenticator(vault).GetAsync(Request() with { PrfInputs = new(new byte[] { 1 }), PrfInputsByCredential = inputs }, WebAuthnSamples.Caller, Token)).Value;

        assertion.PrfResults!.First.ToArray().ShouldBe(registration.PrfResults!.First.ToArray());
    }

    [Fact]
    public async Task A_frame_of_another_origin_is_named_with_the_page_around_it()
    {
        var caller = new CallerOrigin("https://login.microsoft.com", "https://contoso.example");
        var made = (await WebAuthnSamples.Authenticator(vault).CreateAsync(Wish(new()), caller, Token)).Value;

        var data = CollectedClientData.Read(made.Registration.ClientDataJson).Value;

        data.Origin.ShouldBe("https://login.microsoft.com");
        data.IsCrossOrigin.ShouldBeTrue();
        data.TopOrigin.ShouldBe("https://contoso.example");
        made.Dispose();
    }

    [Fact]
    public async Task Of_several_passkeys_the_newest_signs()
    {
        var authenticator = WebAuthnSamples.Authenticator(vault);
        using var old = (await authenticator.CreateAsync(Wish(new()), WebAuthnSamples.Caller, Token)).Value;
        using var young = (await authenticator.CreateAsync(Wish(new()), WebAuthnSamples.Caller, Token)).Value;
        foreach (var (made, created) in new[] { (young, 2), (old, 1) })
        {
            await vault.KeepPendingAsync(
                new(Base64Url.EncodeToString(made.Registration.CredentialId.Span), "login.microsoft.com", "ada@contoso.com", "AQID", made.Aaguid, "request", DateTimeOffset.UnixEpoch.AddDays(created), VaultedPasskeyState.Pending), made.PrivateKey!, Token);
        }

        (await authenticator.GetAsync(Request(), WebAuthnSamples.Caller, Token)).Value.CredentialId.ToArray().ShouldBe(young.Registration.CredentialId.ToArray());
    }

    private static PasskeyCreationOptions Wish(CreationExtensions extensions) => WebAuthnSamples.Entra() with { UserVerification = UserVerificationWish.Preferred, Extensions = extensions };

    private static PasskeyRequestOptions Request() => new() { RelyingPartyId = "login.microsoft.com", Challenge = new byte[] { 1 } };

    private static AuthenticatorData Data(ReadOnlyMemory<byte> bytes) => AuthenticatorData.Read(bytes).Value;

    private static byte[] PrivateValue(PrivateKeyBytes key, int algorithm)
    {
        if (algorithm == -7)
        {
            using var ecdsa = ECDsa.Create();
            ecdsa.ImportPkcs8PrivateKey(key.Reveal().Span, out _);
            return ecdsa.ExportParameters(true).D!;
        }

        using var rsa = RSA.Create();
        rsa.ImportPkcs8PrivateKey(key.Reveal().Span, out _);
        return rsa.ExportParameters(true).D.AsSpan().TrimStart((byte)0).ToArray();
    }

    private async Task<(PasskeyRegistration Registration, PasskeyAssertion Assertion)> UseAsync(PasskeyCreationOptions wanted, SoftwareAuthenticatorOptions? options = null, PasskeyRequestOptions? request = null)
    {
        var authenticator = WebAuthnSamples.Authenticator(vault, options);
        var registration = await WebAuthnSamples.RegisterAsync(authenticator, vault, wanted, Token);
        return (registration, (await authenticator.GetAsync(request ?? Request(), WebAuthnSamples.Caller, Token)).Value);
    }
}
