using System.Security.Cryptography.X509Certificates;

namespace IdMelon.Provisioning.Graph.SignIn;

/// <summary>By a certificate of the caller's.</summary>
internal sealed class CertificateSignIn(X509Certificate2 certificate) : GraphSignIn
{
    internal override string Name => nameof(Certificate);

    internal override ITokenSource Open(SignInSurroundings around)
    {
        CertificateCheck.Require(certificate, Name, around.Options.Time);
        return new ApplicationTokens(around, builder => builder.WithCertificate(certificate));
    }
}
