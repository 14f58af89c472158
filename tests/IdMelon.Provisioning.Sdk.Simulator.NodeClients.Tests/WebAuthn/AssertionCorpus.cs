using System.Security.Cryptography;
using System.Text;

namespace IdMelon.Provisioning.Simulator.NodeClients.WebAuthn;

/// <summary>Good sign-ins, such that are well made and belong to another ceremony, and such with flipped bits.</summary>
internal sealed class AssertionCorpus : IDisposable
{
    private readonly ECDsa key = SeededKeys.EllipticCurve(11);
    private readonly RSA rsa = RSA.Create(2048);

    public IReadOnlyList<AssertionCase> All()
    {
        var random = new Random(4711);
        var good = Good();
        return [.. good, .. Faults(), .. Counters(), .. Signatures(), .. good.Take(2).SelectMany(one => Flipped(one, random))];
    }

    public void Dispose()
    {
        key.Dispose();
        rsa.Dispose();
    }

    private Parts Answer() => new() { PublicKey = SeededKeys.Cose(key), Type = "webauthn.get", Flags = 0x05 };

    private AssertionCase Sign(string family, Parts parts, Func<byte[], byte[]>? sign = null) => new(
        family, parts.PublicKey, parts.ClientData(), parts.AuthenticatorData(),
        (sign ?? (data => SeededKeys.Sign(key, data)))([.. parts.AuthenticatorData(), .. SHA256.HashData(parts.ClientData())]));

    private AssertionCase[] Good() =>
    [
        Sign("ES256", Answer()),
        Sign("RS256", Answer() with { PublicKey = SeededKeys.Cose(rsa) }, data => rsa.SignData(data, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)),
        Sign("with an extension", Answer() with { Flags = 0x85, Extensions = [0xA1, 0x61, 0x61, 0xF5] }),
        Sign("with the credential", Answer() with { Flags = 0x45 }),
        Sign("synced", Answer() with { Flags = 0x1D }) with { IsSynced = true },
        Sign("without crossOrigin", Answer() with { ClientDataTail = "" }),
        Sign("client data with a byte order mark", Answer() with { EncodeClientData = text => [.. "\uFEFF"u8, .. Encoding.UTF8.GetBytes(text)] }),
    ];

    private IEnumerable<AssertionCase> Faults() =>
    [
        Sign("another challenge", Answer() with { Challenge = "another" }),
        Sign("a creation's type", Answer() with { Type = "webauthn.create" }),
        Sign("another origin", Answer() with { Origin = "https://login.microsoftonline.com" }),
        Sign("origin with a port", Answer() with { Origin = "https://login.microsoft.com:443" }),
        Sign("cross-origin", Answer() with { ClientDataTail = ""","crossOrigin":true""" }),
        Sign("cross-origin below another site", Answer() with { ClientDataTail = ""","crossOrigin":true,"topOrigin":"https://evil.example" """ }),
        Sign("top origin", Answer() with { ClientDataTail = ""","crossOrigin":false,"topOrigin":"https://evil.example" """ }),
        Sign("another rp", Answer() with { RpId = "microsoft.com" }),
        Sign("bytes after the authenticator data", Answer() with { ChangeAuthenticatorData = data => [.. data, 0] }),
        Sign("short authenticator data", Answer() with { ChangeAuthenticatorData = data => data[..36] }),
        Sign("extensions without their flag", Answer() with { Extensions = [0xA0] }),
        Sign("flag without extensions", Answer() with { Flags = 0x85 }),
        Sign("no more device-bound", Answer() with { Flags = 0x0D }),
        Sign("no more synced", Answer()) with { IsSynced = true },
        Sign("a key that is none", Answer()) with { Key = [0x04] },
        Sign("another key", Answer()) with { Key = OtherKey() },
        Sign("no client data", Answer() with { EncodeClientData = _ => [] }),
        Sign("client data that is a number", Answer() with { EncodeClientData = _ => [.. "1"u8] }),
        .. Enumerable.Range(0, 256).Select(flags => Sign("flags", Answer() with { Flags = (byte)flags, Extensions = (flags & 0x80) == 0 ? [] : [0xA0] }) with
        {
            Detail = $"{flags:X2}",
            IsSynced = (flags & 0x08) != 0,
        }),
    ];

    private IEnumerable<AssertionCase> Counters() =>
        from stored in (uint[])[0, 1, 5, uint.MaxValue]
        from told in (uint[])[0, 1, 4, 5, 6, uint.MaxValue - 1, uint.MaxValue]
        select Sign("counter", Answer() with { Count = told }) with { Count = stored, Detail = $"{told} after {stored}" };

    private IEnumerable<AssertionCase> Signatures()
    {
        var good = Sign("", Answer());
        return
        [
            good with { Family = "empty signature", Signature = [] },
            good with { Family = "signature of zeros", Signature = new byte[70] },
            good with { Family = "truncated signature", Signature = good.Signature[..^1] },
            good with { Family = "bytes after the signature", Signature = [.. good.Signature, 0] },
            Sign("signature in the other form", Answer(), data => key.SignData(data, HashAlgorithmName.SHA256)),
            Sign("signature with another hash", Answer(), data => key.SignData(data, HashAlgorithmName.SHA384, DSASignatureFormat.Rfc3279DerSequence)),
            Sign("signature of RSA with PSS", Answer() with { PublicKey = SeededKeys.Cose(rsa) }, data => rsa.SignData(data, HashAlgorithmName.SHA256, RSASignaturePadding.Pss)),
            Sign("signature over the client data alone", Answer(), data => SeededKeys.Sign(key, data[^32..])),
        ];
    }

    private static byte[] OtherKey()
    {
        using var other = SeededKeys.EllipticCurve(12);
        return SeededKeys.Cose(other);
    }

    private static IEnumerable<AssertionCase> Flipped(AssertionCase good, Random random) =>
    [
        .. Bits(good.ClientData, random, 60).Select(flip => good with { Family = $"{good.Family}, flip in client data", Detail = $"bit {flip.Bit}", ClientData = flip.Bytes }),
        .. Bits(good.AuthenticatorData, random, 60).Select(flip => good with { Family = $"{good.Family}, flip in authenticator data", Detail = $"bit {flip.Bit}", AuthenticatorData = flip.Bytes }),
        .. Bits(good.Signature, random, 60).Select(flip => good with { Family = $"{good.Family}, flip in signature", Detail = $"bit {flip.Bit}", Signature = flip.Bytes }),
    ];

    private static IEnumerable<(int Bit, byte[] Bytes)> Bits(byte[] bytes, Random random, int count)
    {
        var bits = Enumerable.Range(0, bytes.Length * 8).ToArray();
        random.Shuffle(bits);
        foreach (var bit in bits.Take(count).Order())
        {
            var changed = (byte[])bytes.Clone();
            changed[bit / 8] ^= (byte)(1 << (bit % 8));
            yield return (bit, changed);
        }
    }
}
