using System.Security.Cryptography;
using System.Text;

namespace IdMelon.Provisioning.Simulator.NodeClients.WebAuthn;

/// <summary>Good registrations, and each of their fields with flipped bits.</summary>
internal sealed class RegistrationCorpus : IDisposable
{
    private readonly ECDsa key = SeededKeys.EllipticCurve(1);
    private readonly RSA rsa = RSA.Create(2048);
    private readonly RSA vendorRsa = RSA.Create(2048);

    public Vendor Vendor { get; } = new();

    public IReadOnlyList<RegistrationCase> All()
    {
        var random = new Random(20260725);
        IReadOnlyList<RegistrationCase> good = Good();
        return [.. good, .. good.Take(5).SelectMany(one => Flipped(one, random)), .. FormFaults.In(None()), .. CeremonyFaults.In(None()), .. KeyFaults.In(None(), key), .. StatementFaults.In(this)];
    }

    public Parts None() => new() { PublicKey = SeededKeys.Cose(key) };

    /// <summary>A registration whose packed statement has an algorithm and certificates of choice; the certificates' key signs.</summary>
    public Parts Packed(int algorithm = -7, params byte[][] certificates) => None() with
    {
        Format = "packed",
        Statement = signed => Parts.Packed(algorithm, SeededKeys.Sign(Vendor.LeafKey, signed), certificates),
    };

    public Parts Self(int algorithm = -7) => None() with
    {
        Format = "packed",
        Statement = signed => Parts.Packed(algorithm, SeededKeys.Sign(key, signed), null),
    };

    public byte[] RsaLeaf() => Vendor.LeafBelowRoot(issue => issue with { Key = vendorRsa });

    public Parts SignedByRsa(params byte[][] certificates) => None() with
    {
        Format = "packed",
        Statement = signed => Parts.Packed(-257, vendorRsa.SignData(signed, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1), certificates),
    };

    public void Dispose()
    {
        key.Dispose();
        rsa.Dispose();
        vendorRsa.Dispose();
        Vendor.Dispose();
    }

    private RegistrationCase[] Good() =>
    [
        None().As("none"),
        Packed(-7, Vendor.LeafBelowRoot()).As("packed, one certificate", isAttested: true),
        Packed(-7, Vendor.LeafBelowLower(), Vendor.Lower.RawData, Vendor.Upper.RawData).As("packed, three certificates", isAttested: true),
        Self().As("packed by itself"),
        (None() with { PublicKey = SeededKeys.Cose(rsa) }).As("none, RS256"),
        SignedByRsa(RsaLeaf()).As("packed, RSA certificate", isAttested: true),
        (None() with { PublicKey = SeededKeys.Cose(rsa), Format = "packed", Statement = signed => Parts.Packed(-257, rsa.SignData(signed, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1), null) }).As("packed by itself, RS256"),
        (None() with { Flags = 0xC5, Extensions = [0xA1, 0x6B, .. "hmac-secret"u8, 0xF5] }).As("none, with extensions"),
        (None() with { Flags = 0xC5, Extensions = [0xA2, 0x6B, .. "credProtect"u8, 0x02, 0x6B, .. "hmac-secret"u8, 0xF5] }).As("none, with two extensions"),
        (None() with { Flags = 0x5D }).As("none, backed up"),
        (None() with { Flags = 0x4D }).As("none, eligible for backup"),
        (None() with { CredentialId = new byte[16] }).As("none, short id"),
        (None() with { CredentialId = [.. Enumerable.Range(0, 1023).Select(number => (byte)number)] }).As("none, longest id"),
        (None() with { Aaguid = Guid.Empty, Count = 0 }).As("none, no model and no counter"),
        (None() with { ClientDataTail = "" }).As("none, without crossOrigin"),
        (None() with { ClientDataTail = ""","crossOrigin":false,"other_keys_can_be_added_here":"do not compare clientDataJSON against a template"}"""[..^1] }).As("none, more client data"),
    ];

    private IEnumerable<RegistrationCase> Flipped(RegistrationCase good, Random random)
    {
        var data = new Parts { PublicKey = good.Family.Contains("RS256", StringComparison.Ordinal) ? SeededKeys.Cose(rsa) : SeededKeys.Cose(key) };
        var start = good.AttestationObject.AsSpan().IndexOf(SHA256.HashData("login.microsoft.com"u8));
        var publicKey = good.AttestationObject.AsSpan().IndexOf(data.PublicKey);
        IEnumerable<RegistrationCase> flips =
        [
            .. Flips.InObject(good, "fmt", Encoding.ASCII.GetBytes(good.Family.StartsWith("none", StringComparison.Ordinal) ? "none" : "packed"), random, 12),
            .. Flips.InObject(good, "structure", 0, 5, random, 12),
            .. Flips.InObject(good, "rp id hash", start, 32, random, 4),
            .. Flips.InObject(good, "flags", start + 32, 1, random),
            .. Flips.InObject(good, "counter", start + 33, 4, random, 6),
            .. Flips.InObject(good, "aaguid", start + 37, 16, random, 6),
            .. Flips.InObject(good, "id length", start + 53, 2, random),
            .. Flips.InObject(good, "credential id", good.CredentialId, random, 6),
        ];
        flips = data.PublicKey.Length < 100
            ? [.. flips, .. EllipticCurveFlips(good, publicKey, random)]
            : [.. flips, .. Flips.InObject(good, "key type and algorithm", publicKey, 6, random, 24), .. Flips.InObject(good, "key modulus", publicKey + 12, 256, random, 4)];
        foreach (var flip in flips)
        {
            yield return flip;
        }

        foreach (var flip in StatementFlips(good, random).Concat(ClientDataFlips(good, random)))
        {
            yield return flip;
        }
    }

    // A5 · 01 02 · 03 26 · 20 01 · 21 58 20 x · 22 58 20 y
    private static IEnumerable<RegistrationCase> EllipticCurveFlips(RegistrationCase good, int start, Random random) =>
    [
        .. Flips.InObject(good, "key type", start + 2, 1, random),
        .. Flips.InObject(good, "key algorithm", start + 4, 1, random),
        .. Flips.InObject(good, "key curve", start + 6, 1, random),
        .. Flips.InObject(good, "key x", start + 10, 32, random, 6),
        .. Flips.InObject(good, "key y", start + 45, 32, random, 6),
    ];

    private IEnumerable<RegistrationCase> StatementFlips(RegistrationCase good, Random random)
    {
        var statement = good.AttestationObject.AsSpan().IndexOf("attStmt"u8) + "attStmt"u8.Length;
        if (good.Family.StartsWith("none", StringComparison.Ordinal))
        {
            return Flips.InObject(good, "statement", statement, 1, random);
        }

        var signature = good.AttestationObject.AsSpan().IndexOf("sig"u8);
        IEnumerable<RegistrationCase> flips = [.. Flips.InObject(good, "statement algorithm", "\u0063alg"u8, random, 12), .. Flips.InObject(good, "statement algorithm value", signature - 2, 1, random), .. Flips.InObject(good, "signature", signature + 5, SeededKeys.SignatureLength, random, 16)];
        return good.Family switch
        {
            "packed, one certificate" => [.. flips, .. Flips.InObject(good, "certificate", Place(good, 1), 400, random, 100)],
            "packed, three certificates" => [.. flips, .. Flips.InObject(good, "certificate 1", Place(good, 1), 400, random, 40), .. Flips.InObject(good, "certificate 2", Vendor.Lower.RawData, random, 40), .. Flips.InObject(good, "certificate 3", Vendor.Upper.RawData, random, 40)],
            _ => flips,
        };
    }

    private static int Place(RegistrationCase good, int number) =>
        good.AttestationObject.AsSpan().IndexOf("x5c"u8) + "x5c"u8.Length + 1 + (3 * number);

    private static IEnumerable<RegistrationCase> ClientDataFlips(RegistrationCase good, Random random) =>
    [
        .. Flips.InClientData(good, "type", "webauthn.create"u8, random, 12),
        .. Flips.InClientData(good, "type name", "\"type\""u8, random, 12),
        .. Flips.InClientData(good, "challenge", Encoding.ASCII.GetBytes(System.Buffers.Text.Base64Url.EncodeToString(Encoding.UTF8.GetBytes(Parts.TheChallenge))), random, 12),
        .. Flips.InClientData(good, "challenge name", "\"challenge\""u8, random, 12),
        .. Flips.InClientData(good, "origin", "https://login.microsoft.com"u8, random, 12),
        .. Flips.InClientData(good, "crossOrigin", "false"u8, random, 12),
        .. Flips.InClientData(good, "crossOrigin name", "crossOrigin"u8, random, 12),
        .. Flips.InClientData(good, "braces", "{"u8, random, 8),
    ];
}
