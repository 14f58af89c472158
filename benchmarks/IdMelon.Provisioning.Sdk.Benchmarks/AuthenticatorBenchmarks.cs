using System.Buffers.Text;
using BenchmarkDotNet.Attributes;
using IdMelon.Provisioning.Authenticators;
using IdMelon.Provisioning.Local;
using IdMelon.Provisioning.Vaults;
using IdMelon.Provisioning.WebAuthn;

namespace IdMelon.Provisioning.Benchmarks;

/// <summary>How long does it take to make a passkey, and to sign in with it? Allowed are 300 µs each.</summary>
/// <remarks>With a challenge of the length that Entra ID's have, and its extensions. An RSA key takes a search for primes, so only its use is measured.</remarks>
[MemoryDiagnoser]
[MedianColumn]
public class AuthenticatorBenchmarks
{
    private readonly CallerOrigin caller = new("https://login.microsoft.com", "https://login.microsoft.com");

    private readonly PasskeyCreationOptions options = new()
    {
        RelyingPartyId = "login.microsoft.com",
        UserId = new byte[32],
        UserName = "ada@contoso.com",
        Challenge = new byte[5200],
        Algorithms = [(int)CoseAlgorithm.Es256, (int)CoseAlgorithm.Rs256],
        Attestation = "direct",
        Extensions = new() { HmacCreateSecret = true, EnforceProtection = true, Protection = CredentialProtection.UserVerificationOptional },
    };

    private readonly PasskeyRequestOptions request = new() { RelyingPartyId = "login.microsoft.com", Challenge = new byte[64] };
    private readonly SoftwareAuthenticator plain = new(new PasskeyKeyFactory());
    private readonly SoftwareAuthenticator attesting = new(new PasskeyKeyFactory(), new() { Attestation = new PasskeyAttestation.SelfSigned() });
    private SoftwareAuthenticator es256 = null!;
    private SoftwareAuthenticator rs256 = null!;

    [GlobalSetup]
    public async Task PrepareAsync()
    {
        es256 = await WithOneAsync(CoseAlgorithm.Es256);
        rs256 = await WithOneAsync(CoseAlgorithm.Rs256);
    }

    [Benchmark]
    public Task<int> Create() => CreateAsync(plain);

    [Benchmark]
    public Task<int> CreateAttested() => CreateAsync(attesting);

    [Benchmark]
    public Task<int> Get() => GetAsync(es256);

    [Benchmark]
    public Task<int> GetRs256() => GetAsync(rs256);

    private async Task<int> CreateAsync(SoftwareAuthenticator authenticator)
    {
        using var made = (await authenticator.CreateAsync(options, caller, CancellationToken.None)).Value;
        return made.Registration.AttestationObject.Length;
    }

    private async Task<int> GetAsync(SoftwareAuthenticator authenticator) =>
        (await authenticator.GetAsync(request, caller, CancellationToken.None)).Value.Signature.Length;

    private async Task<SoftwareAuthenticator> WithOneAsync(CoseAlgorithm algorithm)
    {
        var vault = new InMemoryVault();
        var authenticator = new SoftwareAuthenticator(new PasskeyKeyFactory(), store: vault);
        using var made = (await authenticator.CreateAsync(options with { Algorithms = [(int)algorithm] }, caller, CancellationToken.None)).Value;
        var id = Base64Url.EncodeToString(made.Registration.CredentialId.Span);
        await vault.KeepPendingAsync(new(id, "login.microsoft.com", "ada@contoso.com", "AQID", made.Aaguid, "request", DateTimeOffset.UnixEpoch, VaultedPasskeyState.Pending), made.PrivateKey!, CancellationToken.None);
        return authenticator;
    }
}
