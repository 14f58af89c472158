namespace IdMelon.Provisioning.WebAuthn;

/// <summary>How much a relying party wants a credential that is found without its id (WebAuthn Level 3 §5.4.6, <c>ResidentKeyRequirement</c>).</summary>
public enum ResidentKeyWish
{
    /// <summary>Rather not; what an unknown or missing word means, unless <c>requireResidentKey</c> is set.</summary>
    Discouraged,

    /// <summary>If possible.</summary>
    Preferred,

    /// <summary>Or no credential.</summary>
    Required,
}
