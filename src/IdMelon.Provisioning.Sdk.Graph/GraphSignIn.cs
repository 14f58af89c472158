using System.Security.Cryptography.X509Certificates;
using Azure.Core;
using IdMelon.Provisioning.Graph.SignIn;

namespace IdMelon.Provisioning.Graph;

/// <summary>A way to sign in to the tenant.</summary>
/// <remarks>
/// As the application itself: <see cref="ClientSecret"/>, <see cref="Certificate"/>, <see cref="CertificateFile"/>, <see cref="CertificateFromStore"/>. As a person, for whom the application must allow public
/// client flows: <see cref="DeviceCode"/>, <see cref="Interactive"/>. <see cref="Credential"/> is for everything else. What the tenant loads, it disposes of; what it is given stays the caller's.
/// </remarks>
public abstract class GraphSignIn
{
    private protected GraphSignIn()
    {
    }

    /// <summary>The name to call it by in messages.</summary>
    internal abstract string Name { get; }

    /// <summary>What must not show should a service or a library echo it.</summary>
    internal virtual SecretText? Secret => null;

    /// <summary>Whether the application's id must be known.</summary>
    internal virtual bool NeedsClientId => true;

    /// <summary>Signs in with a client secret: its value, not its id.</summary>
    public static GraphSignIn ClientSecret(SecretText secret) => new SecretSignIn(secret ?? throw new ArgumentNullException(nameof(secret)));

    /// <summary>Signs in with a certificate that has an RSA private key.</summary>
    /// <param name="certificate">Stays the caller's, and must live as long as the tenant.</param>
    public static GraphSignIn Certificate(X509Certificate2 certificate) => new CertificateSignIn(certificate ?? throw new ArgumentNullException(nameof(certificate)));

    /// <summary>Signs in with a certificate from a file: PKCS#12, or PEM with certificate and private key.</summary>
    /// <param name="path">The file, which is read when the tenant is made.</param>
    /// <param name="password">Its password; null if it has none.</param>
    public static GraphSignIn CertificateFile(string path, SecretText? password = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        return new CertificateFileSignIn(path, password);
    }

    /// <summary>Signs in with a certificate from a store of the operating system.</summary>
    /// <param name="thumbprint">The SHA-1 thumbprint, as the store shows it.</param>
    /// <param name="location">Whose store.</param>
    /// <param name="name">Which store.</param>
    public static GraphSignIn CertificateFromStore(string thumbprint, StoreLocation location = StoreLocation.CurrentUser, StoreName name = StoreName.My)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(thumbprint);
        return new StoredCertificateSignIn(thumbprint, location, name);
    }

    /// <summary>Signs a person in on another device.</summary>
    /// <param name="show">Shows the code to the person. The sign-in waits for it to return, then for the person, fifteen minutes at most.</param>
    public static GraphSignIn DeviceCode(Func<DeviceCodePrompt, CancellationToken, Task> show) => new DeviceCodeSignIn(show ?? throw new ArgumentNullException(nameof(show)));

    /// <summary>Signs a person in in the system's browser.</summary>
    /// <param name="open">Opens an address in a browser; null takes the system's default one. The answer comes to <c>http://localhost</c>, which must be a redirect address of the application.</param>
    public static GraphSignIn Interactive(Func<Uri, CancellationToken, Task>? open = null) => new InteractiveSignIn(open);

    /// <summary>Signs in with a credential of Azure.Identity or of one's own, such as a managed identity.</summary>
    /// <remarks>The credential must be one for the same cloud. Its tokens go to the cloud's Graph host only.</remarks>
    /// <param name="credential">Stays the caller's.</param>
    public static GraphSignIn Credential(TokenCredential credential) => new CredentialSignIn(credential ?? throw new ArgumentNullException(nameof(credential)));

    /// <summary>Gets ready to sign in.</summary>
    /// <exception cref="ProvisioningException">Something of it is missing or wrong.</exception>
    internal abstract ITokenSource Open(SignInSurroundings around);
}
