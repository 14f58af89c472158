namespace IdMelon.Provisioning.Vaults;

/// <summary>The key of a sealed content, encrypted for one recipient.</summary>
/// <param name="For">The recipient.</param>
/// <param name="EncryptedKey">The 32 bytes of the key, encrypted by RSA-OAEP with SHA-256.</param>
public sealed record SealedKey(SealedRecipient For, ReadOnlyMemory<byte> EncryptedKey);
