namespace IdMelon.Provisioning.Authenticators;

/// <summary>A vendor's attestation key with its certificates: in a file, in a store, or in a hardware security module.</summary>
/// <remarks>Thread-safe. Who makes one has checked the certificates against WebAuthn Level 3 §8.2.1.</remarks>
public interface IAttestationKey
{
    /// <summary>Gets what the key signs with.</summary>
    CoseAlgorithm Algorithm { get; }

    /// <summary>Gets the authenticator model that the certificate is for; null if it names none.</summary>
    Guid? Aaguid { get; }

    /// <summary>Gets the certificates, DER, the attestation certificate first, the root left out.</summary>
    IReadOnlyList<ReadOnlyMemory<byte>> Certificates { get; }

    /// <summary>Signs; an ECDSA signature is in DER form.</summary>
    ValueTask<ReadOnlyMemory<byte>> SignAsync(ReadOnlyMemory<byte> data, CancellationToken cancellationToken);
}
