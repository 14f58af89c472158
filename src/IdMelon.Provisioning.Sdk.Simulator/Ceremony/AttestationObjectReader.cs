using System.Formats.Cbor;

namespace IdMelon.Provisioning.Simulator.Ceremony;

/// <summary>The three parts of an attestation object.</summary>
internal sealed record AttestationObjectReader(string Format, IReadOnlyDictionary<string, ReadOnlyMemory<byte>> Statement, ReadOnlyMemory<byte> AuthenticatorData)
{
    private const int AaguidOffset = 37;
    private const int CredentialOffset = 55;

    public Guid Aaguid => new(AuthenticatorData.Span.Slice(AaguidOffset, 16), bigEndian: true);

    /// <summary>The COSE public key and whatever extensions follow it.</summary>
    public ReadOnlyMemory<byte> PublicKey
    {
        get
        {
            var data = AuthenticatorData.Span;
            var length = (data[CredentialOffset - 2] << 8) | data[CredentialOffset - 1];
            var key = AuthenticatorData[(CredentialOffset + length)..];
            return new CborReader(key, CborConformanceMode.Strict, allowMultipleRootLevelValues: true).ReadEncodedValue();
        }
    }

    /// <summary>Reads the object; each value of the statement stays encoded.</summary>
    /// <exception cref="CborContentException">The bytes are no attestation object.</exception>
    public static AttestationObjectReader Read(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            var reader = new CborReader(bytes, CborConformanceMode.Strict);
            string? format = null;
            ReadOnlyMemory<byte>? data = null;
            Dictionary<string, ReadOnlyMemory<byte>>? statement = null;
            reader.ReadStartMap();
            while (reader.PeekState() != CborReaderState.EndMap)
            {
                switch (reader.ReadTextString())
                {
                    case "fmt":
                        format = reader.ReadTextString();
                        break;
                    case "authData":
                        data = reader.ReadByteString();
                        break;
                    case "attStmt":
                        statement = ReadMap(reader);
                        break;
                    default:
                        throw new CborContentException("An attestation object has no such member.");
                }
            }

            reader.ReadEndMap();
            return format is not null && statement is not null && data is { Length: > CredentialOffset } present && reader.BytesRemaining == 0
                ? new(format, statement, present)
                : throw new CborContentException("An attestation object has three members.");
        }
        catch (InvalidOperationException exception)
        {
            throw new CborContentException("A member has the wrong type.", exception);
        }
    }

    private static Dictionary<string, ReadOnlyMemory<byte>> ReadMap(CborReader reader)
    {
        var members = new Dictionary<string, ReadOnlyMemory<byte>>(StringComparer.Ordinal);
        reader.ReadStartMap();
        while (reader.PeekState() != CborReaderState.EndMap)
        {
            members.Add(reader.ReadTextString(), reader.ReadEncodedValue());
        }

        reader.ReadEndMap();
        return members;
    }
}
