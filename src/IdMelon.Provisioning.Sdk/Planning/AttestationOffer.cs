namespace IdMelon.Provisioning.Planning;

/// <summary>What an authenticator states to prove what it is.</summary>
public enum AttestationOffer
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>A signature by the new key itself, which proves no model.</summary>
    SelfSigned,

    /// <summary>A signature by a vendor's key, with its certificates.</summary>
    Certified,
}
