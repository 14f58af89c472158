using System.Buffers.Binary;
using System.Buffers.Text;
using System.Formats.Cbor;
using System.Security.Cryptography;
using System.Text;

namespace IdMelon.Provisioning.Simulator.NodeClients.WebAuthn;

/// <summary>The parts of what an authenticator and a client make; every one can be another.</summary>
internal sealed record Parts
{
    public const string TheChallenge = "eyJhbGciOiJSU0EtT0FFUC0yNTYifQ.a.challenge.of.some~length";

    public static readonly Guid Model = Guid.Parse("2fc0579f-8113-47ea-b116-bb5a8db9202a");

    private static readonly byte[] DefaultId = [.. Enumerable.Range(1, 32).Select(number => (byte)(number * 5))];

    public required byte[] PublicKey { get; init; }

    public string Type { get; init; } = "webauthn.create";

    public string Challenge { get; init; } = TheChallenge;

    public string Origin { get; init; } = "https://login.microsoft.com";

    /// <summary>What follows the origin in the client data.</summary>
    public string ClientDataTail { get; init; } = ""","crossOrigin":false""";

    public Func<string, byte[]> EncodeClientData { get; init; } = Encoding.UTF8.GetBytes;

    public string RpId { get; init; } = "login.microsoft.com";

    public byte Flags { get; init; } = 0x45;

    public uint Count { get; init; } = 7;

    public Guid Aaguid { get; init; } = Model;

    public byte[] CredentialId { get; init; } = DefaultId;

    public byte[] Extensions { get; init; } = [];

    public Func<byte[], byte[]> ChangeAuthenticatorData { get; init; } = data => data;

    public string Format { get; init; } = "none";

    /// <summary>Makes the encoded statement from the bytes to sign.</summary>
    public Func<byte[], byte[]> Statement { get; init; } = _ => [0xA0];

    public Func<string, byte[], byte[], byte[]> Assemble { get; init; } = AttestationObject;

    public byte[] ClientData() => EncodeClientData(
        $$"""{"type":"{{Type}}","challenge":"{{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(Challenge))}}","origin":"{{Origin}}"{{ClientDataTail}}}""");

    /// <summary>Authenticator data with a credential if the flags tell of one.</summary>
    public byte[] AuthenticatorData()
    {
        var fixedPart = new byte[37];
        SHA256.HashData(Encoding.ASCII.GetBytes(RpId), fixedPart);
        fixedPart[32] = Flags;
        BinaryPrimitives.WriteUInt32BigEndian(fixedPart.AsSpan(33), Count);
        var length = new byte[2];
        BinaryPrimitives.WriteUInt16BigEndian(length, (ushort)CredentialId.Length);
        byte[] credential = (Flags & 0x40) == 0 ? [] : [.. Aaguid.ToByteArray(bigEndian: true), .. length, .. CredentialId, .. PublicKey];
        return ChangeAuthenticatorData([.. fixedPart, .. credential, .. Extensions]);
    }

    public byte[] AttestationObject()
    {
        var data = AuthenticatorData();
        return Assemble(Format, Statement([.. data, .. SHA256.HashData(ClientData())]), data);
    }

    public RegistrationCase As(string family, bool isAttested = false) => new(family, ClientData(), AttestationObject(), CredentialId, isAttested);

    /// <summary>A packed statement; members that are null are left out.</summary>
    public static byte[] Packed(int? algorithm, byte[]? signature, IReadOnlyList<byte[]>? certificates, string? more = null)
    {
        var writer = new CborWriter(CborConformanceMode.Lax);
        writer.WriteStartMap((algorithm is null ? 0 : 1) + (signature is null ? 0 : 1) + (certificates is null ? 0 : 1) + (more is null ? 0 : 1));
        if (algorithm is { } number)
        {
            writer.WriteTextString("alg");
            writer.WriteInt32(number);
        }

        if (signature is not null)
        {
            writer.WriteTextString("sig");
            writer.WriteByteString(signature);
        }

        if (certificates is not null)
        {
            writer.WriteTextString("x5c");
            writer.WriteStartArray(certificates.Count);
            foreach (var certificate in certificates)
            {
                writer.WriteByteString(certificate);
            }

            writer.WriteEndArray();
        }

        if (more is not null)
        {
            writer.WriteTextString(more);
            writer.WriteInt32(-7);
        }

        writer.WriteEndMap();
        return writer.Encode();
    }

    private static byte[] AttestationObject(string format, byte[] statement, byte[] data)
    {
        var writer = new CborWriter(CborConformanceMode.Lax);
        writer.WriteStartMap(3);
        writer.WriteTextString("fmt");
        writer.WriteTextString(format);
        writer.WriteTextString("attStmt");
        writer.WriteEncodedValue(statement);
        writer.WriteTextString("authData");
        writer.WriteByteString(data);
        writer.WriteEndMap();
        return writer.Encode();
    }
}
