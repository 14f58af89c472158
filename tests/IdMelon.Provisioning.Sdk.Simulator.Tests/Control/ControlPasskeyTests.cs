using System.Buffers.Text;
using System.Formats.Cbor;
using System.Net;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Shouldly;
using Xunit;

namespace IdMelon.Provisioning.Simulator.Tests.Control;

/// <summary>Passkeys that are there without anybody having registered them.</summary>
public sealed class ControlPasskeyTests : ControlTest
{
    private const string Address = "users/ada@contoso.example/passkeys";

    [Fact]
    public async Task A_passkey_is_there_as_if_it_had_been_registered()
    {
        var user = Simulator.Directory.AddUser("ada@contoso.example");
        byte[] id = [1, 2, 3, 4], key = Key();
        var body = Body(id, key);
        (body["displayName"], body["aaguid"], body["isSynced"], body["attestation"]) = ("Blue key", "2fc0579f-8113-47ea-b116-bb5a8db9202a", true, "packed");
        (body["transports"], body["signCount"], body["created"]) = (new JsonArray("usb", "nfc"), 7, "2031-01-02T03:04:05Z");

        var (status, shown) = await PostAsync(Address, body.ToJsonString());

        status.ShouldBe(HttpStatusCode.Created, shown?.ToJsonString());
        var passkey = user.Passkeys.ShouldHaveSingleItem();
        passkey.Id.ShouldBe("AQIDBA2");
        passkey.CredentialId.ToArray().ShouldBe(id);
        passkey.PublicKey.ToArray().ShouldBe(key);
        (passkey.DisplayName, passkey.IsSynced, passkey.IsAttested, passkey.SignCount).ShouldBe(("Blue key", true, true, 7u));
        passkey.Transports.ShouldBe(["usb", "nfc"]);
        passkey.CreatedDateTime.ShouldBe(new DateTimeOffset(2031, 1, 2, 3, 4, 5, TimeSpan.Zero));
        JsonNode.DeepEquals((await GetAsync(Address)).Body!["passkeys"]![0], shown).ShouldBeTrue();
        (await DeleteAsync(Address + "/AQIDBA2")).Status.ShouldBe(HttpStatusCode.NoContent);
        user.Passkeys.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_credential_belongs_to_one_user_at_most()
    {
        Simulator.Directory.AddUser("ada@contoso.example");
        Simulator.Directory.AddUser("eve@contoso.example");
        var body = Body([1, 2, 3], Key()).ToJsonString();

        (await PostAsync("users/eve@contoso.example/passkeys", body)).Status.ShouldBe(HttpStatusCode.Created);

        ShouldRefuse(await PostAsync(Address, body), HttpStatusCode.Conflict, "already-there", "users.passkeys.credentialId");
        ShouldRefuse(await PostAsync("users/nobody@contoso.example/passkeys", body), HttpStatusCode.NotFound, "not-found");
    }

    [Theory]
    [InlineData("credentialId", "null")]
    [InlineData("credentialId", "\"\"")]
    [InlineData("credentialId", "\"not base64!\"")]
    [InlineData("publicKey", "\"AAAA\"")]
    [InlineData("publicKey", "5")]
    [InlineData("aaguid", "\"x\"")]
    [InlineData("signCount", "-1")]
    [InlineData("id", "\"a/b\"")]
    [InlineData("created", "\"yesterday\"")]
    [InlineData("isAttested", "\"yes\"")]
    [InlineData("attestationCertificates[0]", "[7]")]
    [InlineData("model", "\"made up\"")]
    public async Task What_cannot_be_is_refused_by_name(string field, string value)
    {
        var user = Simulator.Directory.AddUser("ada@contoso.example");
        var body = Body([1, 2, 3], Key());
        body[field.Split('[')[0]] = JsonNode.Parse(value);

        var reply = await PostAsync(Address, body.ToJsonString());

        reply.Status.ShouldBe(HttpStatusCode.BadRequest);
        ((string?)reply.Body!["error"]!["field"]).ShouldBe("users.passkeys." + field);
        user.Passkeys.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("credentialId")]
    [InlineData("publicKey")]
    public async Task What_a_passkey_must_have_is_asked_for(string field)
    {
        Simulator.Directory.AddUser("ada@contoso.example");
        var body = Body([1, 2, 3], Key());
        body.Remove(field);

        ShouldRefuse(await PostAsync(Address, body.ToJsonString()), HttpStatusCode.BadRequest, "missing-field", "users.passkeys." + field);
    }

    private static JsonObject Body(byte[] id, byte[] key) => new() { ["credentialId"] = Base64Url.EncodeToString(id), ["publicKey"] = Base64Url.EncodeToString(key) };

    private static byte[] Key()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var point = key.ExportParameters(false).Q;
        var writer = new CborWriter(CborConformanceMode.Ctap2Canonical);
        writer.WriteStartMap(5);
        foreach (var (label, value) in ((int, int)[])[(1, 2), (3, -7), (-1, 1)])
        {
            writer.WriteInt32(label);
            writer.WriteInt32(value);
        }

        writer.WriteInt32(-2);
        writer.WriteByteString(point.X!);
        writer.WriteInt32(-3);
        writer.WriteByteString(point.Y!);
        writer.WriteEndMap();
        return writer.Encode();
    }
}
