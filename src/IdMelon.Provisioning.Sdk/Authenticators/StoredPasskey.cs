using IdMelon.Provisioning.WebAuthn;

namespace IdMelon.Provisioning.Authenticators;

/// <summary>A passkey that an authenticator remembers, with its private key.</summary>
/// <param name="CredentialId">The credential id.</param>
/// <param name="UserHandle">The user handle.</param>
/// <param name="Algorithm">What its key signs with.</param>
/// <param name="PrivateKey">The key.</param>
public sealed record StoredPasskey(ReadOnlyMemory<byte> CredentialId, ReadOnlyMemory<byte> UserHandle, CoseAlgorithm Algorithm, PrivateKeyBytes PrivateKey) : IDisposable
{
    /// <summary>Gets what it takes to use the credential.</summary>
    public CredentialProtection Protection { get; init; } = CredentialProtection.UserVerificationOptional;

    /// <summary>Overwrites the private key.</summary>
    public void Dispose() => PrivateKey.Dispose();
}
