using System.Buffers.Binary;
using System.Formats.Cbor;
using System.Security.Cryptography;
using System.Text;

namespace IdMelon.Provisioning.WebAuthn;

/// <summary>What an authenticator states (WebAuthn Level 3 §6.1).</summary>
/// <remarks>Immutable.</remarks>
public sealed record AuthenticatorData
{
    private const int HashLength = 32;
    private const int HeadLength = HashLength + 1 + 4;
    private const int AaguidLength = 16;
    private const int LongestCredentialId = 1023;

    /// <summary>Gets the SHA-256 hash of the rp id.</summary>
    public required ReadOnlyMemory<byte> RelyingPartyIdHash { get; init; }

    /// <summary>Gets the flags. <see cref="AuthenticatorFlags.AttestedCredential"/> and <see cref="AuthenticatorFlags.Extensions"/> follow from what is included.</summary>
    public required AuthenticatorFlags Flags { get; init; }

    /// <summary>Gets the signature counter; 0 if the authenticator has none.</summary>
    public uint SignatureCounter { get; init; }

    /// <summary>Gets the new credential; null in an assertion.</summary>
    public AttestedCredential? Credential { get; init; }

    /// <summary>Gets the extension outputs, a CBOR map; empty if there are none.</summary>
    public ReadOnlyMemory<byte> Extensions { get; init; }

    /// <summary>Hashes an rp id.</summary>
    public static byte[] HashOf(string relyingPartyId) => SHA256.HashData(Encoding.UTF8.GetBytes(relyingPartyId));

    /// <summary>Reads authenticator data.</summary>
    /// <returns>The data, or <see cref="ErrorCodes.WebAuthnMalformed"/>.</returns>
    public static Attempt<AuthenticatorData> Read(ReadOnlyMemory<byte> bytes)
    {
        if (bytes.Length < HeadLength)
        {
            return WebAuthnJson.Malformed("The authenticator data are shorter than 37 bytes.");
        }

        var data = new AuthenticatorData
        {
            RelyingPartyIdHash = bytes[..HashLength],
            Flags = (AuthenticatorFlags)bytes.Span[HashLength],
            SignatureCounter = BinaryPrimitives.ReadUInt32BigEndian(bytes.Span[(HashLength + 1)..]),
        };
        var rest = bytes[HeadLength..];
        if (data.Flags.HasFlag(AuthenticatorFlags.AttestedCredential))
        {
            var attempt = ReadCredential(ref rest);
            if (!attempt.TryGet(out var credential, out var error))
            {
                return error;
            }

            data = data with { Credential = credential };
        }

        if (data.Flags.HasFlag(AuthenticatorFlags.Extensions))
        {
            var extensions = ReadValue(ref rest, CborReaderState.StartMap);
            if (!extensions.TryGet(out var map, out var error))
            {
                return error;
            }

            data = data with { Extensions = map };
        }

        return rest.IsEmpty ? data : WebAuthnJson.Malformed("Bytes follow after the authenticator data.");
    }

    /// <summary>Writes authenticator data.</summary>
    /// <exception cref="InvalidOperationException">The hash has not 32 bytes, or the credential id not 1 to 1,023.</exception>
    public byte[] Encode()
    {
        if (RelyingPartyIdHash.Length != HashLength || Credential?.CredentialId.Length is 0 or > LongestCredentialId)
        {
            throw new InvalidOperationException("The hash of an rp id has 32 bytes, a credential id 1 to 1,023.");
        }

        var credentialLength = Credential is null ? 0 : AaguidLength + 2 + Credential.CredentialId.Length + Credential.PublicKey.Length;
        var data = new byte[HeadLength + credentialLength + Extensions.Length];
        RelyingPartyIdHash.Span.CopyTo(data);
        data[HashLength] = (byte)((Flags & ~(AuthenticatorFlags.AttestedCredential | AuthenticatorFlags.Extensions))
            | (Credential is null ? 0 : AuthenticatorFlags.AttestedCredential)
            | (Extensions.IsEmpty ? 0 : AuthenticatorFlags.Extensions));
        BinaryPrimitives.WriteUInt32BigEndian(data.AsSpan(HashLength + 1), SignatureCounter);
        if (Credential is { } credential)
        {
            var rest = data.AsSpan(HeadLength);
            credential.Aaguid.TryWriteBytes(rest, bigEndian: true, out _);
            BinaryPrimitives.WriteUInt16BigEndian(rest[AaguidLength..], (ushort)credential.CredentialId.Length);
            credential.CredentialId.Span.CopyTo(rest[(AaguidLength + 2)..]);
            credential.PublicKey.Span.CopyTo(rest[(AaguidLength + 2 + credential.CredentialId.Length)..]);
        }

        Extensions.Span.CopyTo(data.AsSpan(HeadLength + credentialLength));
        return data;
    }

    private static Attempt<AttestedCredential> ReadCredential(ref ReadOnlyMemory<byte> rest)
    {
        if (rest.Length < AaguidLength + 2)
        {
            return WebAuthnJson.Malformed("The attested credential is cut off.");
        }

        var aaguid = new Guid(rest.Span[..AaguidLength], bigEndian: true);
        var length = BinaryPrimitives.ReadUInt16BigEndian(rest.Span[AaguidLength..]);
        rest = rest[(AaguidLength + 2)..];
        if (length is 0 or > LongestCredentialId || length > rest.Length)
        {
            return WebAuthnJson.Malformed("The credential id's length is wrong.");
        }

        var id = rest[..length];
        rest = rest[length..];
        return ReadValue(ref rest, CborReaderState.StartMap).TryGet(out var key, out var error) ? new AttestedCredential(aaguid, id, key) : error;
    }

    /// <summary>Takes one CBOR value off.</summary>
    private static Attempt<ReadOnlyMemory<byte>> ReadValue(ref ReadOnlyMemory<byte> rest, CborReaderState expected)
    {
        try
        {
            var reader = new CborReader(rest, CborConformanceMode.Lax, allowMultipleRootLevelValues: true);
            if (reader.PeekState() == expected)
            {
                var value = reader.ReadEncodedValue();
                rest = rest[value.Length..];
                return value;
            }
        }
        catch (Exception exception) when (exception is CborContentException or InvalidOperationException)
        {
            // The reader throws the second for some simple values; the answer is the same for every kind of damage.
        }

        return WebAuthnJson.Malformed("The authenticator data hold no CBOR map where one belongs.");
    }
}
