using System.Security.Cryptography.X509Certificates;
using IdMelon.Provisioning.Authenticators;
using IdMelon.Provisioning.Local;
using IdMelon.Provisioning.Simulator.NodeClients.WebAuthn;
using IdMelon.Provisioning.WebAuthn;

namespace IdMelon.Provisioning.Simulator.NodeClients.Passkeys;

/// <summary>A kind of authenticator and what it is asked for.</summary>
internal sealed record PasskeyKind(string Name, SoftwareAuthenticatorOptions Options, int Algorithm = -7)
{
    /// <summary>What the relying party wants for attestation.</summary>
    public string Attestation { get; init; } = "direct";

    /// <summary>The extensions that the relying party asks for, added to its own options.</summary>
    public CreationExtensions Extensions { get; init; } = new();

    public string Format => Attestation == "none" || Options.Attestation is PasskeyAttestation.None ? "none" : "packed";

    /// <summary>Everything that our authenticator can be.</summary>
    public static IReadOnlyList<PasskeyKind> All(Vendor vendor)
    {
        var one = Certified(vendor, vendor.LeafBelowRoot());
        var three = Certified(vendor, vendor.LeafBelowLower(), vendor.Lower.RawData, vendor.Upper.RawData);
        SoftwareAuthenticatorOptions plain = new() { Aaguid = Parts.Model };
        return
        [
            .. from algorithm in (int[])[-7, -257]
               from kind in (PasskeyKind[])
               [
                   new("none", plain),
                   new("none, no model", new()),
                   new("none, wanted so", one) { Attestation = "none" },
                   new("packed by itself", plain with { Attestation = new PasskeyAttestation.SelfSigned() }),
                   new("packed, one certificate", one),
                   new("packed, three certificates", three) { Attestation = "enterprise" },
                   new("eligible for backup", plain with { IsBackupEligible = true }),
                   new("backed up", plain with { IsBackupEligible = true, IsBackedUp = true }),
                   new("counted", plain with { CountsSignatures = true }),
                   new("platform", plain with { Attachment = "platform", Transports = ["internal"] }),
                   new("credProps", plain) { Extensions = new() { CredProps = true } },
                   new("hmac-secret", plain) { Extensions = new() { HmacCreateSecret = true } },
                   new("credProtect", plain) { Extensions = new() { Protection = CredentialProtection.UserVerificationRequired, EnforceProtection = true } },
                   new("all extensions, certified", three) { Extensions = new() { CredProps = true, HmacCreateSecret = true, Prf = true, Protection = CredentialProtection.UserVerificationOptional } },
               ]
               select kind with { Algorithm = algorithm },
        ];
    }

    private static SoftwareAuthenticatorOptions Certified(Vendor vendor, params byte[][] chain) => new()
    {
        Aaguid = Parts.Model,
        Attestation = new PasskeyAttestation.Certified(AttestationCertificate.Of(vendor.LeafKey, [.. chain.Select(X509CertificateLoader.LoadCertificate)])),
    };
}
