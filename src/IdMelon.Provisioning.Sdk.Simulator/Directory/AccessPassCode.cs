using System.Security.Cryptography;

namespace IdMelon.Provisioning.Simulator.Directory;

/// <summary>Makes the codes of access passes.</summary>
internal static class AccessPassCode
{
    public const int DefaultLength = 8;

    // The alphabet of the documentation's sample: letters, digits and signs that must survive form encoding.
    private const string Alphabet = "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnpqrstuvwxyz23456789+*%&";

    public static string Create(int length = DefaultLength) => RandomNumberGenerator.GetString(Alphabet, length);
}
