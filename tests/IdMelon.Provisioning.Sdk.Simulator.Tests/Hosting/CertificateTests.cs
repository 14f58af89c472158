using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using IdMelon.Provisioning.Simulator.Hosting;
using Shouldly;
using Xunit;

namespace IdMelon.Provisioning.Simulator.Tests.Hosting;

public sealed class CertificateTests
{
    [Fact]
    public void The_authority_is_short_lived_and_has_no_private_key()
    {
        var (authority, leaf) = ThrowAwayAuthority.Issue(CloudHosts.Of(SimulatorCloud.Public));
        using (authority)
        using (leaf)
        {
            authority.HasPrivateKey.ShouldBeFalse();
            (authority.NotAfter - authority.NotBefore).ShouldBeLessThanOrEqualTo(TimeSpan.FromDays(7));
            authority.Extensions.Single(extension => extension.Oid?.Value == "2.5.29.30").Critical.ShouldBeTrue();
            leaf.HasPrivateKey.ShouldBeTrue();
        }
    }

    [Fact]
    public void Two_starts_share_no_key()
    {
        var first = ThrowAwayAuthority.Issue(CloudHosts.Of(SimulatorCloud.Public));
        var second = ThrowAwayAuthority.Issue(CloudHosts.Of(SimulatorCloud.Public));

        ThrowAwayAuthority.Pin(first.Leaf).ShouldNotBe(ThrowAwayAuthority.Pin(second.Leaf));
    }

    [Theory]
    [InlineData("login.microsoft.com", true)]
    [InlineData("graph.microsoft.com", true)]
    [InlineData("www.example.com", false)]
    [InlineData("microsoft.com", false)]
    public void The_constraints_let_an_authority_speak_for_the_simulated_hosts_only(string host, bool isTrusted)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var authority = Constrained(key);
        using var leafKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("O=Test", leafKey, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(host);
        request.CertificateExtensions.Add(names.Build());
        using var leaf = request.Create(authority, authority.NotBefore, authority.NotAfter, [1, 2, 3]);

        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.CustomTrustStore.Add(authority);

        chain.Build(leaf).ShouldBe(isTrusted);
    }

    /// <summary>An authority with the simulator's constraints, whose key we hold.</summary>
    private static X509Certificate2 Constrained(ECDsa key)
    {
        var (issued, leaf) = ThrowAwayAuthority.Issue(CloudHosts.Of(SimulatorCloud.Public));
        using (issued)
        using (leaf)
        {
            var request = new CertificateRequest("CN=Constrained", key, HashAlgorithmName.SHA256);
            request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
            request.CertificateExtensions.Add(issued.Extensions.Single(extension => extension.Oid?.Value == "2.5.29.30"));
            return request.CreateSelfSigned(issued.NotBefore, issued.NotAfter);
        }
    }
}
