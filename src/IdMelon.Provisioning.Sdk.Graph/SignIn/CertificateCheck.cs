using System.Globalization;
using System.Security.Cryptography.X509Certificates;

namespace IdMelon.Provisioning.Graph.SignIn;

/// <summary>Looks early for what the service would refuse late.</summary>
internal static class CertificateCheck
{
    /// <exception cref="ProvisioningException">The certificate cannot be signed in with.</exception>
    public static void Require(X509Certificate2 certificate, string name, TimeProvider time)
    {
        var now = time.GetUtcNow();
        if (!certificate.HasPrivateKey)
        {
            throw SettingFault.OfSignIn(name, "has no private key. Give the file that was exported with its key (.pfx, .p12), not the certificate alone (.cer, .crt).");
        }

        if (now < certificate.NotBefore)
        {
            throw SettingFault.OfSignIn(name, $"is not valid before {Day(certificate.NotBefore)}. Check the clock of this machine, or wait.");
        }

        if (now > certificate.NotAfter)
        {
            throw SettingFault.OfSignIn(name, $"expired on {Day(certificate.NotAfter)}. Make a new one and upload its public part to the application registration.");
        }

        using var key = certificate.GetRSAPrivateKey()
            ?? throw SettingFault.OfSignIn(name, "has no RSA key, which Entra ID demands of an application's certificate. Make one with RSA 2048 bits or more.");
    }

    private static string Day(DateTime moment) => moment.ToUniversalTime().ToString("yyyy-MM-dd HH:mm'Z'", CultureInfo.InvariantCulture);
}
