namespace IdMelon.Provisioning.Authenticators;

/// <summary>Signature algorithms by their COSE number (IANA COSE Algorithms).</summary>
public enum CoseAlgorithm
{
    /// <summary>ECDSA on P-256 with SHA-256.</summary>
    Es256 = -7,
}
