using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using IdMelon.Provisioning.Vaults;

namespace IdMelon.Provisioning.Local.Vaults;

/// <summary>The name of an entry's file: the SHA-256 of its credential id, and where it stands.</summary>
/// <param name="Id">The SHA-256 of the credential id, in lower-case hexadecimal digits: safe on every file system, whatever the id is.</param>
/// <param name="State">Where the passkey stands; null for one that is being removed.</param>
internal readonly record struct EntryName(string Id, VaultedPasskeyState? State)
{
    private const string Pending = ".pending.jwe";
    private const string Active = ".active.jwe";
    private const string Removed = ".removed.jwe";

    public static EntryName Of(string credentialId, VaultedPasskeyState? state) => new(IdOf(credentialId), state);

    public static string IdOf(string credentialId) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(credentialId)));

    public static EntryName? Parse(string fileName)
    {
        var dot = fileName.IndexOf('.', StringComparison.Ordinal);
        if (dot != 2 * SHA256.HashSizeInBytes || !fileName.AsSpan(0, dot).ContainsOnlyLowerHex())
        {
            return null;
        }

        return fileName[dot..] switch
        {
            Pending => new(fileName[..dot], VaultedPasskeyState.Pending),
            Active => new(fileName[..dot], VaultedPasskeyState.Active),
            Removed => new(fileName[..dot], null),
            _ => null,
        };
    }

    public override string ToString() => Id + State switch
    {
        VaultedPasskeyState.Pending => Pending,
        VaultedPasskeyState.Active => Active,
        _ => Removed,
    };
}

/// <summary>What is a hexadecimal digit here.</summary>
internal static class LowerHex
{
    private static readonly SearchValues<char> Digits = SearchValues.Create("0123456789abcdef");

    public static bool ContainsOnlyLowerHex(this ReadOnlySpan<char> text) => !text.ContainsAnyExcept(Digits);
}
