using System.Formats.Cbor;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using IdMelon.Provisioning.Authenticators;
using IdMelon.Provisioning.Local;
using IdMelon.Provisioning.WebAuthn;

namespace IdMelon.Provisioning.Tests.Authenticators;

public sealed class SoftwareAuthenticatorTests
{
    private static readonly byte[] Challenge = RandomNumberGenerator.GetBytes(6900);
    private static readonly CallerOrigin Caller = new("https://login.microsoft.com", "https://login.microsoft.com");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_client_data_repeats_type_challenge_and_origin_in_the_order_of_the_standard()
    {
        using var made = await MakeAsync();

        var text = Encoding.UTF8.GetString(made.Registration.ClientDataJson.Span);
        text.ShouldStartWith("{\"type\":\"webauthn.create\",\"challenge\":\"");
        text.ShouldEndWith("\",\"origin\":\"https://login.microsoft.com\",\"crossOrigin\":false}");
        using var json = JsonDocument.Parse(text);
        System.Buffers.Text.Base64Url.DecodeFromChars(json.RootElement.GetProperty("challenge").GetString()).ShouldBe(Challenge);
    }

    [Fact]
    public async Task The_attestation_object_is_canonical_and_holds_no_statement()
    {
        using var made = await MakeAsync();

        var reader = new CborReader(made.Registration.AttestationObject, CborConformanceMode.Ctap2Canonical);
        reader.ReadStartMap().ShouldBe(3);
        reader.ReadTextString().ShouldBe("fmt");
        reader.ReadTextString().ShouldBe("none");
        reader.ReadTextString().ShouldBe("attStmt");
        reader.ReadStartMap().ShouldBe(0);
        reader.ReadEndMap();
        reader.ReadTextString().ShouldBe("authData");
        reader.ReadByteString().ShouldBe(made.Registration.AuthenticatorData.ToArray());
        reader.ReadEndMap();
        reader.BytesRemaining.ShouldBe(0);
    }

    [Fact]
    public async Task The_authenticator_data_states_relying_party_flags_model_and_credential()
    {
        using var made = await MakeAsync(Guid.Parse("820d89ed-d65a-409e-85cb-f73f0578f82a"));

        var data = made.Registration.AuthenticatorData.Span;
        data[..32].ToArray().ShouldBe(SHA256.HashData("login.microsoft.com"u8));
        data[32].ShouldBe((byte)0x45);
        data[33..37].ToArray().ShouldBe(new byte[4]);
        Convert.ToHexStringLower(data[37..53]).ShouldBe("820d89edd65a409e85cbf73f0578f82a");
        data[55..87].ToArray().ShouldBe(made.Registration.CredentialId.ToArray());
    }

    [Fact]
    public async Task The_public_key_in_the_authenticator_data_belongs_to_the_private_key()
    {
        using var made = await MakeAsync();

        var reader = new CborReader(made.Registration.AuthenticatorData[87..], CborConformanceMode.Ctap2Canonical);
        reader.ReadStartMap().ShouldBe(5);
        var members = Enumerable.Range(0, 5).ToDictionary(_ => reader.ReadInt32(), _ => reader.PeekState() == CborReaderState.ByteString ? (object)reader.ReadByteString() : reader.ReadInt32());
        using var key = ECDsa.Create();
        key.ImportPkcs8PrivateKey(made.PrivateKey!.Reveal().Span, out _);
        var point = key.ExportParameters(false).Q;
        members[1].ShouldBe(2);
        members[3].ShouldBe(-7);
        members[-1].ShouldBe(1);
        members[-2].ShouldBe(point.X);
        members[-3].ShouldBe(point.Y);
    }

    [Fact]
    public async Task No_two_credentials_are_alike()
    {
        using var one = await MakeAsync();
        using var other = await MakeAsync();

        one.Registration.CredentialId.ToArray().ShouldNotBe(other.Registration.CredentialId.ToArray());
        one.Registration.SubjectPublicKeyInfo.ToArray().ShouldNotBe(other.Registration.SubjectPublicKeyInfo.ToArray());
    }

    [Fact]
    public async Task A_disposed_key_is_overwritten()
    {
        var made = await MakeAsync();
        var bytes = made.PrivateKey!.Reveal();

        made.Dispose();

        bytes.ToArray().ShouldAllBe(b => b == 0);
    }

    private static PasskeyCreationOptions Options() => new()
    {
        RelyingPartyId = "login.microsoft.com",
        UserId = new byte[] { 1, 2, 3 },
        UserName = "ada@contoso.com",
        Challenge = Challenge,
        Algorithms = [-7, -257],
    };

    private static async Task<MadePasskey> MakeAsync(Guid aaguid = default) =>
        (await new SoftwareAuthenticator(new PasskeyKeyFactory(), new() { Aaguid = aaguid }).CreateAsync(Options(), Caller, Token)).Value;
}
