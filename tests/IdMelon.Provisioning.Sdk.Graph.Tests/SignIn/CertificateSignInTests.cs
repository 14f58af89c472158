using System.Security.Cryptography.X509Certificates;
using System.Text;
using IdMelon.Provisioning.Simulator;
using Microsoft.Extensions.Time.Testing;

namespace IdMelon.Provisioning.Graph.Tests;

/// <summary>Certificates of every origin, with the real MSAL against the simulator.</summary>
public sealed class CertificateSignInTests : IDisposable
{
    private const string Password = "canary-Password-3";

    // Making a key takes long on a busy machine.
    private static readonly X509Certificate2 Certificate = TestCertificates.Rsa();

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<string> Origins => ["object", "pfx", "pfx without password", "pem", "encrypted pem"];

    [Theory]
    [MemberData(nameof(Origins))]
    public async Task A_registered_certificate_signs_in(string origin)
    {
        await using var simulator = await EntraSimulator.StartAsync(cancellationToken: Token);
        simulator.Applications.All[0].AddCertificate(Certificate);

        using (var tenant = Tenant(simulator, WayOf(origin)))
        {
            (await tenant.ListPasskeysAsync(User(simulator), Token)).Succeeded.ShouldBeTrue();
        }

        Certificate.HasPrivateKey.ShouldBeTrue("the caller's stays usable");
        Certificate.GetRSAPrivateKey().ShouldNotBeNull().Dispose();
    }

    [Fact]
    public async Task A_certificate_of_a_store_signs_in()
    {
        await using var simulator = await EntraSimulator.StartAsync(cancellationToken: Token);
        simulator.Applications.All[0].AddCertificate(Certificate);
        using var store = new X509Store(StoreName.My, StoreLocation.CurrentUser);
        store.Open(OpenFlags.ReadWrite);
        using var persisted = X509CertificateLoader.LoadPkcs12(Certificate.Export(X509ContentType.Pfx), null, X509KeyStorageFlags.PersistKeySet | X509KeyStorageFlags.Exportable);
        store.Add(persisted);
        try
        {
            using var tenant = Tenant(simulator, GraphSignIn.CertificateFromStore("\u200E" + Certificate.Thumbprint.ToLowerInvariant().Insert(2, " ")));

            (await tenant.ListPasskeysAsync(User(simulator), Token)).Succeeded.ShouldBeTrue();
        }
        finally
        {
            store.Remove(persisted);
        }
    }

    [Fact]
    public async Task A_certificate_that_is_not_registered_is_refused()
    {
        await using var simulator = await EntraSimulator.StartAsync(cancellationToken: Token);
        using var tenant = Tenant(simulator, GraphSignIn.Certificate(Certificate));

        var error = (await tenant.ListPasskeysAsync(User(simulator), Token)).Error!;

        error.Code.ShouldBe(ErrorCodes.TenantCertificateRefused);
        error.ServiceCode.ShouldBe("AADSTS700027");
        error.HttpStatus.ShouldBe(401);
    }

    [Fact]
    public async Task A_certificate_that_has_expired_meanwhile_is_refused()
    {
        var time = new FakeTimeProvider(DateTimeOffset.UtcNow);
        await using var simulator = await EntraSimulator.StartAsync(new EntraSimulatorOptions { TimeProvider = time }, Token);
        simulator.Applications.All[0].AddCertificate(Certificate);
        using var tenant = Tenant(simulator, GraphSignIn.Certificate(Certificate));
        time.Advance(TimeSpan.FromDays(31));

        (await tenant.ListPasskeysAsync(User(simulator), Token)).Error!.Code.ShouldBe(ErrorCodes.TenantCertificateRefused);
    }

    [Fact]
    public async Task A_clock_that_is_wrong_is_told_with_both_times()
    {
        var time = new FakeTimeProvider(DateTimeOffset.UtcNow);
        await using var simulator = await EntraSimulator.StartAsync(new EntraSimulatorOptions { TimeProvider = time }, Token);
        simulator.Applications.All[0].AddCertificate(Certificate);
        using var tenant = Tenant(simulator, GraphSignIn.Certificate(Certificate));
        time.Advance(TimeSpan.FromHours(3));

        var error = (await tenant.ListPasskeysAsync(User(simulator), Token)).Error!;

        error.Code.ShouldBe(ErrorCodes.TenantClockSkew);
        error.ServiceCode.ShouldBe("AADSTS700024");
        error.Message.ShouldContain("By the clock of this machine it is ");
        error.Remedy.ShouldContain("clock of this machine");
    }

    public static TheoryData<string, string> Faults => new()
    {
        { "missing", "names no file" },
        { "folder", "cannot be read" },
        { "nonsense", "cannot be used" },
        { "wrong password", "password" },
        { "wrong pem password", "password" },
        { "certificate alone", "has no private key" },
        { "expired", "expired on " },
        { "early", "is not valid before " },
        { "elliptic", "has no RSA key" },
        { "no thumbprint", "40 hexadecimal digits" },
        { "unknown thumbprint", "names no certificate" },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public void A_certificate_that_cannot_work_is_told_early(string fault, string told)
    {
        using var service = new CannedService();

        var failure = Should.Throw<ProvisioningException>(() => service.Tenant(options => (options.ClientSecret, options.SignIn) = (null, Faulty(fault))));

        failure.Error.Code.ShouldBe(ErrorCodes.ConfigurationInvalid);
        failure.Error.Message.ShouldContain("GraphTenantOptions.SignIn (Certificate");
        failure.Error.Message.ShouldContain(told);
        failure.ToString().ShouldNotContain("canary");
        service.Requests.ShouldBeEmpty();
    }

    [Fact]
    public void Validity_is_judged_by_the_clock_of_the_options()
    {
        using var service = new CannedService();
        var time = new FakeTimeProvider(DateTimeOffset.UtcNow.AddDays(40));

        Should.Throw<ProvisioningException>(() => service.Tenant(options => (options.ClientSecret, options.SignIn, options.Time) = (null, GraphSignIn.Certificate(Certificate), time)))
            .Error.Message.ShouldContain("expired on ");
    }

    public void Dispose() => folder.Delete(recursive: true);

    private static Requests.UserPrincipalName User(EntraSimulator simulator) =>
        Requests.UserPrincipalName.Parse((simulator.Directory.Find("ada@contoso.onmicrosoft.com") ?? simulator.Directory.AddUser("ada@contoso.onmicrosoft.com")).UserPrincipalName);

    private static GraphTenant Tenant(EntraSimulator simulator, GraphSignIn way) => new(new GraphTenantOptions
    {
        TenantId = simulator.TenantId.ToString(),
        ClientId = simulator.ClientId,
        SignIn = way,
        HttpHandler = simulator.CreateHandler(),
        RateGovernor = GraphRateGovernor.Unlimited(),
    });

    private GraphSignIn WayOf(string origin) => origin switch
    {
        "pfx" => GraphSignIn.CertificateFile(Written(Certificate.Export(X509ContentType.Pfx, Password)), new SecretText(Password)),
        "pfx without password" => GraphSignIn.CertificateFile(Written(Certificate.Export(X509ContentType.Pfx))),
        "pem" => GraphSignIn.CertificateFile(Written(Encoding.ASCII.GetBytes(TestCertificates.Pem(Certificate, null)))),
        "encrypted pem" => GraphSignIn.CertificateFile(Written(Encoding.ASCII.GetBytes(TestCertificates.Pem(Certificate, Password))), new SecretText(Password)),
        _ => GraphSignIn.Certificate(Certificate),
    };

    private GraphSignIn Faulty(string fault) => fault switch
    {
        "missing" => GraphSignIn.CertificateFile(Path.Combine(folder.FullName, "none.pfx")),
        "folder" => GraphSignIn.CertificateFile(folder.FullName),
        "nonsense" => GraphSignIn.CertificateFile(Written([1, 2, 3])),
        "wrong password" => GraphSignIn.CertificateFile(Written(Certificate.Export(X509ContentType.Pfx, "right")), new SecretText(Password)),
        "wrong pem password" => GraphSignIn.CertificateFile(Written(Encoding.ASCII.GetBytes(TestCertificates.Pem(Certificate, "right"))), new SecretText(Password)),
        "certificate alone" => GraphSignIn.CertificateFile(Written(Encoding.ASCII.GetBytes(Certificate.ExportCertificatePem()))),
        "expired" => GraphSignIn.Certificate(TestCertificates.Rsa(TimeSpan.FromDays(-9), TimeSpan.FromDays(-1))),
        "early" => GraphSignIn.Certificate(TestCertificates.Rsa(TimeSpan.FromDays(1), TimeSpan.FromDays(2))),
        "elliptic" => GraphSignIn.Certificate(TestCertificates.Elliptic()),
        "no thumbprint" => GraphSignIn.CertificateFromStore("abc"),
        _ => GraphSignIn.CertificateFromStore(Certificate.Thumbprint),
    };

    private string Written(byte[] content)
    {
        var path = Path.Combine(folder.FullName, Guid.NewGuid().ToString("N"));
        File.WriteAllBytes(path, content);
        return path;
    }
}
