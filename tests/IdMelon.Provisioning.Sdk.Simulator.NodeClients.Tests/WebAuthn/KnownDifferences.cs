using static IdMelon.Provisioning.Simulator.NodeClients.WebAuthn.KnownDifference;

namespace IdMelon.Provisioning.Simulator.NodeClients.WebAuthn;

/// <summary>Where the simulator and the library differ for a reason, by the family of the cases.</summary>
internal static class KnownDifferences
{
    private const string Frame = "§7.1: a relying party that is never in a frame refuses cross-origin ceremonies; the library does not look at registrations' crossOrigin and topOrigin";
    private const string KeyForm = "§6.5.1: the key is a COSE_Key in canonical form with exactly the members its type needs; the library decodes it when it is first used";
    private const string KeyFit = "§5.8.5: ES256 is on P-256, RS256 is RSA; the library decodes the key when it is first used";
    private const string KeyPoint = "RFC 9053 §7.1.1: coordinates have full length and are a point of the curve; the library decodes the key when it is first used";
    private const string Packed = "§8.2: the statement has exactly the members of its syntax";
    private const string Algorithm = "§8.2: the signature is verified with the algorithm that the statement names, which must be the key's; the library takes only the hash from it";
    private const string Format = "§7.1: which formats are known is the relying party's choice; a tenant without enforcement accepts others as no attestation";
    private const string Enforced = "§7.1: the relying party's policy; the library has none";
    private const string Path = "RFC 5280 §6.1: a chain of issuers that may issue, nothing besides";

    public static IReadOnlyDictionary<string, KnownDifference> Registrations { get; } = new Dictionary<string, KnownDifference>
    {
        ["cross-origin"] = Stricter(Frame),
        ["cross-origin as text"] = Stricter(Frame),
        ["top origin"] = Stricter(Frame),
        ["another claimed id"] = Stricter("§5.1: the id of the credential is the one in its authenticator data; the library reads the latter only"),
        ["id too long"] = Stricter("§7.1: a credential id has at most 1023 bytes"),
        ["truncated object"] = Stricter("RFC 8949 §3: a byte string has its length; the library's decoder takes less at the end"),
        ["bytes after the object"] = Stricter("§6.5.4: an attestation object is one CBOR map; the library reads the first value"),
        ["another member"] = Stricter("§6.5.4: an attestation object has three members"),
        ["extensions in an array"] = Stricter("§6.1: extensions are a map of identifiers"),
        ["extensions with a number for a name"] = Stricter("§6.1: extensions are a map of identifiers"),
        ["none with an array"] = Stricter("§8.7: the statement is an empty map"),
        ["none, flip in statement"] = Stricter("§8.7: the statement is an empty map"),
        ["none, RS256, flip in statement"] = Stricter("§8.7: the statement is an empty map"),
        ["key with an optional member"] = Stricter(KeyForm),
        ["key with members in another order"] = Stricter(KeyForm),
        ["key without y"] = Stricter(KeyForm),
        ["none, RS256, flip in key type and algorithm"] = Stricter(KeyForm),
        ["key of type 1"] = Stricter(KeyFit),
        ["ES256 on another curve"] = Stricter(KeyFit),
        ["RS256 on a curve"] = Stricter(KeyFit),
        ["none, flip in key type"] = Stricter(KeyFit),
        ["none, flip in key curve"] = Stricter(KeyFit),
        ["key with a short coordinate"] = Stricter(KeyPoint),
        ["point beside the curve"] = Stricter(KeyPoint),
        ["point of zeros"] = Stricter(KeyPoint),
        ["none, flip in key x"] = Stricter(KeyPoint),
        ["none, flip in key y"] = Stricter(KeyPoint),
        ["packed, another member"] = Stricter(Packed),
        ["packed, bytes after the certificate"] = Stricter(Packed),
        ["packed, one certificate, flip in certificate"] = Stricter("X.690 §10.1: the length of a certificate is its length; the library overlooks a wrong one"),
        ["packed by itself, algorithm of another kind"] = Stricter(Algorithm),
        ["packed, algorithm of another kind"] = Stricter(Algorithm),
        ["certificate, critical model"] = Stricter("§8.2.1: the extension with the model must not be critical"),
        ["certificate, no basic constraints"] = Stricter("§8.2.1: the certificate has basic constraints that say it is no authority"),
        ["packed, authority that is none"] = Stricter(Path),
        ["packed, stranger besides"] = Stricter(Path),
        ["packed, the root too"] = Laxer("§8.2: x5c has the certificate and its chain, of which the root is a part; the library wants it left out"),
        ["none, where attestation is enforced"] = Stricter(Enforced),
        ["packed by itself, where attestation is enforced"] = Stricter(Enforced),
        ["none, flip in fmt"] = Laxer(Format),
        ["none, RS256, flip in fmt"] = Laxer(Format),
        ["packed by itself, flip in fmt"] = Laxer(Format),
        ["unknown format fido-u2f, empty"] = Laxer(Format),
        ["unknown format tpm, empty"] = Laxer(Format),
        ["unknown format made-up"] = Laxer(Format),
        ["unknown format None"] = Laxer(Format),
    };

    public static IReadOnlyDictionary<string, KnownDifference> Assertions { get; } = new Dictionary<string, KnownDifference>
    {
        ["cross-origin"] = Stricter("§7.2: a relying party that is never in a frame refuses cross-origin ceremonies; the library refuses them only with a topOrigin"),
        ["no more device-bound"] = Stricter("§7.2: the eligibility for backup is what it was at registration; the library is not told what it was"),
        ["no more synced"] = Stricter("§7.2: the eligibility for backup is what it was at registration; the library is not told what it was"),
        ["bytes after the signature"] = Stricter("§6.5.5: the signature is one DER value"),
    };
}
