using System.Buffers.Text;
using System.Text;

namespace IdMelon.Provisioning.Local.Vaults;

/// <summary>The members of a sealed entry, decoded.</summary>
internal sealed record SealedParts(IReadOnlyList<SealedKey> Keys, byte[] Binding, byte[] Nonce, byte[] Ciphertext, byte[] Tag)
{
    /// <summary>What the content's encryption authenticates besides: the protected header and the <c>aad</c> (RFC 7516, 5.1, step 14).</summary>
    public static byte[] AuthenticatedWith(ReadOnlySpan<byte> binding) =>
        Encoding.ASCII.GetBytes($"{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(SealedPasskey.ProtectedHeader))}.{Base64Url.EncodeToString(binding)}");
}

/// <summary>The content's key, encrypted for one recipient.</summary>
internal sealed record SealedKey(SealedRecipient For, byte[] EncryptedKey);
