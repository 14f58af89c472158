using BenchmarkDotNet.Attributes;
using IdMelon.Provisioning.Authenticators;
using IdMelon.Provisioning.Local;
using IdMelon.Provisioning.WebAuthn;

namespace IdMelon.Provisioning.Benchmarks;

/// <summary>How long does it take to make a passkey?</summary>
[MemoryDiagnoser]
[MedianColumn]
public class AuthenticatorBenchmarks
{
    private readonly SoftwareAuthenticator authenticator = new(new PasskeyKeyFactory());
    private readonly CallerOrigin caller = new("https://login.microsoft.com", "https://login.microsoft.com");

    private readonly PasskeyCreationOptions options = new()
    {
        RelyingPartyId = "login.microsoft.com",
        UserId = new byte[32],
        UserName = "ada@contoso.com",
        Challenge = new byte[32],
        Algorithms = [-7, -257],
    };

    [Benchmark]
    public async Task<int> Create()
    {
        using var made = (await authenticator.CreateAsync(options, caller, CancellationToken.None)).Value;
        return made.Registration.AttestationObject.Length;
    }
}
