using System.Formats.Cbor;

namespace IdMelon.Provisioning.WebAuthn;

/// <summary>Reads and writes CBOR (RFC 8949): tolerant in, canonical (CTAP 2.2 §8) out.</summary>
internal static class CborText
{
    /// <summary>Reads one value that has to fill the bytes.</summary>
    public static Attempt<T> Read<T>(ReadOnlyMemory<byte> bytes, Func<CborReader, Attempt<T>> read)
    {
        try
        {
            var reader = new CborReader(bytes, CborConformanceMode.Lax);
            var value = read(reader);
            return reader.BytesRemaining == 0 || !value.Succeeded ? value : WebAuthnJson.Malformed("Bytes follow after the CBOR value.");
        }
        catch (Exception exception) when (exception is CborContentException or InvalidOperationException or OverflowException)
        {
            return WebAuthnJson.Malformed("It is not the CBOR that belongs here.");
        }
    }

    /// <summary>Reads a map member by member; a name that is no text or number of 32 bits is skipped with its value.</summary>
    public static void ReadMap(CborReader reader, Func<string?, int?, bool> read)
    {
        reader.ReadStartMap();
        while (reader.PeekState() != CborReaderState.EndMap)
        {
            string? name = null;
            int? number = null;
            switch (reader.PeekState())
            {
                case CborReaderState.TextString:
                    name = reader.ReadTextString();
                    break;
                case CborReaderState.UnsignedInteger or CborReaderState.NegativeInteger:
                    number = reader.ReadInt32();
                    break;
                default:
                    reader.SkipValue();
                    break;
            }

            if (!read(name, number))
            {
                reader.SkipValue();
            }
        }

        reader.ReadEndMap();
    }

    public static CborWriter Writer() => new(CborConformanceMode.Ctap2Canonical, convertIndefiniteLengthEncodings: true);
}
