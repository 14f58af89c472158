using System.Formats.Cbor;

namespace IdMelon.Provisioning.Simulator.Ceremony;

/// <summary>An attestation statement of the format <c>packed</c>.</summary>
/// <param name="Algorithm">The COSE algorithm of the signature.</param>
/// <param name="Signature">The signature.</param>
/// <param name="Certificates">The certificates, the one that signed first; null if the credential's own key signed.</param>
internal sealed record PackedStatement(int Algorithm, ReadOnlyMemory<byte> Signature, IReadOnlyList<ReadOnlyMemory<byte>>? Certificates)
{
    /// <summary>Reads a statement that has exactly the members of the format.</summary>
    /// <exception cref="MalformedDataException">The bytes are no such statement.</exception>
    public static PackedStatement Read(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            var reader = new CborReader(bytes, CborConformanceMode.Strict);
            int? algorithm = null;
            ReadOnlyMemory<byte>? signature = null;
            List<ReadOnlyMemory<byte>>? certificates = null;
            reader.ReadStartMap();
            while (reader.PeekState() != CborReaderState.EndMap)
            {
                switch (reader.ReadTextString())
                {
                    case "alg":
                        algorithm = reader.ReadInt32();
                        break;
                    case "sig":
                        signature = reader.ReadByteString();
                        break;
                    case "x5c":
                        certificates = ReadCertificates(reader);
                        break;
                    default:
                        throw new MalformedDataException("The packed statement has a member that the format does not have.");
                }
            }

            reader.ReadEndMap();
            return algorithm is null || signature is null ? throw new MalformedDataException("The packed statement lacks its algorithm or its signature.")
                : certificates is [] ? throw new MalformedDataException("The packed statement has an empty list of certificates.")
                : new(algorithm.Value, signature.Value, certificates);
        }
        catch (Exception exception) when (exception is CborContentException or InvalidOperationException or OverflowException)
        {
            throw new MalformedDataException("The packed statement is no CBOR map of the format's members.", exception);
        }
    }

    private static List<ReadOnlyMemory<byte>> ReadCertificates(CborReader reader)
    {
        var certificates = new List<ReadOnlyMemory<byte>>();
        reader.ReadStartArray();
        while (reader.PeekState() != CborReaderState.EndArray)
        {
            certificates.Add(reader.ReadByteString());
        }

        reader.ReadEndArray();
        return certificates;
    }
}
