using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace IdMelon.Provisioning.Graph.SignIn;

/// <summary>By a certificate from a file.</summary>
internal sealed class CertificateFileSignIn(string path, SecretText? password) : GraphSignIn
{
    private const int WrongPassword = unchecked((int)0x80070056);

    internal override string Name => nameof(CertificateFile);

    internal override SecretText? Secret => password;

    internal override ITokenSource Open(SignInSurroundings around)
    {
        var certificate = Load();
        try
        {
            CertificateCheck.Require(certificate, Name, around.Options.Time);
            return new ApplicationTokens(around, builder => builder.WithCertificate(certificate), certificate);
        }
        catch
        {
            certificate.Dispose();
            throw;
        }
    }

    private X509Certificate2 Load()
    {
        byte[] content;
        try
        {
            content = File.ReadAllBytes(path);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            throw SettingFault.OfSignIn(Name, $"names no file: '{path}'. Check the path; it is relative to the program's current folder.");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw SettingFault.OfSignIn(Name, $"cannot be read: '{path}'. Let the account that runs this program read the file.");
        }

        try
        {
            return Read(content);
        }
        catch (Exception exception) when (exception is CryptographicException or ArgumentException)
        {
            throw SettingFault.OfSignIn(Name, exception.HResult == WrongPassword
                ? $"does not open with the password given: '{path}'."
                : $"cannot be used: '{path}'. It must be PKCS#12 or PEM with a certificate and its private key, and the password, if it has one, must be right.");
        }
        finally
        {
            CryptographicOperations.ZeroMemory(content);
        }
    }

    private X509Certificate2 Read(byte[] content)
    {
        if (content.AsSpan().IndexOf("-----BEGIN "u8) < 0)
        {
            // On macOS keys cannot stay in memory only.
            return X509CertificateLoader.LoadPkcs12(content, password?.Reveal(), OperatingSystem.IsMacOS() ? X509KeyStorageFlags.DefaultKeySet : X509KeyStorageFlags.EphemeralKeySet);
        }

        var text = Encoding.UTF8.GetString(content);
        if (!text.Contains("PRIVATE KEY-----", StringComparison.Ordinal))
        {
            return X509CertificateLoader.LoadCertificate(content);
        }

        return text.Contains("-----BEGIN ENCRYPTED PRIVATE KEY-----", StringComparison.Ordinal)
            ? X509Certificate2.CreateFromEncryptedPem(text, text, password?.Reveal())
            : X509Certificate2.CreateFromPem(text, text);
    }
}
