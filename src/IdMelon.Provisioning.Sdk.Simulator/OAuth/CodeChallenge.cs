using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using IdMelon.Provisioning.Simulator.SignIn;

namespace IdMelon.Provisioning.Simulator.OAuth;

/// <summary>What an application shows of a secret that it will show in full when it redeems the code (PKCE).</summary>
internal sealed record CodeChallenge(string Value, bool IsHashed)
{
    public bool IsMetBy(string verifier) =>
        OpaqueText.Same(Value, IsHashed ? Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes(verifier))) : verifier);
}
