using System.Security.Cryptography;
using System.Text;
using IdMelon.Provisioning.Authenticators;
using IdMelon.Provisioning.WebAuthn;
using Xunit;

namespace IdMelon.Provisioning.Conformance.Authenticators;

/// <summary>What every <see cref="IPasskeyAuthenticator"/> must do when it makes passkeys, a vendor's backend among them.</summary>
/// <remarks>Signing in is proved only where <see cref="RemembersAsync"/> says that the authenticator can be given its passkey back.</remarks>
[Proves(typeof(IPasskeyAuthenticator))]
public abstract class PasskeyAuthenticatorConformance
{
    private static readonly CallerOrigin Caller = new("https://login.example", "https://login.example");

    /// <summary>Gets the authenticator under test.</summary>
    protected abstract IPasskeyAuthenticator Authenticator { get; }

    /// <summary>Gets the token of the running test.</summary>
    protected static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Lets the authenticator remember a passkey that it has made.</summary>
    /// <returns>Whether it does; one that never signs in answers false.</returns>
    protected virtual Task<bool> RemembersAsync(PasskeyCreationOptions options, MadePasskey made) => Task.FromResult(false);

    /// <summary>The client data tell what was asked by whom.</summary>
    [Fact]
    public async Task The_client_data_tell_what_was_asked_by_whom()
    {
        using var made = await MakeAsync(Options());

        var data = CollectedClientData.Read(made.Registration.ClientDataJson).Value;
        Assert.Equal(CollectedClientData.Create, data.Type);
        Assert.Equal(Options().Challenge.ToArray(), data.Challenge.ToArray());
        Assert.Equal(Caller.Origin, data.Origin);
        Assert.False(data.IsCrossOrigin);
    }

    /// <summary>A caller in a frame of another origin is told as such.</summary>
    [Fact]
    public async Task A_caller_in_a_frame_of_another_origin_is_told_as_such()
    {
        using var made = (await Authenticator.CreateAsync(Options(), new CallerOrigin(Caller.Origin, "https://around.example"), Token)).Value;

        Assert.True(CollectedClientData.Read(made.Registration.ClientDataJson).Value.IsCrossOrigin);
    }

    /// <summary>The authenticator data are of the relying party and hold the credential that is handed out.</summary>
    [Fact]
    public async Task The_authenticator_data_hold_the_credential_that_is_handed_out()
    {
        using var made = await MakeAsync(Options());
        var registration = made.Registration;

        var data = AuthenticatorData.Read(registration.AuthenticatorData).Value;
        Assert.Equal(SHA256.HashData(Encoding.UTF8.GetBytes("login.example")), data.RelyingPartyIdHash.ToArray());
        Assert.True(data.Flags.HasFlag(AuthenticatorFlags.UserPresent | AuthenticatorFlags.AttestedCredential));
        Assert.NotNull(data.Credential);
        Assert.Equal(made.Aaguid, data.Credential.Aaguid);
        Assert.Equal(registration.CredentialId.ToArray(), data.Credential.CredentialId.ToArray());
        var key = CosePublicKey.Read(data.Credential.PublicKey).Value;
        Assert.Equal(registration.Algorithm, key.Algorithm);
        Assert.Equal(registration.SubjectPublicKeyInfo.ToArray(), key.SubjectPublicKeyInfo.ToArray());
        Assert.Equal(registration.AuthenticatorData.ToArray(), AttestationObject.Read(registration.AttestationObject).Value.AuthenticatorData.ToArray());
    }

    /// <summary>What is handed out reads as what it is.</summary>
    [Fact]
    public async Task What_is_handed_out_reads_as_what_it_is()
    {
        using var made = await MakeAsync(Options());
        var json = RegistrationJson.Write(made.Registration).ToJsonString();

        Assert.Equal(json, RegistrationJson.Write(RegistrationJson.Read(Encoding.UTF8.GetBytes(json)).Value).ToJsonString());
    }

    /// <summary>A private key that comes out belongs to the credential.</summary>
    [Fact]
    public async Task A_private_key_that_comes_out_belongs_to_the_credential()
    {
        using var made = await MakeAsync(Options());
        if (made.PrivateKey is not null)
        {
            using var key = ECDsa.Create();
            key.ImportPkcs8PrivateKey(made.PrivateKey.Reveal().Span, out _);
            Assert.Equal(made.Registration.SubjectPublicKeyInfo.ToArray(), key.ExportSubjectPublicKeyInfo());
        }
    }

    /// <summary>No two passkeys are alike.</summary>
    [Fact]
    public async Task No_two_passkeys_are_alike()
    {
        using var one = await MakeAsync(Options());
        using var two = await MakeAsync(Options());

        Assert.NotEqual(one.Registration.CredentialId.ToArray(), two.Registration.CredentialId.ToArray());
        Assert.NotEqual(one.Registration.SubjectPublicKeyInfo.ToArray(), two.Registration.SubjectPublicKeyInfo.ToArray());
    }

    /// <summary>Algorithms that nobody has are refused.</summary>
    [Fact]
    public async Task Algorithms_that_nobody_has_are_refused()
    {
        var attempt = await Authenticator.CreateAsync(Options() with { Algorithms = [-65000] }, Caller, Token);

        Assert.Equal(ErrorCodes.CeremonyUnsupported, attempt.Error?.Code);
    }

    /// <summary>A long challenge comes back whole.</summary>
    [Fact]
    public async Task A_long_challenge_comes_back_whole()
    {
        var challenge = RandomNumberGenerator.GetBytes(6900);
        using var made = await MakeAsync(Options() with { Challenge = challenge });

        Assert.Equal(challenge, CollectedClientData.Read(made.Registration.ClientDataJson).Value.Challenge.ToArray());
    }

    /// <summary>A cancelled call makes nothing.</summary>
    [Fact]
    public async Task A_cancelled_call_makes_nothing() =>
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Authenticator.CreateAsync(Options(), Caller, new CancellationToken(canceled: true)));

    /// <summary>Nobody signs in with a passkey that is not there.</summary>
    [Fact]
    public async Task Nobody_signs_in_with_a_passkey_that_is_not_there()
    {
        var attempt = await Authenticator.GetAsync(new PasskeyRequestOptions { RelyingPartyId = "nobody.example", Challenge = new byte[] { 1 } }, Caller, Token);

        Assert.Equal(ErrorCodes.CeremonyNoCredential, attempt.Error?.Code);
    }

    /// <summary>A passkey that it remembers signs in and is not made twice.</summary>
    [Fact]
    public async Task A_passkey_that_it_remembers_signs_in_and_is_not_made_twice()
    {
        using var made = await MakeAsync(Options());
        Assert.SkipUnless(await RemembersAsync(Options(), made), "This authenticator does not sign in.");

        var again = await Authenticator.CreateAsync(Options() with { Excluded = [new(made.Registration.CredentialId)] }, Caller, Token);
        Assert.Equal(ErrorCodes.CeremonyExcluded, again.Error?.Code);
        var assertion = (await Authenticator.GetAsync(new PasskeyRequestOptions { RelyingPartyId = "login.example", Challenge = new byte[] { 1, 2 } }, Caller, Token)).Value;
        Assert.Equal(made.Registration.CredentialId.ToArray(), assertion.CredentialId.ToArray());
        Assert.Equal(Options().UserId.ToArray(), assertion.UserHandle?.ToArray());
        var data = CollectedClientData.Read(assertion.ClientDataJson).Value;
        Assert.Equal(CollectedClientData.Get, data.Type);
        using var key = ECDsa.Create();
        key.ImportSubjectPublicKeyInfo(made.Registration.SubjectPublicKeyInfo.Span, out _);
        byte[] signed = [.. assertion.AuthenticatorData.Span, .. SHA256.HashData(assertion.ClientDataJson.Span)];
        Assert.True(key.VerifyData(signed, assertion.Signature.Span, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence));
    }

    private static PasskeyCreationOptions Options() => new()
    {
        RelyingPartyId = "login.example",
        UserId = new byte[] { 1, 2, 3 },
        UserName = "ada@login.example",
        Challenge = new byte[] { 4, 5, 6 },
        Algorithms = [(int)CoseAlgorithm.Es256],
    };

    private async Task<MadePasskey> MakeAsync(PasskeyCreationOptions options) => (await Authenticator.CreateAsync(options, Caller, Token)).Value;
}
