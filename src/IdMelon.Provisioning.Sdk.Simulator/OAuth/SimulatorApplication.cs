using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using IdMelon.Provisioning.Simulator.Hosting;
using IdMelon.Provisioning.Simulator.SignIn;

namespace IdMelon.Provisioning.Simulator.OAuth;

/// <summary>An application registered in the tenant: how it proves who it is, where answers for it may go, and what it was granted.</summary>
/// <remarks>Thread-safe. Everything may be changed while the tenant runs and counts from the next request on; tokens that are out keep what they say.</remarks>
public sealed class SimulatorApplication
{
    private readonly Lock gate = new();
    private readonly List<string> secrets = [];
    private readonly List<ApplicationCertificate> certificates = [];

    internal SimulatorApplication(string clientId, string displayName)
    {
        ClientId = clientId;
        DisplayName = displayName;
    }

    /// <summary>Gets the client id.</summary>
    public string ClientId { get; }

    /// <summary>Gets the name shown to users.</summary>
    public string DisplayName { get; }

    /// <summary>Gets the object id of the service principal, which app-only tokens carry in <c>oid</c>.</summary>
    public Guid ServicePrincipalId { get; } = Guid.NewGuid();

    /// <summary>Gets or sets whether users may sign in without the application proving who it is, as desktop programs and devices do.</summary>
    /// <value>The default is <see langword="false"/>. Public clients must use PKCE.</value>
    public bool IsPublicClient { get; set; }

    /// <summary>Gets or sets the addresses answers may go to; they are compared exactly, except that the port of <c>http://localhost</c> and <c>http://127.0.0.1</c> does not count.</summary>
    /// <value>The default is none.</value>
    /// <exception cref="ArgumentException">One is no absolute address, or has a fragment.</exception>
    public IReadOnlyList<string> RedirectUris
    {
        get;
        set
        {
            ArgumentNullException.ThrowIfNull(value);
            if (value.Any(uri => !OAuth.RedirectUris.IsUsable(uri)))
            {
                throw new ArgumentException("A redirect URI is an absolute address without a fragment.", nameof(value));
            }

            field = [.. value];
        }
    }

    = [];

    /// <summary>Gets or sets the application roles that app-only tokens carry.</summary>
    /// <value>The default is none.</value>
    public IReadOnlyList<string> Roles { get; set => field = Copy.Of(value); } = [];

    /// <summary>Gets or sets the scopes the application may use on behalf of users, such as <c>User.Read</c>; consent counts as given for exactly these.</summary>
    /// <value>The default is <c>User.Read</c>, as in a new registration.</value>
    public IReadOnlyList<string> DelegatedScopes { get; set => field = Copy.Of(value); } = ["User.Read"];

    /// <summary>Tells whether the application has any means to prove who it is.</summary>
    internal bool HasCredentials
    {
        get
        {
            lock (gate)
            {
                return secrets.Count + certificates.Count > 0;
            }
        }
    }

    /// <summary>Adds a secret; earlier ones stay good.</summary>
    /// <param name="value">The secret; null makes one up.</param>
    /// <returns>The secret.</returns>
    public string AddSecret(string? value = null)
    {
        var secret = value ?? RandomNumberGenerator.GetHexString(40, lowercase: true);
        ArgumentException.ThrowIfNullOrWhiteSpace(secret, nameof(value));
        lock (gate)
        {
            secrets.Add(secret);
        }

        return secret;
    }

    /// <summary>Removes a secret.</summary>
    /// <returns>Whether there was such a secret.</returns>
    public bool RemoveSecret(string value)
    {
        lock (gate)
        {
            return secrets.Remove(value);
        }
    }

    /// <summary>Adds a certificate with which the application signs its assertions; only its public part is kept.</summary>
    /// <exception cref="ArgumentException">The certificate has no RSA key.</exception>
    public void AddCertificate(X509Certificate2 certificate)
    {
        ArgumentNullException.ThrowIfNull(certificate);
        var added = ApplicationCertificate.Of(certificate) ?? throw new ArgumentException("An application's certificate has an RSA key.", nameof(certificate));
        lock (gate)
        {
            certificates.Add(added);
        }
    }

    /// <summary>Removes a certificate.</summary>
    /// <returns>Whether it was there.</returns>
    public bool RemoveCertificate(X509Certificate2 certificate)
    {
        ArgumentNullException.ThrowIfNull(certificate);
        lock (gate)
        {
            return certificates.RemoveAll(known => known.IsNamed(null, ApplicationCertificate.Sha256Of(certificate))) > 0;
        }
    }

    /// <summary>Shows the client id and nothing that is secret.</summary>
    public override string ToString() => $"SimulatorApplication {{ ClientId = {ClientId} }}";

    internal bool HasSecret(string given)
    {
        lock (gate)
        {
            // All of them are compared, so that time does not tell which one was close.
            return secrets.Aggregate(false, (found, secret) => OpaqueText.Same(secret, given) | found);
        }
    }

    internal ApplicationCertificate? FindCertificate(string? sha1, string? sha256)
    {
        lock (gate)
        {
            return certificates.Find(certificate => certificate.IsNamed(sha1, sha256));
        }
    }
}
