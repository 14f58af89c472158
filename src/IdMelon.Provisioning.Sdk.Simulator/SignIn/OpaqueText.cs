using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace IdMelon.Provisioning.Simulator.SignIn;

/// <summary>Random values that a browser carries without understanding them.</summary>
internal static class OpaqueText
{
    public static string Create(int bytes = 48) => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(bytes));

    /// <summary>The context of a flow: as long as the real one is typically, a few hundred characters.</summary>
    public static string Context() => "rQQIAR" + Create(180);

    /// <summary>The token of a flow.</summary>
    public static string FlowToken() => "AQABIQ" + Create(240);

    /// <summary>An encrypted token in shape and size: five parts, of which all but the header are random.</summary>
    /// <param name="header">The members of the header besides those that tell the algorithms and the key.</param>
    /// <param name="bytes">How long what is encrypted would be.</param>
    public static string EncryptedToken(string header, int bytes)
    {
        var whole = $$"""{"alg":"RSA-OAEP-256","enc":"A256GCM","kid":"{{RandomNumberGenerator.GetHexString(40)}}",{{header}}}""";
        return string.Join('.', Base64Url.EncodeToString(Encoding.ASCII.GetBytes(whole)), Create(256), Create(12), Create(bytes), Create(16));
    }

    /// <summary>A canary with the kind of page in its suffix: 0 sign-in, 9 stay signed in, 6 proof-up.</summary>
    public static string Canary(int page) => Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)) + $"={page}:1";

    /// <summary>Compares without telling by time where two values differ.</summary>
    public static bool Same(string expected, string? given) =>
        given is not null && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(expected), Encoding.UTF8.GetBytes(given));
}
