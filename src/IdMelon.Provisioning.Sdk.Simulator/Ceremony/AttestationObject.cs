using System.Formats.Cbor;

namespace IdMelon.Provisioning.Simulator.Ceremony;

/// <summary>The three parts of an attestation object.</summary>
/// <param name="Format">The name of the statement's format.</param>
/// <param name="Statement">The statement, still encoded; well-formed and without a key twice.</param>
/// <param name="AuthenticatorData">The authenticator data.</param>
internal sealed record AttestationObject(string Format, ReadOnlyMemory<byte> Statement, ReadOnlyMemory<byte> AuthenticatorData)
{
    /// <summary>Reads the object.</summary>
    /// <exception cref="MalformedDataException">The bytes are no attestation object.</exception>
    public static AttestationObject Read(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            var reader = new CborReader(bytes, CborConformanceMode.Strict);
            string? format = null;
            ReadOnlyMemory<byte>? statement = null;
            ReadOnlyMemory<byte>? data = null;
            reader.ReadStartMap();
            while (reader.PeekState() != CborReaderState.EndMap)
            {
                switch (reader.ReadTextString())
                {
                    case "fmt":
                        format = reader.ReadTextString();
                        break;
                    case "attStmt":
                        statement = reader.ReadEncodedValue();
                        break;
                    case "authData":
                        data = reader.ReadByteString();
                        break;
                    default:
                        throw new MalformedDataException("The attestation object has a member that it must not have.");
                }
            }

            reader.ReadEndMap();
            return format is null || statement is null || data is null ? throw new MalformedDataException("The attestation object lacks a member.")
                : reader.BytesRemaining > 0 ? throw new MalformedDataException("Bytes follow the attestation object.")
                : new(format, statement.Value, data.Value);
        }
        catch (Exception exception) when (exception is CborContentException or InvalidOperationException)
        {
            throw new MalformedDataException("The attestation object is no CBOR map of the known members.", exception);
        }
    }
}
