using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using IdMelon.Provisioning.Authenticators;
using IdMelon.Provisioning.Local;
using IdMelon.Provisioning.Simulator.NodeClients.WebAuthn;
using IdMelon.Provisioning.Vaults;
using IdMelon.Provisioning.WebAuthn;

namespace IdMelon.Provisioning.Simulator.NodeClients.Passkeys;

/// <summary>What our authenticator makes, broken in one way at a time: the library refuses each for the reason intended.</summary>
public sealed class BrokenPasskeyTests : IDisposable
{
    private readonly Vendor vendor = new();
    private readonly InMemoryVault vault = new();
    private readonly ECDsa other = SeededKeys.EllipticCurve(77);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        other.Dispose();
        vault.Dispose();
        vendor.Dispose();
    }

    [Fact]
    public async Task Every_broken_registration_is_refused_for_the_reason_intended()
    {
        var plain = PasskeyKind.All(vendor).First(kind => kind.Name == "none");
        var certified = PasskeyKind.All(vendor).First(kind => kind.Name == "packed, one certificate");
        var wanted = (await LibraryParty.CreationOptionsAsync([plain]))[0];
        var good = await RegisterAsync(plain, wanted);
        var signed = await RegisterAsync(certified, wanted);
        (string Fault, string Reason, JsonNode Response)[] cases =
        [
            ("another type", "Unexpected registration response type", With(good, data => data with { Type = CollectedClientData.Get })),
            ("another challenge", "Unexpected registration response challenge", With(good, data => data with { Challenge = new byte[] { 1 } })),
            ("another origin", "Unexpected registration response origin", With(good, data => data with { Origin = "https://evil.example" })),
            ("client data that are none", "JSON", RegistrationJson.Write(good with { ClientDataJson = new byte[] { 1 } })),
            ("another rp id", "Unexpected RP ID hash", With(good, data => data with { RelyingPartyIdHash = AuthenticatorData.HashOf("evil.example") })),
            ("nobody present", "User presence was required", With(good, data => data with { Flags = AuthenticatorFlags.UserVerified })),
            ("nobody verified", "User verification was required", With(good, data => data with { Flags = AuthenticatorFlags.UserPresent })),
            ("no credential", "No credential ID", With(good, data => data with { Credential = null })),
            ("an algorithm nobody asked for", "Unexpected public key alg", With(good, data => data with { Credential = data.Credential! with { PublicKey = KeyOf(-8) } })),
            ("bytes after the authenticator data", "Leftover bytes", With(good, data => (byte[])[.. data.Encode(), 0])),
            ("authenticator data cut short", "Authenticator data was", With(good, data => data.Encode()[..36])),
            ("a statement where none belongs", "None attestation had unexpected attestation statement", Stating(good, "none", AttestationObject.OfPacked(good.AuthenticatorData, -7, new byte[] { 1 }, []).Statement)),
            ("a format that nobody knows", "Unsupported Attestation Format", Stating(good, "carved", AttestationObject.OfNone(good.AuthenticatorData).Statement)),
            ("another type of credential", "Unexpected credential type", Changed(good, json => json["type"] = "password")),
            ("no id", "Missing credential ID", Changed(good, json => json["id"] = "")),
            ("two ids", "Credential ID was not base64url-encoded", Changed(good, json => json["rawId"] = "AAAA")),
            ("no signature", "No attestation signature", Stating(good, "packed", (byte[])[0xA1, 0x63, .. "alg"u8, 0x26])),
            ("self attestation by another key", "not verified", Signed(good, -7, data => SeededKeys.Sign(other, data))),
            ("a signature over something else", "not verified", Signed(signed, -7, _ => SeededKeys.Sign(vendor.LeafKey, [1]), vendor.LeafBelowRoot())),
            ("a certificate of a stranger", "could not be chained to any specified trust anchor", SignedByVendor(signed, vendor.LeafOfStranger())),
            ("a certificate of another unit", "Certificate OU was not", SignedByVendor(signed, vendor.LeafBelowRoot(issue => issue with { Name = "C=CA, O=Vendor, OU=Somewhere, CN=Vendor Batch" }))),
            ("a certificate of an authority", "Certificate basic constraints CA was not", SignedByVendor(signed, vendor.LeafBelowRoot(issue => issue with { IsAuthority = true }))),
            ("a certificate that has expired", "Certificate not good after", SignedByVendor(signed, vendor.LeafBelowRoot(issue => issue with { To = issue.From.AddDays(1) }))),
            ("a certificate of no country", "Certificate C", SignedByVendor(signed, vendor.LeafBelowRoot(issue => issue with { Name = "O=Vendor, OU=Authenticator Attestation, CN=Vendor Batch" }))),
        ];

        Refused(cases.Select(each => (each.Fault, each.Reason)).ToArray(), await LibraryParty.JudgeAsync(vendor, cases.Select(each => (each.Response, wanted.Challenge))));
    }

    [Fact]
    public async Task Every_broken_sign_in_is_refused_for_the_reason_intended()
    {
        var kind = PasskeyKind.All(vendor).First(kind => kind.Name == "counted");
        var registration = await RegisterAsync(kind, (await LibraryParty.CreationOptionsAsync([kind]))[0]);
        var request = (await LibraryParty.RequestOptionsAsync([registration]))[0];
        var good = (await Authenticator(kind).GetAsync(request, OurPasskeyTests.Caller, Token)).Value;
        var key = OurPasskeyTests.Key(registration);
        (string Fault, string Reason, JsonNode Response, uint Count)[] cases =
        [
            ("another type", "Unexpected authentication response type", With(good, data => data with { Type = CollectedClientData.Create }), 0),
            ("another challenge", "Unexpected authentication response challenge", With(good, data => data with { Challenge = new byte[] { 1 } }), 0),
            ("another origin", "Unexpected authentication response origin", With(good, data => data with { Origin = "https://evil.example" }), 0),
            ("another rp id", "Unexpected RP ID hash", With(good, data => data with { RelyingPartyIdHash = AuthenticatorData.HashOf("evil.example") }), 0),
            ("nobody present", "User not present", With(good, data => data with { Flags = AuthenticatorFlags.UserVerified }), 0),
            ("nobody verified", "User verification required", With(good, data => data with { Flags = AuthenticatorFlags.UserPresent }), 0),
            ("a flipped signature", "not verified", AssertionJson.Write(good with { Signature = Flipped(good.Signature) }), 0),
            ("a signature by another key", "not verified", AssertionJson.Write(good with { Signature = SeededKeys.Sign(other, [.. good.AuthenticatorData.Span, .. SHA256.HashData(good.ClientDataJson.Span)]) }), 0),
            ("authenticator data that were not signed", "not verified", With(good, data => data with { SignatureCounter = 9 }), 0),
            ("a counter that does not rise", "counter value", AssertionJson.Write(good), 5),
        ];

        Refused(cases.Select(each => (each.Fault, each.Reason)).ToArray(), await LibraryParty.JudgeAsync(vendor, [], cases.Select(each => (each.Response, request.Challenge, key, each.Count))));
    }

    private static void Refused((string Fault, string Reason)[] cases, IReadOnlyList<JsonNode> verdicts)
    {
        verdicts.Count.ShouldBe(cases.Length);
        string.Join('\n', cases.Zip(verdicts)
                .Where(each => (bool)each.Second["accepted"]! || !((string)each.Second["reason"]!).Contains(each.First.Reason, StringComparison.Ordinal))
                .Select(each => $"{each.First.Fault}: {each.Second["reason"] ?? "accepted"} instead of '{each.First.Reason}'"))
            .ShouldBeEmpty();
    }

    private static JsonNode With(PasskeyRegistration good, Func<CollectedClientData, CollectedClientData> change) =>
        RegistrationJson.Write(good with { ClientDataJson = change(CollectedClientData.Read(good.ClientDataJson).Value).Encode() });

    private static JsonNode With(PasskeyRegistration good, Func<AuthenticatorData, AuthenticatorData> change) =>
        With(good, data => change(data).Encode());

    private static JsonNode With(PasskeyRegistration good, Func<AuthenticatorData, byte[]> change) =>
        RegistrationJson.Write(good with { AttestationObject = AttestationObject.OfNone(change(AuthenticatorData.Read(good.AuthenticatorData).Value)).Encode() });

    private static JsonNode With(PasskeyAssertion good, Func<CollectedClientData, CollectedClientData> change) =>
        AssertionJson.Write(good with { ClientDataJson = change(CollectedClientData.Read(good.ClientDataJson).Value).Encode() });

    private static JsonNode With(PasskeyAssertion good, Func<AuthenticatorData, AuthenticatorData> change) =>
        AssertionJson.Write(good with { AuthenticatorData = change(AuthenticatorData.Read(good.AuthenticatorData).Value).Encode() });

    private static JsonNode Stating(PasskeyRegistration good, string format, ReadOnlyMemory<byte> statement) =>
        RegistrationJson.Write(good with { AttestationObject = new AttestationObject(format, statement, good.AuthenticatorData).Encode() });

    private static JsonNode Signed(PasskeyRegistration good, int algorithm, Func<byte[], byte[]> sign, params byte[][] certificates) => RegistrationJson.Write(good with
    {
        AttestationObject = AttestationObject.OfPacked(
            good.AuthenticatorData, algorithm, sign([.. good.AuthenticatorData.Span, .. SHA256.HashData(good.ClientDataJson.Span)]), [.. certificates.Select(certificate => (ReadOnlyMemory<byte>)certificate)]).Encode(),
    });

    private static JsonNode Changed(PasskeyRegistration good, Action<JsonObject> change)
    {
        var json = RegistrationJson.Write(good);
        change(json);
        return json;
    }

    private static byte[] KeyOf(int algorithm)
    {
        // An OKP key on Ed25519: type 1, curve 6.
        var writer = new System.Formats.Cbor.CborWriter(System.Formats.Cbor.CborConformanceMode.Ctap2Canonical);
        writer.WriteStartMap(4);
        writer.WriteInt32(1);
        writer.WriteInt32(1);
        writer.WriteInt32(3);
        writer.WriteInt32(algorithm);
        writer.WriteInt32(-1);
        writer.WriteInt32(6);
        writer.WriteInt32(-2);
        writer.WriteByteString(new byte[32]);
        writer.WriteEndMap();
        return writer.Encode();
    }

    private static byte[] Flipped(ReadOnlyMemory<byte> bytes)
    {
        var changed = bytes.ToArray();
        changed[^1] ^= 1;
        return changed;
    }

    private JsonNode SignedByVendor(PasskeyRegistration good, params byte[][] certificates) => Signed(good, -7, data => SeededKeys.Sign(vendor.LeafKey, data), certificates);

    private SoftwareAuthenticator Authenticator(PasskeyKind kind) => new(new PasskeyKeyFactory(), kind.Options, vault);

    private async Task<PasskeyRegistration> RegisterAsync(PasskeyKind kind, PasskeyCreationOptions wanted)
    {
        using var made = (await Authenticator(kind).CreateAsync(wanted, OurPasskeyTests.Caller, Token)).Value;
        await vault.KeepPendingAsync(
            new(Base64Url.EncodeToString(made.Registration.CredentialId.Span), wanted.RelyingPartyId!, wanted.UserName, Base64Url.EncodeToString(wanted.UserId.Span), made.Aaguid, "request", DateTimeOffset.UnixEpoch, VaultedPasskeyState.Pending),
            made.PrivateKey!,
            Token);
        return made.Registration;
    }
}
