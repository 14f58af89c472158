using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace IdMelon.Provisioning.Graph.SignIn;

/// <summary>By a certificate from a store of the operating system.</summary>
internal sealed class StoredCertificateSignIn(string thumbprint, StoreLocation location, StoreName store) : GraphSignIn
{
    internal override string Name => nameof(CertificateFromStore);

    internal override ITokenSource Open(SignInSurroundings around)
    {
        var certificate = Find();
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

    private X509Certificate2 Find()
    {
        // Copied from a dialog a thumbprint comes with blanks, colons and marks that cannot be seen.
        var wanted = new string([.. thumbprint.Where(char.IsAsciiHexDigit)]);
        if (wanted.Length != 40)
        {
            throw SettingFault.OfSignIn(Name, "needs the SHA-1 thumbprint of the certificate: 40 hexadecimal digits.");
        }

        X509Certificate2Collection all;
        try
        {
            using var opened = new X509Store(store, location);
            opened.Open(OpenFlags.ReadOnly | OpenFlags.OpenExistingOnly);
            all = opened.Certificates;
        }
        catch (Exception exception) when (exception is CryptographicException or PlatformNotSupportedException or UnauthorizedAccessException)
        {
            throw SettingFault.OfSignIn(Name, $"cannot open the certificate store {location}/{store}. Check that it exists and that the account that runs this program may read it.");
        }

        var found = all.FirstOrDefault(certificate => certificate.Thumbprint.Equals(wanted, StringComparison.OrdinalIgnoreCase));
        foreach (var other in all.Where(other => other != found))
        {
            other.Dispose();
        }

        return found ?? throw SettingFault.OfSignIn(Name, $"names no certificate of the store {location}/{store}: {wanted.ToUpperInvariant()}. Check thumbprint and store; services often need LocalMachine.");
    }
}
