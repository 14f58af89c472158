using System.Formats.Asn1;
using System.Security.Cryptography;
using IdMelon.Provisioning.Authenticators;
using IdMelon.Provisioning.BrowserExtension.Keys;

namespace IdMelon.Provisioning.BrowserExtension.Tests.Keys;

public sealed class KeyFormTests
{
    [Fact]
    public void A_signature_of_WebCrypto_verifies_in_the_form_of_WebAuthn()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

        // Numbers with zeros in front and with a high first bit come up often enough.
        for (byte i = 0; i < 200; i++)
        {
            byte[] data = [i];
            var signature = key.SignData(data, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);

            key.VerifyData(data, EcdsaSignature.ToDer(signature), HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence).ShouldBeTrue();
        }
    }

    [Fact]
    public void Numbers_are_as_short_as_they_can_be_and_positive()
    {
        byte[] signature = [.. new byte[31], 0x80, .. new byte[32]];

        EcdsaSignature.ToDer(signature).ShouldBe([0x30, 7, 2, 2, 0, 0x80, 2, 1, 0]);
    }

    [Fact]
    public void A_private_key_tells_its_public_one()
    {
        using var curve = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var rsa = RSA.Create(2048);
        using var curveKey = new PrivateKeyBytes(curve.ExportPkcs8PrivateKey());
        using var rsaKey = new PrivateKeyBytes(rsa.ExportPkcs8PrivateKey());

        PublicKeyInfo.Of(CoseAlgorithm.Es256, curveKey).ShouldBe(curve.ExportSubjectPublicKeyInfo());
        PublicKeyInfo.Of(CoseAlgorithm.Rs256, rsaKey).ShouldBe(rsa.ExportSubjectPublicKeyInfo());
        Should.Throw<AsnContentException>(() => PublicKeyInfo.Of(CoseAlgorithm.Rs256, curveKey));
        Should.Throw<AsnContentException>(() => PublicKeyInfo.Of(CoseAlgorithm.Es256, rsaKey));
    }

    [Fact]
    public void Another_curve_is_refused()
    {
        using var other = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        using var key = new PrivateKeyBytes(other.ExportPkcs8PrivateKey());

        Should.Throw<AsnContentException>(() => PublicKeyInfo.Of(CoseAlgorithm.Es256, key));
    }
}
