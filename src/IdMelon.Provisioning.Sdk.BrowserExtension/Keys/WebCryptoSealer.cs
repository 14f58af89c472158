using System.Buffers.Text;
using System.Runtime.InteropServices.JavaScript;
using System.Runtime.Versioning;
using IdMelon.Provisioning.Authenticators;
using IdMelon.Provisioning.Vaults;

namespace IdMelon.Provisioning.BrowserExtension.Keys;

/// <summary>Seals private keys with the browser's WebCrypto, in the form of the library's other sealers.</summary>
/// <remarks>Thread-safe. <c>keys.js</c> must have been loaded into the page that the program runs in.</remarks>
[SupportedOSPlatform("browser")]
public sealed class WebCryptoSealer : IPasskeySealer
{
    /// <inheritdoc/>
    public async Task<SealedPasskey> SealAsync(VaultedPasskey passkey, PrivateKeyBytes privateKey, IReadOnlyList<SealingRecipient> recipients, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(passkey);
        ArgumentNullException.ThrowIfNull(privateKey);
        ArgumentNullException.ThrowIfNull(recipients);
        var authenticated = SealedPasskey.AuthenticatedDataOf(passkey);
        string[] keys = [.. recipients.Select(recipient => Convert.ToBase64String(recipient.SubjectPublicKeyInfo.Span))];
        try
        {
            using var facts = KeyScript.Give(authenticated);
            using var clear = KeyScript.Give(privateKey.Reveal());
            var text = await KeyScript.SealAsync(clear, facts, keys).WaitAsync(cancellationToken).ConfigureAwait(false);
            byte[][] parts = [.. text.Split('.').Select(part => Base64Url.DecodeFromChars(part))];
            return SealedPasskey.Of(passkey, new([.. recipients.Zip(parts.Skip(3), (recipient, key) => new SealedKey(recipient.Identity, key))], parts[0], parts[1], parts[2]));
        }
        catch (JSException)
        {
            // The browser's own text could tell of the bytes.
            throw new ProvisioningException(ProvisioningError.Of(ErrorCodes.VaultFailed, "The browser could not seal the key."));
        }
    }
}
