using System.Formats.Asn1;

namespace IdMelon.Provisioning.BrowserExtension.Keys;

/// <summary>The two forms of an ECDSA signature.</summary>
internal static class EcdsaSignature
{
    /// <summary>Turns the form of WebCrypto, both numbers one after the other in full length (IEEE P1363), into that of WebAuthn (DER, RFC 3279).</summary>
    public static byte[] ToDer(ReadOnlySpan<byte> signature)
    {
        var half = signature.Length / 2;
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            Write(writer, signature[..half]);
            Write(writer, signature[half..]);
        }

        return writer.Encode();
    }

    private static void Write(AsnWriter writer, ReadOnlySpan<byte> number)
    {
        var significant = number.TrimStart((byte)0);
        writer.WriteIntegerUnsigned(significant.IsEmpty ? [0] : significant);
    }
}
