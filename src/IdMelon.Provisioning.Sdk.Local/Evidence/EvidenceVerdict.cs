namespace IdMelon.Provisioning.Local.Evidence;

/// <summary>What is to be thought of a piece of evidence.</summary>
public enum EvidenceVerdict
{
    /// <summary>It is as it was signed, by one of the signers that were named.</summary>
    Sound,

    /// <summary>It is as it was signed, but no signer was named to compare with.</summary>
    Unproven,

    /// <summary>There is no signature with it.</summary>
    Unsigned,

    /// <summary>It was altered after it was signed, or the signature belongs to something else.</summary>
    Altered,

    /// <summary>It is as it was signed, but by somebody else.</summary>
    ForeignSigner,

    /// <summary>It is no evidence record.</summary>
    Unreadable,
}
