using System.Security.Cryptography.X509Certificates;

namespace IdMelon.Provisioning.Local.Vaults;

/// <summary>How PKCS#12 files are read.</summary>
internal static class CertificateFile
{
    /// <summary>Gets what keeps a private key out of the machine's key stores; macOS has no such way.</summary>
    public static X509KeyStorageFlags KeyStorage => OperatingSystem.IsMacOS() ? X509KeyStorageFlags.DefaultKeySet : X509KeyStorageFlags.EphemeralKeySet;
}
