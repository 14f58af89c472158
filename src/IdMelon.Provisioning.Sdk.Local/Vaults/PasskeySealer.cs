using System.Security.Cryptography;
using IdMelon.Provisioning.Authenticators;
using IdMelon.Provisioning.Vaults;

namespace IdMelon.Provisioning.Local.Vaults;

/// <summary>Seals private keys for recipients. Whoever seals cannot open again.</summary>
/// <remarks>Thread-safe. For vaults of one's own that keep or send sealed keys; <see cref="SealedFileVault"/> seals by itself.</remarks>
public sealed class PasskeySealer
{
    private const int ContentKeyLength = 32;
    private const int NonceLength = 12;
    private const int TagLength = 16;

    /// <summary>Makes a sealer for one or more recipients.</summary>
    /// <exception cref="ProvisioningException">There is no recipient, or one is named twice (<see cref="ErrorCodes.VaultRecipientInvalid"/>).</exception>
    public PasskeySealer(IEnumerable<VaultRecipient> recipients)
    {
        ArgumentNullException.ThrowIfNull(recipients);
        Recipients = [.. recipients];
        if (Recipients.Count == 0)
        {
            throw VaultFailure.Of(ErrorCodes.VaultRecipientInvalid, "There is none, so nobody could ever open what is sealed.");
        }

        if (Recipients.GroupBy(recipient => recipient.Identity.KeyId, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1) is { } twice)
        {
            throw VaultFailure.Of(ErrorCodes.VaultRecipientInvalid, $"The key {twice.Key} is given twice.");
        }
    }

    /// <summary>Gets for whom is sealed.</summary>
    public IReadOnlyList<VaultRecipient> Recipients { get; }

    /// <summary>Seals a key, bound to what is known of the passkey.</summary>
    /// <exception cref="ProvisioningException">The passkey has a text that cannot be written (<see cref="ErrorCodes.VaultFailed"/>).</exception>
    public SealedPasskey Seal(VaultedPasskey passkey, PrivateKeyBytes privateKey)
    {
        ArgumentNullException.ThrowIfNull(passkey);
        ArgumentNullException.ThrowIfNull(privateKey);
        var authenticated = SealedPasskey.AuthenticatedDataOf(passkey);
        var clear = privateKey.Reveal().Span;
        var ciphertext = new byte[clear.Length];
        var tag = new byte[TagLength];
        var nonce = RandomNumberGenerator.GetBytes(NonceLength);
        Span<byte> contentKey = stackalloc byte[ContentKeyLength];
        try
        {
            RandomNumberGenerator.Fill(contentKey);
            using var cipher = new AesGcm(contentKey, tag.Length);
            cipher.Encrypt(nonce, clear, ciphertext, tag, authenticated);
            var keys = new List<SealedKey>();
            foreach (var recipient in Recipients)
            {
                keys.Add(new(recipient.Identity, recipient.Encrypt(contentKey)));
            }

            return SealedPasskey.Of(passkey, new(keys, nonce, ciphertext, tag));
        }
        finally
        {
            CryptographicOperations.ZeroMemory(contentKey);
        }
    }
}
