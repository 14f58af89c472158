using System.Security.Cryptography;
using System.Text;
using IdMelon.Provisioning.Authenticators;

namespace IdMelon.Provisioning.ConsoleRunner.Hosting;

/// <summary>Writes a private key in clear.</summary>
internal static class KeyFile
{
    /// <summary>Writes a new file that its owner alone may read.</summary>
    public static void Write(string path, PrivateKeyBytes key)
    {
        var pem = PemEncoding.Write("PRIVATE KEY", key.Reveal().Span);
        var bytes = Encoding.ASCII.GetBytes(pem);
        try
        {
            // Never an existing one, whose permissions and readers nobody knows.
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, BufferSize = 0 };
            if (!OperatingSystem.IsWindows())
            {
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            }

            using var file = new FileStream(path, options);
            file.Write(bytes);
            file.WriteByte((byte)'\n');
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ProvisioningException(ProvisioningError.Of(ErrorCodes.ConfigurationInvalid, $"The file {path} cannot be made; it must not exist yet."), exception);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(bytes);
            Array.Clear(pem);
        }
    }
}
