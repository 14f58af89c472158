using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using IdMelon.Provisioning.Authenticators;
using IdMelon.Provisioning.Vaults;

namespace IdMelon.Provisioning.Local.Vaults;

/// <summary>The private key of a recipient, which opens what is sealed for it.</summary>
/// <remarks>Thread-safe. Keep it away from the machine that provisions.</remarks>
public sealed class VaultKey : IDisposable
{
    private const int MostFileBytes = 1 << 20;
    private const int ContentKeyLength = 32;
    private readonly Lock gate = new();
    private readonly RSA rsa;

    /// <summary>Takes over an RSA key, such as one in a security module; disposing this disposes it.</summary>
    public VaultKey(RSA rsa)
    {
        ArgumentNullException.ThrowIfNull(rsa);
        this.rsa = rsa;
        KeyId = SealedRecipient.KeyIdOf(rsa.ExportSubjectPublicKeyInfo());
    }

    /// <summary>Gets how entries name the key, see <see cref="SealedRecipient.KeyId"/>.</summary>
    public string KeyId { get; }

    /// <summary>Reads a private key: PEM (PKCS#8, encrypted or not, or PKCS#1) or PKCS#12.</summary>
    /// <param name="path">The file.</param>
    /// <param name="password">The password of the file; null for none.</param>
    /// <exception cref="ProvisioningException">It cannot be read, holds no RSA key, or has another password (<see cref="ErrorCodes.VaultKeyWrong"/>).</exception>
    public static VaultKey ReadFile(string path, SecretText? password = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        byte[] bytes = [];
        try
        {
            using (var stream = File.OpenRead(path))
            {
                if (stream.Length > MostFileBytes)
                {
                    throw Wrong($"{path} is too large to be a key.");
                }

                bytes = new byte[stream.Length];
                stream.ReadExactly(bytes);
            }

            return new(bytes.AsSpan().IndexOf("-----BEGIN "u8) >= 0 ? ReadPem(bytes, path, password) : ReadPkcs12(bytes, path, password));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Wrong($"{path} cannot be read: {exception.Message}", exception);
        }
        catch (Exception exception) when (exception is CryptographicException or ArgumentException)
        {
            // What the parser says could quote the file.
            throw Wrong($"{path} holds no RSA private key, or has {(password is null ? "a password, which was not given" : "another password")}.");
        }
        finally
        {
            CryptographicOperations.ZeroMemory(bytes);
        }
    }

    /// <summary>Tells whether an entry is sealed for this key.</summary>
    public bool CanOpen(SealedPasskey entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        return entry.Recipients.Any(recipient => recipient.KeyId == KeyId);
    }

    /// <summary>Opens an entry; the caller disposes the key.</summary>
    /// <exception cref="ProvisioningException">It is sealed for others (<see cref="ErrorCodes.VaultKeyWrong"/>), or was altered (<see cref="ErrorCodes.VaultDamaged"/>).</exception>
    public PrivateKeyBytes Open(SealedPasskey entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        var mine = entry.Content.Keys.FirstOrDefault(key => key.For.KeyId == KeyId)
            ?? throw Wrong($"The entry of {entry.Passkey.CredentialId} is sealed for {string.Join(", ", entry.Recipients.Select(recipient => recipient.KeyId))}, not for {KeyId}.");
        byte[] contentKey = [];
        var clear = new byte[entry.Content.Ciphertext.Length];
        try
        {
            lock (gate)
            {
                contentKey = rsa.Decrypt(mine.EncryptedKey.Span, RSAEncryptionPadding.OaepSHA256);
            }

            if (contentKey.Length != ContentKeyLength)
            {
                throw Altered(entry, null);
            }

            using var cipher = new AesGcm(contentKey, entry.Content.Tag.Length);
            cipher.Decrypt(entry.Content.Nonce.Span, entry.Content.Ciphertext.Span, entry.Content.Tag.Span, clear, SealedPasskey.AuthenticatedDataOf(entry.Passkey));
            return new(clear);
        }
        catch (CryptographicException exception)
        {
            throw Altered(entry, exception);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(contentKey);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => rsa.Dispose();

    /// <summary>Prints the key id.</summary>
    public override string ToString() => $"key {KeyId}";

    private static RSA ReadPem(byte[] bytes, string path, SecretText? password)
    {
        var rsa = RSA.Create();
        try
        {
            // A file may hold the certificate beside the key: only the key counts.
            var pem = PrivateKeyIn(Encoding.Latin1.GetString(bytes)) ?? throw Wrong($"{path} holds no private key.");
            if (pem.StartsWith("-----BEGIN ENCRYPTED", StringComparison.Ordinal))
            {
                rsa.ImportFromEncryptedPem(pem, password?.Reveal());
            }
            else
            {
                rsa.ImportFromPem(pem);
            }

            return rsa;
        }
        catch
        {
            rsa.Dispose();
            throw;
        }
    }

    private static string? PrivateKeyIn(string text)
    {
        var rest = text.AsSpan();
        while (PemEncoding.TryFind(rest, out var found))
        {
            if (rest[found.Label].EndsWith("PRIVATE KEY", StringComparison.Ordinal))
            {
                return rest[found.Location].ToString();
            }

            rest = rest[found.Location.End..];
        }

        return null;
    }

    private static RSA ReadPkcs12(byte[] bytes, string path, SecretText? password)
    {
        using var certificate = X509CertificateLoader.LoadPkcs12(bytes, password?.Reveal(), CertificateFile.KeyStorage);
        return certificate.GetRSAPrivateKey() ?? throw Wrong($"{path} holds no RSA private key.");
    }

    private static ProvisioningException Altered(SealedPasskey entry, Exception? behind) =>
        VaultFailure.Damaged($"The entry of {entry.Passkey.CredentialId} was altered: the key does not open it.", behind);

    private static ProvisioningException Wrong(string detail, Exception? behind = null) => VaultFailure.Of(ErrorCodes.VaultKeyWrong, detail, behind);
}
