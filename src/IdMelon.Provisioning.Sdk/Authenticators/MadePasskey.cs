using IdMelon.Provisioning.WebAuthn;

namespace IdMelon.Provisioning.Authenticators;

/// <summary>A fresh passkey: what the relying party gets, and the private key for the vault.</summary>
/// <param name="Registration">What the relying party gets.</param>
/// <param name="Aaguid">The authenticator model.</param>
/// <param name="PrivateKey">The key, PKCS#8; null if the authenticator keeps it itself.</param>
public sealed record MadePasskey(PasskeyRegistration Registration, Guid Aaguid, PrivateKeyBytes? PrivateKey) : IDisposable
{
    /// <summary>Gets what it takes to use the credential, if the page asked for protection.</summary>
    public CredentialProtection? Protection { get; init; }

    /// <summary>Overwrites the private key.</summary>
    public void Dispose() => PrivateKey?.Dispose();
}
