using System.Buffers.Text;
using CsCheck;
using IdMelon.Provisioning.Authenticators;
using IdMelon.Provisioning.Local;
using IdMelon.Provisioning.Vaults;
using IdMelon.Provisioning.WebAuthn;

namespace IdMelon.Provisioning.Tests.WebAuthn;

/// <summary>Options of every kind, and passkeys made for them.</summary>
internal static class WebAuthnSamples
{
    public static readonly CallerOrigin Caller = new("https://login.microsoft.com", "https://login.microsoft.com");

    private static readonly Gen<ReadOnlyMemory<byte>> Bytes = Gen.Byte.Array[1, 80].Select(bytes => (ReadOnlyMemory<byte>)bytes);
    private static readonly Gen<PseudoRandomValues> Values = Gen.Select(Bytes, Bytes, Gen.Bool, (first, second, hasSecond) => new PseudoRandomValues(first, hasSecond ? second : null));
    private static readonly Gen<string> Word = Gen.Char.Array[0, 12].Select(text => new string([.. text.Where(letter => !char.IsSurrogate(letter))]));
    private static readonly Gen<IReadOnlyList<string>> Words = Word.Array[0, 3].Select(words => (IReadOnlyList<string>)words);
    private static readonly Gen<IReadOnlyList<PasskeyDescriptor>> Descriptors = Gen.Select(Bytes, Words, (id, transports) => new PasskeyDescriptor(id) { Transports = transports }).Array[0, 4].Select(all => (IReadOnlyList<PasskeyDescriptor>)all);
    private static readonly Gen<TimeSpan?> Timeout = Gen.Select(Gen.Bool, Gen.Int[0, int.MaxValue], (isSet, milliseconds) => isSet ? TimeSpan.FromMilliseconds(milliseconds) : (TimeSpan?)null);
    private static readonly Gen<UserVerificationWish> UserVerification = Gen.Enum<UserVerificationWish>();

    private static readonly Gen<CreationExtensions> Extensions = Gen.Select(
        Gen.Bool, Gen.Bool, Gen.Int[0, 3], Gen.Bool, Gen.Int[0, 2], Values,
        (credProps, hmac, protection, enforced, prf, inputs) => new CreationExtensions
        {
            CredProps = credProps,
            HmacCreateSecret = hmac,
            Protection = protection == 0 ? null : (CredentialProtection)protection,
            EnforceProtection = enforced,
            Prf = prf > 0,
            PrfInputs = prf > 1 ? inputs : null,
        });

    /// <summary>Any creation options.</summary>
    public static readonly Gen<PasskeyCreationOptions> Creation =
        Gen.Select(
            Gen.Select(Word, Word, Word, Gen.Bool, (id, name, displayName, hasId) => (Id: hasId ? id : null, Name: name, DisplayName: displayName)),
            Gen.Select(Bytes, Bytes, Gen.Int.Array[0, 5], Timeout, (userId, challenge, algorithms, timeout) => (UserId: userId, Challenge: challenge, Algorithms: algorithms, Timeout: timeout)),
            Gen.Select(Descriptors, Gen.OneOfConst(null, "platform", "cross-platform"), Gen.Enum<ResidentKeyWish>(), UserVerification, (excluded, attachment, resident, verification) => (Excluded: excluded, Attachment: attachment, Resident: resident, Verification: verification)),
            Gen.Select(Gen.OneOfConst("none", "indirect", "direct", "enterprise"), Words, Words, Extensions, (attestation, formats, hints, extensions) => (Attestation: attestation, Formats: formats, Hints: hints, Extensions: extensions)),
            (names, basics, selection, rest) => new PasskeyCreationOptions
            {
                RelyingPartyId = names.Id,
                RelyingPartyName = names.Name,
                UserId = basics.UserId,
                UserName = names.Name,
                UserDisplayName = names.DisplayName,
                Challenge = basics.Challenge,
                Algorithms = basics.Algorithms,
                Timeout = basics.Timeout,
                Excluded = selection.Excluded,
                Attachment = selection.Attachment,
                ResidentKey = selection.Resident,
                UserVerification = selection.Verification,
                Attestation = rest.Attestation,
                AttestationFormats = rest.Formats,
                Hints = rest.Hints,
                Extensions = rest.Extensions,
            });

    /// <summary>Any request options.</summary>
    public static readonly Gen<PasskeyRequestOptions> Request =
        Gen.Select(
            Gen.Select(Word, Gen.Bool, Bytes, Timeout, (id, hasId, challenge, timeout) => (Id: hasId ? id : null, Challenge: challenge, Timeout: timeout)),
            Gen.Select(Descriptors, UserVerification, Words, (allowed, verification, hints) => (Allowed: allowed, Verification: verification, Hints: hints)),
            Gen.Select(Gen.Bool, Values, Gen.Select(Bytes, Values).Array[0, 3], (hasEval, eval, byCredential) => (Eval: hasEval ? eval : null, ByCredential: byCredential)),
            (basics, selection, prf) => new PasskeyRequestOptions
            {
                RelyingPartyId = basics.Id,
                Challenge = basics.Challenge,
                Timeout = basics.Timeout,
                Allowed = selection.Allowed,
                UserVerification = selection.Verification,
                Hints = selection.Hints,
                PrfInputs = prf.Eval,
                PrfInputsByCredential = prf.ByCredential.DistinctBy(each => Base64Url.EncodeToString(each.Item1.Span)).ToDictionary(each => Base64Url.EncodeToString(each.Item1.Span), each => each.Item2),
            });

    /// <summary>Options as Entra ID sends them.</summary>
    public static PasskeyCreationOptions Entra() => new()
    {
        RelyingPartyId = "login.microsoft.com",
        RelyingPartyName = "Microsoft",
        UserId = new byte[] { 1, 2, 3 },
        UserName = "ada@contoso.com",
        UserDisplayName = "Ada",
        Challenge = new byte[6900],
        Algorithms = [-7, -257],
        Timeout = TimeSpan.FromMinutes(1),
        Attachment = "cross-platform",
        ResidentKey = ResidentKeyWish.Required,
        UserVerification = UserVerificationWish.Required,
        Attestation = "direct",
        Extensions = new() { HmacCreateSecret = true, EnforceProtection = true, Protection = CredentialProtection.UserVerificationOptional },
    };

    /// <summary>Makes a passkey and keeps it in a vault that an authenticator can sign in with.</summary>
    public static async Task<PasskeyRegistration> RegisterAsync(SoftwareAuthenticator authenticator, InMemoryVault vault, PasskeyCreationOptions options, CancellationToken cancellationToken)
    {
        using var made = (await authenticator.CreateAsync(options, Caller, cancellationToken)).Value;
        await vault.KeepPendingAsync(
            new(Base64Url.EncodeToString(made.Registration.CredentialId.Span), options.RelyingPartyId!, options.UserName, Base64Url.EncodeToString(options.UserId.Span), made.Aaguid, "request", DateTimeOffset.UnixEpoch, VaultedPasskeyState.Pending) { Protection = made.Protection },
            made.PrivateKey!,
            cancellationToken);
        return made.Registration;
    }

    public static SoftwareAuthenticator Authenticator(InMemoryVault vault, SoftwareAuthenticatorOptions? options = null) => new(new PasskeyKeyFactory(), options, vault);
}
