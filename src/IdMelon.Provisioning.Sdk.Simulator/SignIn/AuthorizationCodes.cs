using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using IdMelon.Provisioning.Simulator.Directory;

namespace IdMelon.Provisioning.Simulator.SignIn;

/// <summary>Authorization codes on their way from the sign-in host to Security info: good once, for ten minutes, and only with the right verifier.</summary>
internal sealed class AuthorizationCodes(TimeProvider time)
{
    private readonly ExpiringStore<Grant> grants = new(time, static grant => grant.Expires);

    /// <summary>How many are kept.</summary>
    public int Count => grants.Count;

    public string Issue(SimulatedUser user, SignInMethod method, SignInMethod proof, string codeChallenge)
    {
        var code = "1.A" + OpaqueText.Create(420);
        var now = time.GetUtcNow();
        grants.TryAdd(code, new(new(user, method, proof, now), codeChallenge, now.AddMinutes(10)));
        return code;
    }

    /// <summary>Tells whose code it is, without redeeming it.</summary>
    public SimulatedUser? UserOf(string? code) => grants.TryFind(code, out var grant) ? grant.Redeemed.User : null;

    public RedeemedCode? Redeem(string code, string verifier)
    {
        if (!grants.TryTake(code, out var grant))
        {
            return null;
        }

        var challenge = Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(verifier)));
        return OpaqueText.Same(grant.CodeChallenge, challenge) ? grant.Redeemed : null;
    }

    private sealed record Grant(RedeemedCode Redeemed, string CodeChallenge, DateTimeOffset Expires);
}
