using System.Security.Cryptography;

namespace IdMelon.Provisioning.Authenticators;

/// <summary>The bytes of a private key (PKCS#8, DER). Prints as <c>***</c>; disposing overwrites them.</summary>
public sealed class PrivateKeyBytes : IDisposable
{
    private readonly byte[] bytes;

    /// <summary>Takes over the array: it is overwritten when this is disposed.</summary>
    public PrivateKeyBytes(byte[] pkcs8)
    {
        ArgumentNullException.ThrowIfNull(pkcs8);
        bytes = pkcs8;
    }

    /// <summary>Gives the bytes out. They are gone once this is disposed.</summary>
    public ReadOnlyMemory<byte> Reveal() => bytes;

    /// <inheritdoc/>
    public void Dispose() => CryptographicOperations.ZeroMemory(bytes);

    /// <summary>Prints <c>***</c>.</summary>
    public override string ToString() => "***";
}
