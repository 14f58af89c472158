using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Shouldly;
using Xunit;

namespace IdMelon.Provisioning.Simulator.Tests.Hosting;

/// <summary>What a browser is started with, here or in another process.</summary>
public sealed class ChromiumArgumentsTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_pin_is_that_of_the_key_that_answers()
    {
        await using var simulator = await EntraSimulator.StartAsync(cancellationToken: Cancellation);
        var trust = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        trust.CustomTrustStore.Add(simulator.CertificateAuthority);
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, simulator.Port, Cancellation);
        await using var secured = new SslStream(client.GetStream());

        await secured.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = "login.microsoft.com", CertificateChainPolicy = trust }, Cancellation);

        var key = secured.RemoteCertificate.ShouldBeOfType<X509Certificate2>().PublicKey;
        simulator.CertificatePin.ShouldBe(Convert.ToBase64String(SHA256.HashData(key.ExportSubjectPublicKeyInfo())));
    }

    [Fact]
    public async Task Another_process_makes_the_same_arguments_of_port_and_pin()
    {
        await using var simulator = await EntraSimulator.StartAsync(cancellationToken: Cancellation);

        EntraSimulator.ChromiumArgumentsFor(simulator.Port, simulator.CertificatePin).ShouldBe(simulator.ChromiumArguments);
        simulator.ChromiumArguments.ShouldBe([$"--host-resolver-rules=MAP * 127.0.0.1:{simulator.Port}, EXCLUDE localhost", $"--ignore-certificate-errors-spki-list={simulator.CertificatePin}"]);
    }

    [Theory]
    [InlineData(0, "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=")]
    [InlineData(65536, "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=")]
    [InlineData(443, "")]
    [InlineData(443, "AAAA")]
    [InlineData(443, "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA= --no-sandbox")]
    [InlineData(443, " AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=")]
    public void What_is_no_port_or_pin_gets_into_no_argument(int port, string pin) =>
        Should.Throw<ArgumentException>(() => EntraSimulator.ChromiumArgumentsFor(port, pin));
}
