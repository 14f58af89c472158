using System.Buffers.Binary;
using System.Formats.Cbor;

namespace IdMelon.Provisioning.Simulator.Ceremony;

/// <summary>What an authenticator signs.</summary>
/// <param name="RpIdHash">The SHA-256 hash of the rp id.</param>
/// <param name="Flags">The flags.</param>
/// <param name="SignCount">The signature counter.</param>
/// <param name="Credential">The new credential; null where the flags promise none.</param>
internal sealed record AuthenticatorData(ReadOnlyMemory<byte> RpIdHash, AuthenticatorFlags Flags, uint SignCount, AttestedCredential? Credential)
{
    private const int HashLength = 32;
    private const int FixedLength = HashLength + 1 + sizeof(uint);
    private const int AaguidLength = 16;
    private const int LongestCredentialId = 1023;

    /// <summary>Reads the data to its last byte.</summary>
    /// <exception cref="MalformedDataException">The bytes are no authenticator data.</exception>
    public static AuthenticatorData Read(ReadOnlyMemory<byte> bytes)
    {
        if (bytes.Length < FixedLength)
        {
            throw new MalformedDataException("The authenticator data is too short.");
        }

        var flags = (AuthenticatorFlags)bytes.Span[HashLength];
        var count = BinaryPrimitives.ReadUInt32BigEndian(bytes.Span[(HashLength + 1)..]);
        var rest = bytes[FixedLength..];
        var credential = flags.HasFlag(AuthenticatorFlags.HasCredential) ? ReadCredential(ref rest) : null;
        if (flags.HasFlag(AuthenticatorFlags.HasExtensions))
        {
            SkipExtensions(ref rest);
        }

        return rest.IsEmpty
            ? new(bytes[..HashLength], flags, count, credential)
            : throw new MalformedDataException("Bytes follow the authenticator data.");
    }

    /// <summary>Finds what is wrong with the flags, for a relying party that demands user verification.</summary>
    /// <returns>A sentence, or null if they hold.</returns>
    public string? FaultInFlags() =>
        !Flags.HasFlag(AuthenticatorFlags.UserPresent) ? "Nobody was present."
        : !Flags.HasFlag(AuthenticatorFlags.UserVerified) ? "The user was not verified."
        : Flags.HasFlag(AuthenticatorFlags.BackedUp) && !Flags.HasFlag(AuthenticatorFlags.BackupEligible) ? "The passkey claims to be backed up and not to be eligible for it."
        : null;

    private static AttestedCredential ReadCredential(ref ReadOnlyMemory<byte> rest)
    {
        if (rest.Length < AaguidLength + sizeof(ushort))
        {
            throw new MalformedDataException("The attested credential data is too short.");
        }

        var aaguid = new Guid(rest.Span[..AaguidLength], bigEndian: true);
        var length = BinaryPrimitives.ReadUInt16BigEndian(rest.Span[AaguidLength..]);
        rest = rest[(AaguidLength + sizeof(ushort))..];
        if (length is 0 or > LongestCredentialId || length > rest.Length)
        {
            throw new MalformedDataException("The length of the credential id is not possible.");
        }

        var id = rest[..length];
        rest = rest[length..];
        try
        {
            // A credential key is in the canonical form, the length of which leaves no choice.
            var key = new CborReader(rest, CborConformanceMode.Ctap2Canonical, allowMultipleRootLevelValues: true).ReadEncodedValue();
            rest = rest[key.Length..];
            return new(aaguid, id, key);
        }
        catch (Exception exception) when (exception is CborContentException or InvalidOperationException)
        {
            throw new MalformedDataException("The credential's public key is no canonical CBOR.", exception);
        }
    }

    private static void SkipExtensions(ref ReadOnlyMemory<byte> rest)
    {
        try
        {
            var reader = new CborReader(rest, CborConformanceMode.Strict, allowMultipleRootLevelValues: true);
            reader.ReadStartMap();
            while (reader.PeekState() != CborReaderState.EndMap)
            {
                reader.ReadTextString();
                reader.SkipValue();
            }

            reader.ReadEndMap();
            rest = rest[^reader.BytesRemaining..];
        }
        catch (Exception exception) when (exception is CborContentException or InvalidOperationException)
        {
            throw new MalformedDataException("The flags promise extensions, and what follows is no map of them.", exception);
        }
    }
}
