using System.Security.Cryptography;

namespace IdMelon.Provisioning.Simulator.NodeClients.WebAuthn;

/// <summary>Registrations with another attestation statement or other certificates; those that carry certificates are judged where attestation is enforced.</summary>
internal static class StatementFaults
{
    public static IEnumerable<RegistrationCase> In(RegistrationCorpus corpus)
    {
        var none = corpus.None();
        var vendor = corpus.Vendor;
        byte[] leaf = vendor.LeafBelowRoot(), lower = vendor.Lower.RawData, upper = vendor.Upper.RawData, low = vendor.LeafBelowLower();
        return
        [
            (none with { Statement = _ => Parts.Packed(-7, null, null) }).As("none with an algorithm"),
            (none with { Statement = _ => [0x80] }).As("none with an array"),
            (none with { Statement = _ => [0xF6] }).As("none with null"),
            (none with { Format = "packed" }).As("packed, empty"),
            (none with { Format = "fido-u2f" }).As("unknown format fido-u2f, empty"),
            (none with { Format = "tpm" }).As("unknown format tpm, empty"),
            (none with { Format = "made-up" }).As("unknown format made-up"),
            (none with { Format = "None" }).As("unknown format None"),
            (none with { Format = new string('x', 33) }).As("format with a long name"),
            (none with { Format = "" }).As("format without a name"),
            (corpus.Self() with { Statement = _ => Parts.Packed(-7, new byte[70], null) }).As("packed by itself, broken signature"),
            (corpus.Self() with { Statement = _ => Parts.Packed(-7, [], null) }).As("packed by itself, empty signature"),
            (corpus.Self() with { Statement = signed => Parts.Packed(-7, SeededKeys.Sign(vendor.LeafKey, signed), null) }).As("packed by itself, another key"),
            corpus.Self(-257).As("packed by itself, algorithm of another kind"),
            corpus.Self(-35).As("packed by itself, algorithm of another hash"),
            (corpus.Self() with { Statement = _ => Parts.Packed(null, new byte[70], null) }).As("packed without algorithm"),
            (corpus.Self() with { Statement = _ => Parts.Packed(-7, null, null) }).As("packed without signature"),
            corpus.Self().As("packed by itself, where attestation is enforced", isAttested: true),
            none.As("none, where attestation is enforced", isAttested: true),
            .. Certificates(corpus, leaf, low, lower, upper),
            .. Leaves(corpus),
        ];
    }

    private static IEnumerable<RegistrationCase> Certificates(RegistrationCorpus corpus, byte[] leaf, byte[] low, byte[] lower, byte[] upper)
    {
        var vendor = corpus.Vendor;
        return
        [
            (corpus.Packed(-7, leaf) with { Statement = _ => Parts.Packed(-7, new byte[70], [leaf]) }).As("packed, broken signature", isAttested: true),
            (corpus.Packed(-7, leaf) with { Statement = signed => Parts.Packed(-7, SeededKeys.Sign(vendor.LeafKey, signed[1..]), [leaf]) }).As("packed, signature over something else", isAttested: true),
            (corpus.Packed(-7, leaf) with { Statement = signed => Parts.Packed(-7, SeededKeys.Sign(vendor.LeafKey, signed), [leaf], "ecdaaKeyId") }).As("packed, another member", isAttested: true),
            corpus.Packed(-257, leaf).As("packed, algorithm of another kind", isAttested: true),
            corpus.Packed(-35, leaf).As("packed, algorithm of another hash", isAttested: true),
            corpus.Packed(-7).As("packed, no certificate", isAttested: true),
            corpus.Packed(-7, low, lower).As("packed, upper authority missing", isAttested: true),
            corpus.Packed(-7, low, upper).As("packed, lower authority missing", isAttested: true),
            corpus.Packed(-7, low, upper, lower).As("packed, authorities in another order", isAttested: true),
            corpus.Packed(-7, lower, low, upper).As("packed, authority first", isAttested: true),
            corpus.Packed(-7, low, lower, vendor.Stranger()).As("packed, stranger for an authority", isAttested: true),
            corpus.Packed(-7, low, lower, upper, vendor.Stranger("CN=Stranger")).As("packed, stranger besides", isAttested: true),
            corpus.Packed(-7, low, lower, lower, upper).As("packed, an authority twice", isAttested: true),
            corpus.Packed(-7, leaf, vendor.Root.RawData).As("packed, the root too", isAttested: true),
            corpus.Packed(-7, vendor.LeafOfStranger()).As("packed, issued by a stranger of the root's name", isAttested: true),
            corpus.Packed(-7, vendor.LeafOfStranger(), vendor.Stranger("CN=Vendor Root, O=Vendor, C=CA")).As("packed, a stranger with the root's name", isAttested: true),
            corpus.Packed(-7, leaf, [1, 2, 3]).As("packed, a certificate that is none", isAttested: true),
            corpus.Packed(-7, [.. leaf, 0]).As("packed, bytes after the certificate", isAttested: true),
            corpus.Packed(-7, low, vendor.OtherLower(issue => issue with { To = new(2025, 1, 1, 0, 0, 0, TimeSpan.Zero) }), upper).As("packed, expired authority", isAttested: true),
            corpus.Packed(-7, low, vendor.OtherLower(issue => issue with { IsAuthority = false }), upper).As("packed, authority that is none", isAttested: true),
        ];
    }

    private static IEnumerable<RegistrationCase> Leaves(RegistrationCorpus corpus)
    {
        RegistrationCase With(string family, Func<Vendor.Issue, Vendor.Issue> change) => corpus.Packed(-7, corpus.Vendor.LeafBelowRoot(change)).As(family, isAttested: true);
        using var another = SeededKeys.EllipticCurve(9);
        return
        [
            With("certificate, expired", issue => issue with { To = new(2025, 1, 1, 0, 0, 0, TimeSpan.Zero) }),
            With("certificate, not valid yet", issue => issue with { From = new(2048, 1, 1, 0, 0, 0, TimeSpan.Zero) }),
            With("certificate, another model", issue => issue with { Aaguid = Guid.Parse("820d89ed-d65a-409e-85cb-f73f0578f82a") }),
            With("certificate, no model", issue => issue with { Aaguid = null }),
            With("certificate, critical model", issue => issue with { IsAaguidCritical = true }),
            With("certificate, another unit", issue => issue with { Name = Vendor.Subject.Replace("Authenticator Attestation", "Web", StringComparison.Ordinal) }),
            With("certificate, no unit", issue => issue with { Name = "C=CA, O=Vendor, CN=Vendor Batch" }),
            With("certificate, no name", issue => issue with { Name = "C=CA, O=Vendor, OU=Authenticator Attestation" }),
            With("certificate, no organization", issue => issue with { Name = "C=CA, OU=Authenticator Attestation, CN=Vendor Batch" }),
            With("certificate, no country", issue => issue with { Name = "O=Vendor, OU=Authenticator Attestation, CN=Vendor Batch" }),
            With("certificate, authority", issue => issue with { IsAuthority = true }),
            With("certificate, no basic constraints", issue => issue with { HasBasicConstraints = false }),
            With("certificate, another key", issue => issue with { Key = another }),
        ];
    }
}
