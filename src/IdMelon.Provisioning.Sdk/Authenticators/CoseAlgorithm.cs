namespace IdMelon.Provisioning.Authenticators;

/// <summary>Signature algorithms by their COSE number (IANA COSE Algorithms).</summary>
public enum CoseAlgorithm
{
    /// <summary>ECDSA on P-256 with SHA-256.</summary>
    Es256 = -7,

    /// <summary>RSASSA-PKCS1-v1_5 with SHA-256.</summary>
    Rs256 = -257,
}
