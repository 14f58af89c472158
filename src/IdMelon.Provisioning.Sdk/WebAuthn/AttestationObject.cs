using System.Formats.Cbor;

namespace IdMelon.Provisioning.WebAuthn;

/// <summary>Attestation objects (WebAuthn Level 3 §6.5.4).</summary>
internal static class AttestationObject
{
    /// <summary>Format <c>none</c> (§8.7): the statement is an empty map.</summary>
    public static byte[] None(byte[] authenticatorData)
    {
        var writer = new CborWriter(CborConformanceMode.Ctap2Canonical);
        writer.WriteStartMap(3);
        writer.WriteTextString("fmt");
        writer.WriteTextString("none");
        writer.WriteTextString("attStmt");
        writer.WriteStartMap(0);
        writer.WriteEndMap();
        writer.WriteTextString("authData");
        writer.WriteByteString(authenticatorData);
        writer.WriteEndMap();
        return writer.Encode();
    }
}
