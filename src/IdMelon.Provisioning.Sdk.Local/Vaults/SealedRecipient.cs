namespace IdMelon.Provisioning.Local.Vaults;

/// <summary>For whom an entry is sealed.</summary>
/// <param name="KeyId">The RFC 7638 thumbprint of the recipient's RSA key, base64url; the <c>kid</c> of the entry.</param>
/// <param name="CertificateThumbprint">The SHA-256 of the recipient's certificate, base64url; the <c>x5t#S256</c> of the entry.</param>
public sealed record SealedRecipient(string KeyId, string CertificateThumbprint);
