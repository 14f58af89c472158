using System.Formats.Cbor;

namespace IdMelon.Provisioning.WebAuthn;

/// <summary>An attestation object (WebAuthn Level 3 §6.5.4).</summary>
/// <param name="Format">The statement's format, such as <c>none</c> or <c>packed</c>.</param>
/// <param name="Statement">The statement, a CBOR map.</param>
/// <param name="AuthenticatorData">The authenticator data.</param>
/// <remarks>Immutable.</remarks>
public sealed record AttestationObject(string Format, ReadOnlyMemory<byte> Statement, ReadOnlyMemory<byte> AuthenticatorData)
{
    /// <summary>The format without a statement (§8.7).</summary>
    public const string None = "none";

    /// <summary>The format of FIDO authenticators (§8.2).</summary>
    public const string Packed = "packed";

    private static readonly byte[] EmptyMap = [0xA0];

    /// <summary>Makes an object that attests nothing.</summary>
    public static AttestationObject OfNone(ReadOnlyMemory<byte> authenticatorData) => new(None, EmptyMap, authenticatorData);

    /// <summary>Makes an object in the packed format.</summary>
    /// <param name="authenticatorData">The authenticator data.</param>
    /// <param name="algorithm">The COSE algorithm of the signature.</param>
    /// <param name="signature">The signature over authenticator data and the hash of the client data.</param>
    /// <param name="certificates">The certificates, DER, the attestation certificate first; empty for self attestation.</param>
    public static AttestationObject OfPacked(ReadOnlyMemory<byte> authenticatorData, int algorithm, ReadOnlyMemory<byte> signature, IReadOnlyList<ReadOnlyMemory<byte>> certificates)
    {
        ArgumentNullException.ThrowIfNull(certificates);
        var writer = CborText.Writer();
        writer.WriteStartMap(certificates.Count == 0 ? 2 : 3);
        writer.WriteTextString("alg");
        writer.WriteInt32(algorithm);
        writer.WriteTextString("sig");
        writer.WriteByteString(signature.Span);
        if (certificates.Count > 0)
        {
            writer.WriteTextString("x5c");
            writer.WriteStartArray(certificates.Count);
            foreach (var certificate in certificates)
            {
                writer.WriteByteString(certificate.Span);
            }

            writer.WriteEndArray();
        }

        writer.WriteEndMap();
        return new(Packed, writer.Encode(), authenticatorData);
    }

    /// <summary>Reads an attestation object.</summary>
    /// <returns>The object, or <see cref="ErrorCodes.WebAuthnMalformed"/>.</returns>
    public static Attempt<AttestationObject> Read(ReadOnlyMemory<byte> cbor) => CborText.Read<AttestationObject>(cbor, reader =>
    {
        string? format = null;
        ReadOnlyMemory<byte>? statement = null, data = null;
        CborText.ReadMap(reader, (name, _) =>
        {
            switch (name, reader.PeekState())
            {
                case ("fmt", CborReaderState.TextString):
                    format = reader.ReadTextString();
                    return true;
                case ("attStmt", CborReaderState.StartMap):
                    statement = reader.ReadEncodedValue();
                    return true;
                case ("authData", CborReaderState.ByteString):
                    data = reader.ReadByteString();
                    return true;
                default:
                    return false;
            }
        });
        return format is not null && statement is { } found && data is { } bytes
            ? new AttestationObject(format, found, bytes)
            : WebAuthnJson.Malformed("The attestation object lacks 'fmt', 'attStmt' or 'authData'.");
    });

    /// <summary>Writes the object.</summary>
    public byte[] Encode()
    {
        var writer = CborText.Writer();
        writer.WriteStartMap(3);
        writer.WriteTextString("fmt");
        writer.WriteTextString(Format);
        writer.WriteTextString("attStmt");
        writer.WriteEncodedValue(Statement.Span);
        writer.WriteTextString("authData");
        writer.WriteByteString(AuthenticatorData.Span);
        writer.WriteEndMap();
        return writer.Encode();
    }
}
