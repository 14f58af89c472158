using System.Security.Cryptography;
using System.Text;
using IdMelon.Provisioning.WebAuthn;

namespace IdMelon.Provisioning.Authenticators;

/// <summary>The secret of a credential beside its key, and what it gives for an input (CTAP 2.2 §12.7 <c>hmac-secret</c>, WebAuthn Level 3 §10.1.4 <c>prf</c>).</summary>
/// <remarks>
/// CTAP has an authenticator draw two random secrets with the credential, one for verified users and one for others. Here they are derived from the private key, so
/// that whoever is given the key has them too and none can be lost: HKDF-SHA-256 over the private value (the 32 bytes of <c>d</c> on P-256, RFC 5915; <c>d</c> of
/// RSA without leading zeros, RFC 8017) with the credential id as salt and <see cref="Purpose"/> as info gives 64 bytes: 32 for verified users, 32 for others.
/// </remarks>
internal static class HmacSecret
{
    private const string Purpose = "IdMelon.Provisioning hmac-secret 1";
    private const int Length = 32;

    private static readonly byte[] Context = "WebAuthn PRF\0"u8.ToArray();

    /// <summary>Evaluates the function for one or two inputs of a page.</summary>
    public static PseudoRandomValues Evaluate(PrivateKeyBytes privateKey, ReadOnlyMemory<byte> credentialId, PseudoRandomValues inputs, bool isVerified)
    {
        var value = Pkcs8.PrivateValueOf(privateKey);
        var secrets = new byte[2 * Length];
        try
        {
            HKDF.DeriveKey(HashAlgorithmName.SHA256, value, secrets, credentialId.Span, Encoding.ASCII.GetBytes(Purpose));
            var secret = secrets.AsSpan(isVerified ? 0 : Length, Length).ToArray();
            var result = new PseudoRandomValues(Evaluate(secret, inputs.First), inputs.Second is { } second ? (ReadOnlyMemory<byte>?)Evaluate(secret, second) : null);
            CryptographicOperations.ZeroMemory(secret);
            return result;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(secrets);
            CryptographicOperations.ZeroMemory(value);
        }
    }

    private static byte[] Evaluate(byte[] secret, ReadOnlyMemory<byte> input) => HMACSHA256.HashData(secret, SHA256.HashData([.. Context, .. input.Span]));
}
