using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace IdMelon.Provisioning.WebAuthn;

/// <summary>Authenticator data with an attested credential (WebAuthn Level 3 §6.1, §6.5.1).</summary>
internal static class AuthenticatorData
{
    // User present, user verified, attested credential data included.
    private const byte Flags = 0x01 | 0x04 | 0x40;

    public static byte[] ForNewCredential(string relyingPartyId, Guid aaguid, ReadOnlySpan<byte> credentialId, ReadOnlySpan<byte> coseKey)
    {
        var data = new byte[32 + 1 + 4 + 16 + 2 + credentialId.Length + coseKey.Length];
        SHA256.HashData(Encoding.UTF8.GetBytes(relyingPartyId), data);
        data[32] = Flags;

        // The signature counter stays 0: a synced or software key has none to offer.
        aaguid.TryWriteBytes(data.AsSpan(37), bigEndian: true, out _);
        BinaryPrimitives.WriteUInt16BigEndian(data.AsSpan(53), (ushort)credentialId.Length);
        credentialId.CopyTo(data.AsSpan(55));
        coseKey.CopyTo(data.AsSpan(55 + credentialId.Length));
        return data;
    }
}
