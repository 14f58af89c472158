using System.Security.Cryptography;
using Microsoft.IdentityModel.Tokens;

namespace IdMelon.Provisioning.Simulator.OAuth;

/// <summary>The keys tokens are made with; they live as long as the tenant.</summary>
internal sealed class TokenKeys : IDisposable
{
    private readonly RSA rsa = RSA.Create(2048);

    public TokenKeys() => Signing = new RsaSecurityKey(rsa)
    {
        KeyId = Base64UrlEncoder.Encode(RandomNumberGenerator.GetBytes(20)),

        // The library otherwise keeps signers for keys of tenants that are gone.
        CryptoProviderFactory = new CryptoProviderFactory { CacheSignatureProviders = false },
    };

    /// <summary>Signs access tokens.</summary>
    public RsaSecurityKey Signing { get; }

    /// <summary>Wanted by the token server at start; nothing is encrypted with it.</summary>
    public SymmetricSecurityKey Encryption { get; } = new(RandomNumberGenerator.GetBytes(32));

    public void Dispose() => rsa.Dispose();
}
